import { hash } from 'node:crypto';
import { type Input, isClosed, isWithHuman, type OperatorRef } from '../../shared/conversation.ts';
import { Problem } from '../../shared/problem.ts';
import { unansweredIn } from '../decide/in-human-hands.ts';
import { inLine } from './in-line.ts';
import { once } from './once.ts';
import type { House, Room } from './rooms.ts';
import { type Suggestion, suggest } from './suggest.ts';

/** What an operator says, under an id that their page made. */
export type OperatorWords = { id: string; text: string };
export type HandBack = { summary: string; stage?: string };
/** `mayAny`: whether the one who gives may give what is not theirs. */
export type Assignment = { to: OperatorRef; by: OperatorRef; mayAny: boolean };

/** What operators do with conversations. All of it goes through the line of its conversation, so of two at once one is first. */
export interface Inbox {
  /** Puts a conversation into one operator's hands; throws `handoff.taken` where it is in another's. From then on the bot is silent (P-44). */
  takeOver(conversation: string, by: OperatorRef): Promise<void>;
  /** Says something, once per id; throws `handoff.not_yours` for anybody but the holder. */
  reply(conversation: string, by: OperatorRef, words: OperatorWords): Promise<void>;
  /** Gives it back to the bot, which answers what the visitor said since the operator's last word. */
  handBack(conversation: string, by: OperatorRef, how: HandBack): Promise<void>;
  end(conversation: string, by: OperatorRef, reason: string): Promise<void>;
  assign(conversation: string, assignment: Assignment): Promise<void>;
  /** Nothing of it is unread any more. */
  see(conversation: string, by: OperatorRef): Promise<void>;
  /** What the bot would say next, for whoever holds it; never recorded. */
  suggest(conversation: string, by: OperatorRef): Promise<Suggestion>;
  /** The visitor's wish for a human; throws `handoff.not_offered` where the project does not offer it. */
  wish(conversation: string): Promise<void>;
}

/** The inbox of this process's conversations. */
export const inboxOf = (house: House): Inbox => ({
  takeOver: (id, by) => inItsLine(house, id, (room) => takeOver(house, room, by)),
  reply: (id, by, words) => reply(house, id, { by, words }),
  handBack: (id, by, how) => inItsLine(house, id, (room) => handBack(house, room, { by, how })),
  end: (id, by, reason) => inItsLine(house, id, (room) => end(room, by, reason)),
  assign: (id, assignment) => inItsLine(house, id, (room) => assign(house, room, assignment)),
  see: (id, by) => inItsLine(house, id, (room) => (room.ledger.now.unread ?? 0) > 0 && room.ledger.record({ type: 'seen', by })),
  suggest: (id, by) => suggest(house, id, by.id),
  wish: (id) => inItsLine(house, id, (room) => wish(house, room)),
});

/** One at a time per conversation; what comes of it is read from the conversation. */
const inItsLine = (house: House, id: string, what: (room: Room) => unknown): Promise<void> => inLine(house, id, what).then(() => undefined);

function takeOver(house: House, room: Room, by: OperatorRef): void {
  const { status, human } = room.ledger.now;
  if (isClosed(status)) throw new Problem('conversation.ended');
  if (human?.operator?.id === by.id) return;
  if (human?.operator) throw new Problem('handoff.taken', { operator: human.operator.name });
  give(house, room, { to: by, reason: 'taken over' });
}

/** From this moment nothing of the bot's leaves; the reply that is being written stops. */
function give({ ports }: House, { ledger, stop }: Room, { to, reason }: { to: OperatorRef; reason: string }): void {
  const { human } = ledger.now;
  const hands = { since: human?.since ?? ports.clock.now(), reason: human?.reason ?? reason, operator: to };
  ledger.record({ type: 'status_changed', status: 'with_human', reason, by: to, human: hands });
  stop?.abort();
}

async function reply(house: House, conversation: string, { by, words }: { by: OperatorRef; words: OperatorWords }): Promise<void> {
  const digest = hash('sha1', `o ${by.id} ${words.text}`, 'base64');
  await once(house, conversation, { id: words.id, digest }, ({ ledger }) => {
    holds(ledger.now, by);
    const { turns, stage } = ledger.now;
    const at = house.ports.clock.now();
    const message = { id: words.id, role: 'operator' as const, text: words.text, at, turn: turns, stage, by: by.name };
    return [{ type: 'operator_said', by, message }];
  });
}

async function handBack(house: House, { ledger }: Room, { by, how }: { by: OperatorRef; how: HandBack }): Promise<void> {
  const { summary, stage } = how;
  const { project } = await house.versions.at(ledger.now.project, ledger.now.version);
  // Only now: the visitor may have started anew while the version was made ready.
  holds(ledger.now, by);
  if (stage !== undefined && !project.stages.some(({ name }) => name === stage)) throw new Problem('stage.unknown', { stage });
  const { seq } = ledger.now;
  const move: Input[] = stage === undefined || stage === ledger.now.stage ? [] : [{ kind: 'handed_back', id: `back ${seq}`, stage }];
  const answers = [...move, ...unansweredIn(ledger.now)];
  ledger.record({ type: 'handed_back', by, summary, ...(stage === undefined ? {} : { stage }), answers });
}

function end({ ledger, stop }: Room, by: OperatorRef, reason: string): void {
  const { status, human } = ledger.now;
  if (isClosed(status)) return;
  if (human?.operator && human.operator.id !== by.id) throw new Problem('handoff.not_yours', { holder: human.operator.name });
  ledger.record({ type: 'status_changed', status: 'ended', reason: reason || 'closed by an operator', by });
  stop?.abort();
}

function assign(house: House, room: Room, { to, by, mayAny }: Assignment): void {
  const { status, human } = room.ledger.now;
  if (isClosed(status)) throw new Problem('conversation.ended');
  if (human?.operator && human.operator.id !== by.id && !mayAny) throw new Problem('handoff.not_yours', { holder: human.operator.name });
  if (human?.operator?.id !== to.id) give(house, room, { to, reason: `assigned by ${by.name}` });
}

async function wish(house: House, { ledger }: Room): Promise<void> {
  const { project } = await house.versions.at(ledger.now.project, ledger.now.version);
  if (isClosed(ledger.now.status)) throw new Problem('conversation.ended');
  if (!project.handoff.offer) throw new Problem('handoff.not_offered');
  const { status, queue, turn, seq } = ledger.now;
  const isAsked = isWithHuman(status) || [...queue, ...(turn ? [turn.input] : [])].some(({ kind }) => kind === 'human');
  if (!isAsked) ledger.record({ type: 'input_received', input: { kind: 'human', id: `human ${seq}` } });
}

function holds({ status, human }: Room['ledger']['now'], by: OperatorRef): void {
  if (isClosed(status)) throw new Problem('conversation.ended');
  if (human?.operator?.id !== by.id) throw new Problem('handoff.not_yours', { holder: human?.operator?.name ?? 'nobody has it' });
}
