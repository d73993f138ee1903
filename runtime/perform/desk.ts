import type { Conversation } from '../../shared/conversation.ts';
import type { Event } from '../../shared/event.ts';
import { deskEvents } from '../decide/desk-events.ts';
import type { HttpAnswer, Outgoing, Pending, Ports } from '../ports.ts';
import { signature } from './tools/webhook-signature.ts';
import type { Versions } from './versions.ts';

/** Tells an external desk what happens around humans: in order for each conversation, again until it has arrived (docs/handoff.md). */
export interface Desk {
  /** What of these events goes to the desk, with the commit that stores them. */
  outgoing(now: Conversation, events: readonly Event[]): Outgoing[];
  /** Sends what waits and is due. */
  poke(): void;
  /** Sends nothing new; what waits goes on with the next start. */
  stop(): void;
}

type Outside = Pick<Ports, 'store' | 'http' | 'secrets' | 'clock' | 'dice'>;

export const deskLimits = {
  attempts: 20,
  firstWait: 1_000,
  longestWait: 300_000,
  atOnce: 8,
  answerMilliseconds: 10_000,
  answerBytes: 65_536,
} as const;

/** The desk of this process. */
export function deskOf(outside: Outside, versions: Versions): Desk {
  const { store, clock } = outside;
  const underWay = new Set<string>();
  let isStopped = false;
  let isLooking = false;
  let isWanted = false;
  let cancel: () => void = () => undefined;

  const send = (pending: Pending): void => {
    underWay.add(pending.conversation);
    const free = (): void => {
      underWay.delete(pending.conversation);
      poke();
    };
    // What cannot be written now is found again a little later, and has the same id then.
    deliver(outside, versions, pending).then(free, () => clock.after(deskLimits.firstWait, free));
  };
  const look = async (): Promise<void> => {
    // As of before the read: what it finds of a conversation whose delivery ends meanwhile is of yesterday; that delivery's end looks again.
    const busy = new Set(underWay);
    const free = (await store.outgoing(deskLimits.atOnce * 8)).filter(({ conversation }) => !busy.has(conversation));
    if (isStopped) return;
    const now = clock.now();
    for (const pending of free.filter(({ nextAt }) => nextAt <= now).slice(0, Math.max(0, deskLimits.atOnce - underWay.size))) send(pending);
    const later = free.map(({ nextAt }) => nextAt).filter((at) => at > now);
    cancel();
    if (later.length > 0) wake(Math.min(...later) - now);
  };
  /** One wake at a time; a pending one is replaced. */
  const wake = (milliseconds: number): void => {
    cancel();
    if (!isStopped) cancel = clock.after(milliseconds, poke);
  };
  function poke(): void {
    isWanted = true;
    if (isLooking || isStopped) return;
    isLooking = true;
    isWanted = false;
    look()
      .catch(() => wake(deskLimits.firstWait))
      .finally(() => {
        isLooking = false;
        if (isWanted) poke();
      });
  }
  return {
    outgoing(now, events) {
      const ready = versions.loaded(now.project, now.version);
      // Where the version is not at hand, whether there is a desk is seen when it is sent.
      return ready && !ready.project.handoff.webhook ? [] : deskEvents(now, events);
    },
    poke,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

/** One attempt. What has arrived leaves the store; what fails too often leaves it as well, and stands in the audit log. */
async function deliver(outside: Outside, versions: Versions, pending: Pending): Promise<void> {
  const { store, clock, dice } = outside;
  const { webhook } = (await versions.current(pending.project)).project.handoff;
  if (!webhook) return store.settle(pending.number);
  const reason = await attempt(outside, webhook, pending);
  if (reason === null) return store.settle(pending.number);
  const attempts = pending.attempts + 1;
  if (attempts >= deskLimits.attempts) {
    const { id, kind, project } = pending;
    await store.addAudit({
      at: clock.now(),
      who: '',
      name: '',
      what: 'desk.given_up',
      project,
      about: id,
      before: null,
      after: { kind, attempts, reason },
    });
    return store.settle(pending.number);
  }
  const wait = Math.min(deskLimits.longestWait, deskLimits.firstWait * 2 ** pending.attempts) * (1 + dice.roll() / 4);
  await store.postpone(pending.number, attempts, clock.now() + Math.round(wait));
}

/** Why it did not arrive, or null. */
async function attempt(
  { http, secrets, clock }: Outside,
  { url, secret: name }: { url: string; secret: string },
  { id, kind, body }: Pending,
): Promise<string | null> {
  const secret = secrets.get(name);
  if (!secret) return `the environment variable ${name} is not set`;
  const text = JSON.stringify(body);
  const answer: HttpAnswer = await http.send({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': id,
      'promptside-event': kind,
      ...signature(secret, { body: text, now: clock.now() }),
    },
    body: text,
    timeoutMilliseconds: deskLimits.answerMilliseconds,
    maximumBytes: deskLimits.answerBytes,
    redirects: 0,
  });
  return answer.ok ? null : answer.problem.message;
}
