import type { Conversations } from '../../runtime/perform/conversations.ts';
import type { Http, HttpRequest } from '../../runtime/ports.ts';
import { type Checkpoint, type CheckpointVerdict, isOver, type PromptRun } from '../../shared/checkpoint.ts';
import type { Conversation, OnCheckpoint } from '../../shared/conversation.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Values } from '../../shared/value.ts';
import type { ModelServer } from '../model-server.ts';
import type { Script, World } from '../world.ts';
import { type LoopWorld, looping, loopWorld, script } from './loop-world.ts';

type Sequence = NonNullable<AuthoredProject['promptSequences']>[number];

/** The tools of a shop: two scripts, a look-up that only reads, and calls that write outside. */
export const shopTools: NonNullable<AuthoredProject['tools']> = [
  script('note_amount', 'vars.amount = params.amount; return "noted"', {
    parameters: [{ name: 'amount', type: 'number', required: true }],
  }),
  script('discount', 'vars.discount = 10; return "given"', { approve: true }),
  { type: 'webhook', name: 'find_order', method: 'GET', url: 'https://shop.example/orders', readOnly: true },
  {
    type: 'webhook',
    name: 'refund',
    url: 'https://shop.example/refunds',
    body: { amount: '{{params.amount}}' },
    parameters: [{ name: 'amount', type: 'number' }],
  },
  { type: 'webhook', name: 'receipt', url: 'https://shop.example/receipts', dependsOn: ['refund'] },
  { type: 'webhook', name: 'pay_once', url: 'https://shop.example/payments', delivery: 'at_most_once' },
];

/** A project with these sequences over the shop's tools. */
export const shop = (
  server: ModelServer,
  sequences: Sequence[],
  more: Partial<AuthoredProject> & { stage?: Partial<AuthoredProject['stages'][number]> } = {},
): AuthoredProject => {
  const { stage, ...rest } = more;
  const names = [...shopTools.map(({ name }) => name), 'modify_variables', 'modify_user_profile', 'go_to_stage'];
  const document = looping(server, shopTools, {
    promptSequences: sequences,
    profile: [{ name: 'tier', type: 'string' }],
    ...rest,
    stage: { tools: names, variables: [{ name: 'amount', type: 'number' }], ...stage },
  });
  return { ...document, stages: [...document.stages, { name: 'Done', prompt: 'Say goodbye.' }] };
};

export const inline = (...prompts: string[]): Sequence['steps'] => prompts.map((prompt) => ({ type: 'inline', prompt }));

/** Answers every call and keeps it; what has `fail` in its address is refused. */
export function recordingHttp(answer: (request: HttpRequest) => Values | null = () => ({ ok: true })): Http & { sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  return {
    sent,
    async send(request) {
      sent.push(request);
      const data = answer(request);
      const common = { statusText: '', headers: {}, milliseconds: 0 };
      if (data) return { ok: true, status: 200, data, ...common };
      return { ok: false, status: 500, data: null, problem: { code: 'http.status', message: 'it answered 500' }, ...common };
    },
    close: async () => undefined,
  };
}

export type SequenceWorld = LoopWorld & {
  http: ReturnType<typeof recordingHttp>;
  start(sequence: string, variables?: Values): Promise<string>;
  run(): Promise<PromptRun>;
  checkpoints(): Promise<Checkpoint[]>;
  decide(how: CheckpointVerdict, more?: OnCheckpoint & { by?: string }): Promise<void>;
};

/** A world with an operator beside the visitor. */
export async function sequenceWorld(
  document: AuthoredProject,
  given: Script & { http?: ReturnType<typeof recordingHttp> } = {},
): Promise<SequenceWorld> {
  const { http = recordingHttp(), ...rest } = given;
  const w = await loopWorld(document, { ...rest, ports: { http, ...rest.ports } });
  return Object.assign(w, { http, ...operatorOf(w) });
}

/** What an operator does in a world. */
export function operatorOf(w: World): Pick<SequenceWorld, 'start' | 'run' | 'checkpoints' | 'decide'> {
  const last = <T>(list: T[] | undefined): T => {
    const found = list?.at(-1);
    if (!found) throw new Error('there is none');
    return found;
  };
  return {
    async start(sequence, variables = {}) {
      const { id } = await w.conversations.sequences.start(w.id, { sequence, variables, by: 'Ada' });
      await w.rest();
      return id;
    },
    run: async () => last((await w.now()).promptRuns),
    checkpoints: async () => (await w.now()).checkpoints ?? [],
    async decide(how, { by = 'Ada', ...more } = {}) {
      const { id } = last((await w.now()).checkpoints);
      const approve = how === 'approve' || how === 'rebase';
      await w.conversations.decide(w.id, { wait: id, approve, how, by, ...more });
      await w.rest();
    },
  };
}

/** A conversation of a process. */
export type Way = { conversations: Conversations; id: string };

/** Approves whatever waits until the run is over, and answers how everything ended. */
export async function toTheEnd({ conversations, id }: Way): Promise<Conversation> {
  for (let tries = 0; tries < 5_000; tries += 1) {
    const { conversation, isWorking } = await conversations.look(id);
    const run = conversation.promptRuns?.at(-1);
    const isIdle = !isWorking && !conversation.turn && conversation.queue.length === 0;
    if (isIdle && (!run || isOver(run.status))) return conversation;
    const wait = isIdle ? conversation.approvals?.find((it) => it.wait.for === 'checkpoint')?.wait : undefined;
    if (wait?.for === 'checkpoint') await conversations.decide(id, { wait: wait.id, approve: true, how: 'approve', by: 'Ada' });
    await new Promise((again) => setTimeout(again, 1));
  }
  const { conversation } = await conversations.look(id);
  throw new Error(`no end: ${JSON.stringify([conversation.promptRuns, conversation.queue, conversation.approvals, conversation.turn])}`);
}
