import type { Model } from '../../../shared/project/settings.ts';
import { type Failure, final, ModelFailure, passing } from './failure.ts';
import { retryAfter } from './retry.ts';

/** What is needed to put a thrown thing into words that may be shown. */
export type Teller = { model: Model; key: string | undefined; keyName: string | undefined; now: () => number };

type Thrown = { name: string; message: string; status?: number; headers: Record<string, string>; body: string };

/** Any thrown thing as a failure: by its HTTP status, else as a connection that failed or an answer that cannot be read. */
export function explain(thrown: unknown, teller: Teller): Failure {
  const chain = causes(thrown);
  const own = chain.find((link) => link instanceof ModelFailure);
  if (own) return own.failure;
  const links = chain.map(readable);
  const answered = links.find((link) => link.status !== undefined);
  if (answered?.status !== undefined && answered.status >= 400) return refusal({ ...answered, status: answered.status }, teller);
  const reason = mask(words(links), teller.key);
  const model = teller.model.name;
  if (links.some(({ name }) => notSent.has(name))) return final('model.refused', { model, status: 'not sent', reason });
  return answered || !isConnection(links) ? passing('model.broken', { model, reason }) : passing('model.unreachable', { model, reason });
}

/** A text without the key in it: as it is, percent-encoded, or half hidden by a provider that quotes it. */
export function mask(text: string, key: string | undefined): string {
  const bare = key ? text.replaceAll(key, '[key]').replaceAll(encodeURIComponent(key), '[key]') : text;
  return bare.replaceAll(/\b(?:sk|pk|rk|gsk|xai|AIza|Bearer)[-_ ]?[\w*.…-]{6,}/g, '[key]').slice(0, 300);
}

function refusal(thrown: Thrown & { status: number }, { model: { name: model }, key, keyName, now }: Teller): Failure {
  const { status } = thrown;
  const reason = mask(thrown.message.replace(/[.\s]+$/, '') || `HTTP ${status}`, key);
  if (status === 401 && keyName) return final('model.refused', { model, status, reason: `the key in ${keyName} was not accepted` });
  if (status === 429 && !/insufficient_quota|billing/.test(thrown.body)) {
    return { ...passing('model.rate_limited', { model }), ...waiting(thrown, now()) };
  }
  if (status >= 500 || status === 408) {
    return { ...passing('model.unreachable', { model, reason: `HTTP ${status}, ${reason}` }), ...waiting(thrown, now()) };
  }
  return final('model.refused', { model, status, reason });
}

function waiting({ headers }: Thrown, now: number): Pick<Failure, 'waitMilliseconds'> {
  const waitMilliseconds = retryAfter(headers, now);
  return waitMilliseconds === undefined ? {} : { waitMilliseconds };
}

/** Said by the provider packages before anything is sent. */
const notSent = new Set(['AI_UnsupportedFunctionalityError', 'AI_InvalidPromptError', 'AI_InvalidArgumentError', 'AI_NoSuchModelError']);

const isConnection = (links: Thrown[]): boolean =>
  links.some(({ message }) =>
    /cannot connect|fetch failed|ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|socket|other side closed|certificate/i.test(message),
  );

/** The innermost words: the outer ones say no more than that something failed. Those about broken JSON would quote the answer. */
function words(links: Thrown[]): string {
  if (links.some(({ name }) => name === 'SyntaxError' || name === 'AI_JSONParseError')) return 'its JSON is broken';
  if (links.some(({ name }) => name === 'AI_TypeValidationError')) return 'it has another shape than it should';
  const found = links.map(({ message }) => message).findLast((message) => message !== '') ?? 'no reason was given';
  return found.replace(/[.\s]+$/, '');
}

function causes(thrown: unknown, depth = 0): unknown[] {
  if (typeof thrown !== 'object' || thrown === null || depth > 8) return [thrown];
  // A refused connection to a name with two addresses is an AggregateError without words of its own.
  const inner = 'errors' in thrown && Array.isArray(thrown.errors) ? thrown.errors[0] : 'cause' in thrown ? thrown.cause : undefined;
  return inner === undefined ? [thrown] : [thrown, ...causes(inner, depth + 1)];
}

function readable(thrown: unknown): Thrown {
  if (typeof thrown !== 'object' || thrown === null) return { name: '', message: String(thrown ?? ''), headers: {}, body: '' };
  // Every field is looked at before it is used; nothing is trusted about what was thrown.
  const found = thrown as Record<string, unknown>;
  return {
    name: text(found.name),
    message: text(found.message) || text(found.code),
    ...(typeof found.statusCode === 'number' ? { status: found.statusCode } : {}),
    headers: typeof found.responseHeaders === 'object' && found.responseHeaders !== null ? strings(found.responseHeaders) : {},
    body: text(found.responseBody),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const strings = (record: object): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
