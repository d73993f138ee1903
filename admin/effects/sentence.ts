import type { EffectType } from '../../shared/project/effect.ts';
import type { Value, Values } from '../../shared/value.ts';
import { asList, asRecord, asText, oneLine } from '../document/read.ts';

/** What each effect is called on the page. */
export const effectNames: Record<EffectType, string> = {
  call_tool: 'Call tool',
  modify_variables: 'Modify variables',
  modify_user_profile: 'Modify user profile',
  modify_user_input: 'Modify user input',
  change_visibility: 'Change visibility',
  generate_response: 'Generate response',
  end_conversation: 'End conversation',
  abort_conversation: 'Abort conversation',
  go_to_stage: 'Go to stage',
  handoff: 'Hand off',
  send_to_page: 'Send to page',
  start_playbook: 'Start playbook',
  run_prompt_sequence: 'Run prompt sequence',
};

/** What an effect is called, also where a draft holds one that does not exist. */
export const effectName = (type: string): string => (Object.hasOwn(effectNames, type) ? effectNames[type as EffectType] : type || 'Unknown effect'); // hasOwn has just said that it is one

/** What an effect does, in words; the values are shown as they were written. */
export function effectSentence(effect: Value | undefined): string {
  const record = asRecord(effect);
  const type = asText(record.type);
  return Object.hasOwn(sentences, type) ? sentences[type as EffectType](record) : oneLine(record); // hasOwn has just said that it is one
}

const sentences: Record<EffectType, (effect: Values) => string> = {
  call_tool: ({ tool, parameters, saveAs }) =>
    `Call ${named(tool)}${withInputs(parameters)}${saveAs ? `, keep the result in ${asText(saveAs)}` : ''}`,
  modify_variables: ({ modifications }) => modificationsText(modifications, 'vars'),
  modify_user_profile: ({ modifications }) => modificationsText(modifications, 'userProfile'),
  modify_user_input: ({ template }) => `Let the assistant read “${oneLine(template)}” instead of what was typed`,
  change_visibility: ({ visibility, visibilityCondition }) =>
    `Show this turn to later prompts: ${asText(visibility)}${visibilityCondition ? ` (when ${oneLine(visibilityCondition)})` : ''}`,
  generate_response: responseText,
  end_conversation: ({ reason }) => `End the conversation${because(reason)}`,
  abort_conversation: ({ reason }) => `Abort the conversation without a reply${because(reason)}`,
  go_to_stage: ({ stage }) => `Go to stage ${named(stage)}`,
  handoff: ({ reason }) => `Hand over to a person${because(reason)}`,
  send_to_page: ({ event, data }) => `Send the page the event ${named(event)}${data === undefined ? '' : ` with ${oneLine(data)}`}`,
  start_playbook: ({ playbook, inputs }) => `Start the playbook ${named(playbook)}${withInputs(inputs)}`,
  run_prompt_sequence: ({ sequence, variables }) => `Run the prompt sequence ${named(sequence)}${withInputs(variables)}`,
};

function responseText({ mode, responses, instruction, selection }: Values): string {
  if (mode !== 'prescripted') return instruction ? `Answer as told: “${oneLine(instruction)}”` : 'Let the model answer';
  const texts = asList(responses);
  if (texts.length < 2) return `Say “${oneLine(texts[0] ?? '')}”`;
  return `Say one of ${texts.length} texts, ${selection === 'round_robin' ? 'in turn' : 'by chance'}`;
}

function modificationsText(modifications: Value | undefined, scope: string): string {
  const parts = asList(modifications).map((item) => {
    const { variable, operation, value } = asRecord(item);
    const target = `${scope}.${asText(variable)}`;
    if (operation === 'reset') return `clear ${target}`;
    if (operation === 'add') return `add ${written(value)} to ${target}`;
    if (operation === 'remove') return `remove ${written(value)} from ${target}`;
    return `set ${target} to ${written(value)}`;
  });
  const text = parts.join(', ');
  return text === '' ? 'Change nothing yet' : text.charAt(0).toUpperCase() + text.slice(1);
}

function withInputs(inputs: Value | undefined): string {
  const entries = Object.entries(asRecord(inputs));
  return entries.length === 0 ? '' : ` with ${entries.map(([name, value]) => `${name} = ${written(value)}`).join(', ')}`;
}

/** A value as its author wrote it: `=expressions` bare, text in quotes. */
function written(value: Value | undefined): string {
  if (typeof value === 'string') return value.startsWith('=') ? oneLine(value.slice(1)) : `“${oneLine(value)}”`;
  return oneLine(value);
}

const named = (name: Value | undefined): string => asText(name) || '(not chosen yet)';
const because = (reason: Value | undefined): string => (reason ? `, because ${oneLine(reason)}` : '');
