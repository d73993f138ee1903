import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { benchProject } from '../bench/bench-project.ts';
import { connect, exchangeAll } from '../bench/clients.ts';
import { measured } from '../bench/processes.ts';
import { scratch } from './process.ts';
import { generous, root } from './stand.ts';

const place = scratch();
afterAll(() => place.remove());

/** Connections opened and closed after the warm-up; the long form is behind `npm run soak`. */
const cycles = Number(process.env.OPEN_CLOSE_CYCLES ?? 1_000);

test(`P-31 and G-19 (short form) ${cycles} connections that come and go leave nothing behind`, async () => {
  const project = join(place.folder, 'project.json');
  writeFileSync(project, JSON.stringify(benchProject));
  const server = await measured(join(root, 'test/bench/own-server.ts'), {
    ...generous,
    PORT: '0',
    PROMPTSIDE_PROJECT: project,
    PROMPTSIDE_DATABASE: join(place.folder, 'leak.sqlite'),
  });
  const cycle = async (count: number): Promise<number> => {
    for (let done = 0; done < count; done += 50) for (const client of await connect(server.port, 50, true)) client.close();
    await new Promise((later) => setTimeout(later, 300));
    for (let round = 0; round < 3; round += 1) await server.ask('collect');
    return server.ask('collect');
  };
  const talkers = await connect(server.port, 4, true);
  await exchangeAll(talkers, 20);
  // The rooms of conversations stay in memory up to a number of them; beyond it nothing may grow.
  const warm = await cycle(1_500);
  const after = await cycle(cycles);
  for (const client of talkers) client.close();
  await server.end();
  expect((after - warm) / cycles, 'bytes of heap for each connection that was closed').toBeLessThan(1_500);
}, 120_000);
