import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { memoryStore } from '../../runtime/adapters/store/memory.ts';
import { sqliteStore } from '../../runtime/adapters/store/sqlite.ts';
import type { Store } from '../../runtime/ports.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { looping, loopModel, realClock, script } from '../perform/loop-world.ts';
import { sharedSandbox, world } from '../world.ts';

const iterations = 9;
const rounds = 30;
type Row = { name: string; microseconds: number; ratio?: number };

/** The runtime's own time for one iteration of a tool loop, without the model's, beside that of a bare loop of the AI SDK. */
export async function measureToolLoop(): Promise<Row[]> {
  const server = await startModelServer((request) => {
    const results = request.body.messages
      .slice(request.body.messages.findLastIndex(({ role }) => role === 'user'))
      .filter(({ role }) => role === 'tool').length;
    return results >= iterations ? { text: 'Done.' } : { calls: [{ tool: 'double', arguments: { n: results }, id: `call-${results}` }] };
  });
  const folder = mkdtempSync(join(tmpdir(), 'promptside-loop-'));
  const disk = await sqliteStore(join(folder, 'loop.sqlite'));
  try {
    const exchange = await perIteration(() => bareExchanges(server));
    const bare = (await perIteration(() => bareLoop(server))) - exchange;
    const own = (await perIteration(await ownLoop(server, memoryStore()))) - exchange;
    const stored = (await perIteration(await ownLoop(server, disk))) - exchange;
    return [
      { name: 'the model alone: a plain exchange over HTTP', microseconds: exchange },
      { name: 'AI SDK loop, without the model', microseconds: bare },
      { name: 'our loop, in memory, without the model', microseconds: own, ratio: own / bare },
      { name: 'our loop, each round durable on disk, without the model', microseconds: stored, ratio: stored / bare },
    ];
  } finally {
    await Promise.all([server.close(), disk.close(), sharedSandbox().close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The median of many turns, by their iterations, in microseconds. */
async function perIteration(turn: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds + 5; round += 1) {
    const start = performance.now();
    await turn();
    if (round >= 5) times.push(performance.now() - start);
  }
  return Math.round(((times.toSorted((left, right) => left - right)[rounds / 2] ?? 0) * 1_000) / (iterations + 1));
}

/** The same answers from the same server, read and thrown away. */
async function bareExchanges({ address }: ModelServer): Promise<void> {
  const messages: object[] = [
    { role: 'system', content: 'Help.' },
    { role: 'user', content: 'go' },
  ];
  for (let at = 0; at <= iterations; at += 1) {
    const response = await fetch(`${address}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ stream: true, messages }),
    });
    await response.text();
    messages.push({ role: 'assistant', content: '' }, { role: 'tool', tool_call_id: `call-${at}`, content: '{}' });
  }
}

async function bareLoop({ address }: ModelServer): Promise<void> {
  const inputSchema = jsonSchema<{ n: number }>({
    type: 'object',
    properties: { n: { type: 'number' } },
    required: ['n'],
    additionalProperties: false,
  });
  const { textStream } = streamText({
    model: createOpenAICompatible({ name: 'main', baseURL: address })('scripted'),
    system: 'Help.',
    messages: [{ role: 'user', content: 'go' }],
    tools: { double: tool({ description: 'Doubles', inputSchema, execute: async ({ n }) => ({ result: n * 2 }) }) },
    stopWhen: stepCountIs(iterations + 1),
    maxRetries: 0,
  });
  for await (const _piece of textStream);
}

/** Each turn in a conversation of its own, as the bare loop has no history either. */
async function ownLoop(server: ModelServer, store: Store): Promise<() => Promise<void>> {
  const document = looping(server, [
    script('double', 'return params.n * 2', { description: 'Doubles', parameters: [{ name: 'n', type: 'number', required: true }] }),
  ]);
  const w = await world(document, { store, ports: { model: loopModel, clock: realClock } });
  let count = 0;
  return async () => {
    const id = await w.conversations.start({ project: document.name, visitor: `visitor-${++count}` });
    await w.conversations.accept(id, { kind: 'message', id: `go-${count}`, text: 'go' });
    for (;;) {
      const { conversation, isWorking } = await w.conversations.look(id);
      if (!isWorking && !conversation.turn && conversation.queue.length === 0) return;
      await new Promise((again) => setImmediate(again));
    }
  };
}

if (import.meta.main) for (const row of await measureToolLoop()) console.log(JSON.stringify(row));
