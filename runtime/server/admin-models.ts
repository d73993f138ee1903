import { z } from 'zod';
import type { TryModelAnswer } from '../../shared/admin.ts';
import { Problem } from '../../shared/problem.ts';
import { type Model, model } from '../../shared/project/settings.ts';
import type { ModelAnswer } from '../ports.ts';
import { part, type Route } from './admin-route.ts';
import type { Door } from './door.ts';
import { parsed } from './parsed.ts';

const trial = z.strictObject({ model });
const longest = 30_000;
/** Room for a word also where a model thinks first. */
const tokens = 64;

/** Asks one model one tiny question, as it stands in the editor, and says what is missing where it does not answer. */
export const modelRoutes = (door: Pick<Door, 'model' | 'secrets' | 'store' | 'audit'>): Route[] => [
  {
    method: 'post',
    path: '/projects/:project/try-model',
    right: 'edit',
    handle: async (request, _response, who) => {
      const project = part(request, 'project');
      if (!(await door.store.current(project))) throw new Problem('project.unknown', { project });
      const asked = parsed(trial, request.body, 'admin.invalid').model;
      const answer = await tryModel(door, asked);
      // It may have cost something, and a key went with it.
      await door.audit.add(who, { what: 'model.tried', project, about: asked.name, after: { verdict: answer.verdict } });
      return answer;
    },
  },
];

async function tryModel({ model: port, secrets }: Pick<Door, 'model' | 'secrets'>, asked: Model): Promise<TryModelAnswer> {
  // The server's own secrets are not an author's to send to an address of their choice.
  if (asked.apiKey?.startsWith('PROMPTSIDE_')) {
    return { verdict: 'key_missing', message: `${asked.apiKey} is the server's own; keep the key in a variable of another name.`, milliseconds: 0 };
  }
  const answer = await port.answer({ model: once(asked), system: 'Answer with one word.', messages: [{ role: 'user', text: 'Say: ok' }], tools: [] });
  const key = asked.apiKey === undefined ? undefined : secrets.get(asked.apiKey)?.trim();
  return told(asked, answer, (text) => (key ? text.replaceAll(key, '[key]') : text));
}

/** The same model with a small answer, little patience and no second try. */
const once = (asked: Model): Model => ({
  ...asked,
  retries: 0,
  timeoutMilliseconds: Math.min(asked.timeoutMilliseconds, longest),
  maximumOutputTokens: Math.min(asked.maximumOutputTokens ?? tokens, tokens),
});

function told(asked: Model, answer: ModelAnswer, masked: (text: string) => string): TryModelAnswer {
  const { milliseconds, usage } = answer;
  if (answer.ok) return { verdict: 'ok', message: masked(answer.text).slice(0, 200), milliseconds, ...usage };
  const verdict = verdictOf(answer.problem);
  return { verdict, message: masked(sentenceFor(verdict, asked, answer.problem)), milliseconds };
}

type Trouble = Extract<ModelAnswer, { ok: false }>['problem'];
type Verdict = TryModelAnswer['verdict'];

function verdictOf({ code, details = {} }: Trouble): Verdict {
  if (code === 'secret.missing') return 'key_missing';
  if (code === 'model.rate_limited') return 'busy';
  if (code === 'model.unreachable' || code === 'model.timeout') return 'unreachable';
  if (code !== 'model.refused') return 'failed';
  const { status } = details;
  if (status === 401 || status === 403) return 'key_refused';
  const isUnknown =
    status === 404 || /\bmodel\b.*\b(not (be )?found|does not exist|not exist|unknown|invalid|not supported)\b/i.test(String(details.reason ?? ''));
  return isUnknown ? 'model_unknown' : 'failed';
}

function sentenceFor(verdict: Verdict, { name, model: called, apiKey, address }: Model, { message, details = {} }: Trouble): string {
  const key = String(details.name ?? apiKey ?? 'the key');
  switch (verdict) {
    case 'key_missing':
      return `The environment variable ${key} is not set. Set it where the server runs, and start the server again.`;
    case 'key_refused':
      return `The key${apiKey ? ` in ${apiKey}` : ''} was refused (${details.status}). Check that it is whole, still valid, and allowed to use ${called}.`;
    case 'model_unknown':
      return `${address ?? 'The provider'} knows no model "${called}". ${message}`;
    case 'unreachable':
      return `${address ?? 'The provider'} did not answer. ${message}`;
    default:
      return message || `The model ${name} did not answer.`;
  }
}
