import { isSilenced } from '../../shared/conversation.ts';
import { Problem, report } from '../../shared/problem.ts';
import type { Model } from '../../shared/project/settings.ts';
import type { Value, Values } from '../../shared/value.ts';
import { costOf } from '../decide/cost.ts';
import type { ModelAnswer, ModelRequest } from '../ports.ts';
import type { Turn } from './turn.ts';

/** A request without its model: that is chosen here. */
export type Question = Omit<ModelRequest, 'model' | 'signal'>;
export type Asked = { answer: ModelAnswer; trace: Values };

/** The first of these names that stands for a model; the project's own comes last. */
export function modelFor({ ready }: Pick<Turn, 'ready'>, ...names: (string | undefined)[]): Model | undefined {
  const { models, defaultModel } = ready.project;
  const name = [...names, defaultModel].find(Boolean) ?? models[0]?.name;
  return models.find((model) => model.name === name);
}

/**
 * Asks a model, and the ones it names as its fallback where it fails. Everything on record is durable before the first
 * request leaves. A model that fails after it has begun to speak is followed by the next one from the start (G-06).
 */
export async function askModel(
  turn: Turn,
  question: Question,
  { model, onText }: { model: Model; onText?: (piece: string, from: number) => void },
): Promise<Asked> {
  await turn.ledger.commit();
  const attempts: Value[] = [];
  let last: ModelAnswer | undefined;
  for (const candidate of withFallbacks(turn, model)) {
    turn.budget.spend('modelCalls');
    let from = 0;
    const speak =
      onText &&
      ((piece: string): void => {
        // Nothing of the bot's leaves once a human has the conversation (P-44).
        if (isSilenced(turn.ledger.now)) return;
        onText(piece, from);
        from += piece.length;
      });
    const answer = await turn.ports.model.answer({ ...question, model: candidate, ...(turn.stop ? { signal: turn.stop } : {}) }, speak);
    attempts.push(traceOf(candidate, answer));
    last = answer;
    if (answer.ok || answer.problem.code === 'model.stopped') break;
  }
  if (!last) throw new Problem('model.none');
  return { answer: last, trace: { models: attempts, prompt: question.system, messages: question.messages.length } };
}

/** A failed answer as a problem that an effect can report. */
export const problemOf = (answer: Extract<ModelAnswer, { ok: false }>) => report(new Problem(answer.problem.code, answer.problem.details ?? {}));

function withFallbacks({ ready }: Turn, model: Model): Model[] {
  const others = model.fallback.flatMap((name) => ready.project.models.find((it) => it.name === name) ?? []);
  return [model, ...others.filter(({ name }) => name !== model.name)];
}

function traceOf(model: Model, answer: ModelAnswer): Values {
  const { usage, milliseconds, attempts } = answer;
  const cost = costOf(model, usage);
  return {
    model: model.name,
    ok: answer.ok,
    ...(answer.ok ? { finish: answer.finish } : { problem: answer.problem.message }),
    ...usage,
    ...(cost === null ? {} : { cost }),
    milliseconds,
    attempts,
  };
}
