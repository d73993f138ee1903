import type { Message } from '../../../shared/conversation.ts';
import type { EffectTrace } from '../../../shared/event.ts';
import type { Model } from '../../../shared/project/settings.ts';
import { composePrompt, translatePrompt } from '../../decide/playbook-prompt.ts';
import { promptMessages } from '../../decide/prompt.ts';
import { type Asked, askModel, modelFor, type Question } from '../ask-model.ts';
import { hiddenMessages } from '../hidden.ts';
import { type Done, did, type Handler, type OperationOf, type Task, type Turn } from '../turn.ts';
import { text } from '../values.ts';
import { messageOf } from './message-of.ts';
import { groundOf } from './playbook-ground.ts';
import { filledText } from './playbook-scope.ts';
import { buttonsOf } from './reply-buttons.ts';
import { cardsOf } from './reply-cards.ts';

type Send = Task<OperationOf<'send'>>;
type Said = { text: string; trace: EffectTrace };

/** Says what a step says, with its images exactly as they were chosen (R004-06 … R004-10). */
export const send: Handler<'send'> = async (task, turn): Promise<Done> => {
  const { mode, buttons = [], choices = [], images = [], cards = [], form, reason } = task.effect;
  const said = await (mode === 'contextual' ? composed(task, turn) : fixed(task, turn));
  const shown = [...(await buttonsOf(buttons, task, turn)), ...choices.map((label) => ({ label }))];
  const beside = { buttons: shown, cards: await cardsOf(cards, task, turn), ...(form ? { form } : {}) };
  const message: Message = { ...messageOf(said.text, { task, turn, ...beside }), ...(images.length > 0 ? { images } : {}) };
  return did([{ type: 'message', message }], { mode, ...said.trace, ...(reason ? { reason } : {}) });
};

/** The authored words; in another language the authored translation, else a model's, else the words as they are (C-32). */
async function fixed(task: Send, turn: Turn): Promise<Said> {
  const { text: authored = '', translations = {}, isVerbatim } = task.effect;
  const { language } = turn.ledger.now;
  if (isVerbatim || codeOf(language) === codeOf(turn.ready.project.language)) return { text: filledText(authored, task, turn), trace: {} };
  const translation = translations[language] ?? Object.entries(translations).find(([tag]) => codeOf(tag) === codeOf(language))?.[1];
  if (translation !== undefined) return { text: filledText(translation, task, turn), trace: { translation: language } };
  const words = filledText(authored, task, turn);
  const model = modelHere(turn);
  if (!model) return { text: words, trace: { reason: `there is no translation into ${language}, and no model is set` } };
  const asked = await askModel(turn, { system: translatePrompt(language), messages: [{ role: 'user', text: words }], tools: [] }, { model });
  return written(asked, words, 'translated');
}

/** A model's words; without one, or where it fails, those of the author. */
async function composed(task: Send, turn: Turn): Promise<Said> {
  const { text: authored, instruction = '' } = task.effect;
  const standIn = authored === undefined ? text(turn.ready.project.noModelReply, task, turn) : filledText(authored, task, turn);
  const model = modelHere(turn);
  const from = authored === undefined ? 'noModelReply' : 'the text of the step';
  if (!model) return { text: standIn, trace: { reason: `no model is set: ${from} is sent` } };
  const question = await composing(task, turn, instruction);
  return written(await askModel(turn, question, { model }), standIn, 'composed');
}

async function composing(task: Send, turn: Turn, instruction: string): Promise<Question> {
  const { project } = turn.ready;
  const prompt = composePrompt(groundOf(task, turn), { instruction: filledText(instruction, task, turn), language: turn.ledger.now.language });
  const messages = promptMessages(project, turn.ledger.now, await hiddenMessages(turn));
  return { system: prompt, messages: messages.length > 0 ? messages : [{ role: 'user', text: '…' }], tools: [] };
}

function written({ answer, trace }: Asked, standIn: string, how: string): Said {
  if (answer.ok && answer.text.trim() !== '') return { text: answer.text.trim(), trace: { how, ...trace } };
  const reason = answer.ok ? 'the model gave an empty answer' : `the model failed: ${answer.problem.message}`;
  return { text: standIn, trace: { how, reason, ...trace } };
}

const modelHere = (turn: Turn): Model | undefined =>
  modelFor(turn, turn.ready.project.stages.find(({ name }) => name === turn.ledger.now.stage)?.model);

const codeOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
