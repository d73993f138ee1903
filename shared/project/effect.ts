import { z } from 'zod';
import { authoredValue, expression, identifier, name, template } from './words.ts';

/** What happens when an effect fails (C-16). */
const onError = z.enum(['continue', 'fallback', 'handoff']).optional();
const priority = z.number().int().min(0).max(999).optional();
const base = { priority };

/** The four operations on variables and profile fields (R003-16 … R003-20). */
export const modification = z
  .strictObject({
    variable: identifier,
    operation: z.enum(['set', 'reset', 'add', 'remove']),
    value: authoredValue.optional(),
  })
  .refine((it) => it.operation === 'reset' || it.value !== undefined, { message: 'a value, unless the operation is reset', path: ['value'] });

/** A button under a message: it fires a client command or says its text. */
export const replyButton = z.strictObject({
  label: template.min(1),
  command: name.optional(),
  parameters: z.record(identifier, authoredValue).optional(),
});

/** An image beside a text. */
export const image = z.strictObject({ url: template.max(2_000), alt: z.string().max(500).default('') });

/** A card; several under one message are a carousel. */
export const card = z.strictObject({
  title: template.min(1).max(500),
  text: template.max(2_000).optional(),
  image: image.optional(),
  link: template
    .regex(/^(https:\/\/|\{\{)/, 'an address that begins with https://')
    .max(2_000)
    .optional(),
  buttons: z.array(replyButton).max(4).optional(),
});

/** A form under a message: its fields are parameters of a client command, which is fired when it is sent. */
export const replyForm = z.strictObject({
  command: name,
  /** Which parameters are asked for; those that are required and not given are always among them. */
  fields: z.array(identifier).min(1).max(20).optional(),
  /** Given with the command without being asked for. */
  parameters: z.record(identifier, authoredValue).optional(),
  submit: template.max(80).optional(),
});

const callTool = z.strictObject({
  type: z.literal('call_tool'),
  tool: name,
  parameters: z.record(identifier, authoredValue).optional(),
  saveAs: identifier.optional(),
  onError,
  ...base,
});
const modifyVariables = z.strictObject({ type: z.literal('modify_variables'), modifications: z.array(modification).min(1), ...base });
const modifyUserProfile = z.strictObject({ type: z.literal('modify_user_profile'), modifications: z.array(modification).min(1), ...base });
const modifyUserInput = z.strictObject({ type: z.literal('modify_user_input'), template, ...base });
const changeVisibility = z.strictObject({
  type: z.literal('change_visibility'),
  visibility: z.enum(['always', 'stage', 'never', 'conditional']),
  visibilityCondition: expression.optional(),
  ...base,
});
const generateResponse = z.strictObject({
  type: z.literal('generate_response'),
  mode: z.enum(['generated', 'prescripted']).default('generated'),
  responses: z.array(template.min(1)).optional(),
  selection: z.enum(['random', 'round_robin']).default('random'),
  instruction: template.optional(),
  buttons: z.array(replyButton).max(12).optional(),
  cards: z.array(card).min(1).max(10).optional(),
  form: replyForm.optional(),
  ...base,
});
const endConversation = z.strictObject({ type: z.literal('end_conversation'), reason: template.optional(), ...base });
const abortConversation = z.strictObject({ type: z.literal('abort_conversation'), reason: template.optional(), ...base });
const goToStage = z.strictObject({ type: z.literal('go_to_stage'), stage: name, ...base });
const handoff = z.strictObject({ type: z.literal('handoff'), reason: template.optional(), ...base });
const sendToPage = z.strictObject({ type: z.literal('send_to_page'), event: name, data: authoredValue.optional(), ...base });
const startPlaybook = z.strictObject({
  type: z.literal('start_playbook'),
  playbook: name,
  inputs: z.record(identifier, authoredValue).optional(),
  ...base,
});
const runPromptSequence = z.strictObject({
  type: z.literal('run_prompt_sequence'),
  sequence: name,
  variables: z.record(identifier, authoredValue).optional(),
  ...base,
});

/** One thing that an action does. To add one, add it here; the compiler names every place that must know it. */
export const effect = z.discriminatedUnion('type', [
  callTool,
  modifyVariables,
  modifyUserProfile,
  modifyUserInput,
  changeVisibility,
  generateResponse,
  endConversation,
  abortConversation,
  goToStage,
  handoff,
  sendToPage,
  startPlaybook,
  runPromptSequence,
]);

export type Effect = z.infer<typeof effect>;
export type EffectType = Effect['type'];
export type EffectOf<T extends EffectType> = Extract<Effect, { type: T }>;
export type Modification = z.infer<typeof modification>;
export type ReplyButton = z.infer<typeof replyButton>;
export type ReplyCard = z.infer<typeof card>;
export type ReplyForm = z.infer<typeof replyForm>;
