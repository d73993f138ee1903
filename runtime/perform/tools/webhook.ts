import { Problem, type ProblemReport, report } from '../../../shared/problem.ts';
import type { Value, Values } from '../../../shared/value.ts';
import type { HttpAnswer } from '../../ports.ts';
import type { Done } from '../turn.ts';
import type { ToolRunner } from './tool.ts';
import { mayHaveBeenSent } from './webhook-intent.ts';
import { type Prepared, prepare, type WebhookCall } from './webhook-request.ts';
import { type Secrets, secretsOf } from './webhook-secrets.ts';
import { signature } from './webhook-signature.ts';

/**
 * Calls an address outside (R003-22). Whatever comes of it is an outcome with a status, 0 where there was no answer
 * (P-26, C-37). Everything on record is durable before anything is sent, so a crash repeats the call under the same key (G-05).
 */
export const runWebhook: ToolRunner<'webhook'> = async (call) => {
  let secrets: Secrets | undefined;
  try {
    secrets = secretsOf(call.tool, call.turn.ports.secrets);
    const prepared = await prepare(call, secrets);
    if (call.tool.delivery === 'at_most_once' && (await mayHaveBeenSent(call))) return unknown(call, prepared);
    await call.turn.ledger.commit();
    return told(await sendUntilAnswered(call, prepared), prepared, secrets);
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'turn.out_of_budget') throw thrown;
    const problem = report(thrown);
    return failed(secrets?.mask(problem) ?? problem, noAnswer);
  }
};

type Told = { answer: HttpAnswer; attempts: number; milliseconds: number };

const noAnswer: Values = { status: 0, statusText: '', headers: {}, data: null };

const failed = (problem: ProblemReport, value: Value, trace?: Values): Done => ({
  outcome: { ok: false, problem, value },
  changes: [],
  ...(trace ? { trace } : {}),
});

/** The answer as an outcome, with no secret left in it, whatever the other side sent back. */
function told({ answer, attempts, milliseconds }: Told, { request, shownUrl, key }: Prepared, { mask }: Secrets): Done {
  const { status, statusText, headers, data } = answer;
  const trace = { method: request.method, url: shownUrl, status, milliseconds, attempts, idempotencyKey: key };
  const value = mask<Value>({ status, statusText, headers, data });
  return answer.ok ? { outcome: { ok: true, value }, changes: [], trace } : failed(mask(answer.problem), value, trace);
}

/** A call that may have gone out before a stop, and may go out once only: nobody can say how it turned out. */
function unknown({ tool }: WebhookCall, { request, shownUrl, key }: Prepared): Done {
  const reason = 'its outcome is unknown: it may have been sent before a restart, and it may be sent once only';
  const trace = { method: request.method, url: shownUrl, status: 0, milliseconds: 0, attempts: 0, idempotencyKey: key };
  return failed(report(new Problem('effect.failed', { effect: tool.name, reason })), { ...noAnswer, statusText: 'unknown' }, trace);
}

/** Tries again where that can help and is allowed; each attempt has the same key and a signature of its own time. */
async function sendUntilAnswered(call: WebhookCall, { request, key }: Prepared): Promise<Told> {
  const { tool, turn } = call;
  const { clock, http, secrets } = turn.ports;
  const end = clock.now() + turn.ready.project.limits.wallMilliseconds;
  const attemptsLeft = tool.delivery === 'at_most_once' ? 0 : tool.retries;
  for (let attempts = 1, milliseconds = 0; ; attempts += 1) {
    const signed = signature(secrets.get(signingSecret), { body: request.body ?? '', now: clock.now() });
    const answer = await http.send({ ...request, headers: { ...request.headers, ...signed, 'idempotency-key': key } });
    milliseconds += answer.milliseconds;
    const wait = attempts > attemptsLeft ? null : waitBefore(attempts, answer, turn.ports.dice.roll);
    if (wait === null || clock.now() + wait > end) return { answer, attempts, milliseconds };
    await new Promise<void>((resolve) => clock.after(wait, resolve));
    milliseconds += wait;
  }
}

const signingSecret = 'PROMPTSIDE_WEBHOOK_SECRET';
const firstWaitMilliseconds = 250;
const longestWaitMilliseconds = 10_000;

/** How long to wait before trying again; nothing where trying again is of no use. */
function waitBefore(attempt: number, answer: HttpAnswer, roll: () => number): number | null {
  if (!isPassing(answer)) return null;
  const asked = Number(answer.headers['retry-after'] ?? 0) * 1_000;
  if (asked > longestWaitMilliseconds) return null;
  const backoff = firstWaitMilliseconds * 2 ** (attempt - 1) * (1 + roll() / 2);
  return Math.min(Math.max(backoff, asked || 0), longestWaitMilliseconds);
}

/** Whether a failure may be gone the next time. */
const isPassing = (answer: HttpAnswer): boolean =>
  !answer.ok &&
  (answer.status === 0
    ? answer.problem.code === 'http.unreachable' || answer.problem.code === 'http.timeout'
    : answer.problem.code === 'http.status' && (answer.status >= 500 || [408, 425, 429].includes(answer.status)) && answer.status !== 501);
