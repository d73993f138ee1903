import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectOf } from '../world.ts';
import { type Caller, callerOf } from './people.ts';
import { type Running, scratch, start } from './process.ts';
import { newId, until, visit } from './stand.ts';

const rounds = Number(process.env.KILL_ROUNDS ?? 5);
const place = scratch();
let desk: Server | undefined;
afterAll(() => {
  desk?.close();
  place.remove();
});

type Told = { id: string; kind: string; conversation: string };

/** A desk that refuses every third request, but no event twice: each refusal doubles the wait for the next try. It notes each event that it has taken. */
async function openDesk(): Promise<{ url: string; taken: Told[]; keys: Map<string, number> }> {
  const taken: Told[] = [];
  const keys = new Map<string, number>();
  const refused = new Set<string>();
  let count = 0;
  desk = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      count += 1;
      const told = JSON.parse(Buffer.concat(chunks).toString()) as Told; // the server's own body
      const isRefused = count % 3 === 0 && !refused.has(told.id);
      if (isRefused) refused.add(told.id);
      else {
        keys.set(told.id, (keys.get(told.id) ?? 0) + 1);
        taken.push({ ...told, kind: String(request.headers['promptside-event']) });
      }
      response.writeHead(isRefused ? 503 : 200).end();
    });
  });
  await new Promise<void>((listening) => desk?.listen(0, '127.0.0.1', listening));
  // A server that listens on a port has an address of this kind.
  return { url: `http://127.0.0.1:${(desk.address() as AddressInfo).port}/hook`, taken, keys };
}

/** Signs in with the link that the process printed. */
async function operator({ address, link }: Running): Promise<Caller> {
  const caller = callerOf(address);
  await caller.call('/session', { method: 'POST', body: { token: /#token=(\S+)/.exec(link)?.[1] ?? '' } });
  return caller;
}

test(
  `G-05 an external desk hears each event, in order, through ${rounds} kills at random moments; what has arrived and is noted comes no more`,
  async () => {
    const { url, taken, keys } = await openDesk();
    const file = join(place.folder, 'project.json');
    const human = { name: 'Human', triggerOnUserInput: false, triggerOnClientCommand: true, effects: [{ type: 'handoff' as const }] };
    writeFileSync(file, JSON.stringify(projectOf([human], { handoff: { webhook: { url, secret: 'DESK_SECRET' } } })));
    const environment = {
      PROMPTSIDE_PROJECT: file,
      PROMPTSIDE_DATABASE: join(place.folder, 'desk.sqlite'),
      PROMPTSIDE_ALLOWED_ADDRESSES: new URL(url).host,
      DESK_SECRET: 'a secret of some length',
    };
    /** What was acknowledged, by conversation: the desk has to hear of all of it. */
    const done = new Map<string, string[]>();
    for (let round = 0; round <= rounds; round += 1) {
      const running = await start(environment);
      const isLast = round === rounds;
      if (!isLast) setTimeout(() => running.process.kill('SIGKILL'), Math.random() * 400);
      try {
        const caller = await operator(running);
        for (let turn = 0; turn < (isLast ? 1 : 20); turn += 1) {
          const guest = await visit(running.address);
          const id = guest.welcome.conversation;
          const heard: string[] = [];
          done.set(id, heard);
          const deed = async (name: string, kind: string, body: object = {}): Promise<void> => {
            const answer = await caller.call(`/projects/test/inbox/${id}/${name}`, { method: 'POST', body });
            if (answer.ok) heard.push(kind);
          };
          if (!(await guest.press('Human')).ok) break;
          await deed('take', 'handoff.taken');
          await deed('reply', 'operator.message', { id: newId(), text: 'Hi.' });
          await deed('close', 'closed');
          guest.leave();
        }
      } catch {
        // The process was killed under our hands, as it has to be.
      }
      if (isLast) {
        const missing = () =>
          [...done].flatMap(([id, kinds]) => kinds.filter((kind) => !taken.some((one) => one.conversation === id && one.kind === kind)));
        await until(
          () => missing().length === 0,
          () => `the desk to hear of ${missing().join(', ')}`,
          60_000,
        );
        running.process.kill('SIGTERM');
      }
      await running.ended;
    }
    expect([...done.values()].flat().length).toBeGreaterThan(rounds);
    // Once per event, but for at most one that a kill fell into between its arrival and its being noted, per kill and place that sends.
    const again = [...keys.values()].reduce((sum, times) => sum + times - 1, 0);
    expect(again).toBeLessThanOrEqual(rounds * 8);
    const order = ['handoff.requested', 'handoff.taken', 'operator.message', 'closed'];
    for (const id of done.keys()) {
      const first = new Map<string, number>();
      for (const [index, one] of taken.entries()) if (one.conversation === id && !first.has(one.kind)) first.set(one.kind, index);
      const places = order.flatMap((kind) => first.get(kind) ?? []);
      expect(places).toEqual(places.toSorted((left, right) => left - right));
    }
  },
  60_000 + rounds * 15_000,
);
