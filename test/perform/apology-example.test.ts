import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Values } from '../../shared/value.ts';
import { type ModelServer, startModelServer } from '../model-server.ts';
import { sharedSandbox } from '../world.ts';
import { calls, systemIn } from './loop-world.ts';
import { recordingHttp, sequenceWorld } from './sequence-world.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(async () => {
  await server.close();
  sharedSandbox().close();
});

const example = JSON.parse(readFileSync(join(import.meta.dirname, '../../examples/apology.project.json'), 'utf8')) as AuthoredProject;

test('R002-01 … R002-08, R002-17 and R002-21: the example looks, refunds and writes, and each step waits for a person', async () => {
  expect(parseProject(example).findings).toEqual([]);
  const [model] = example.models ?? [];
  if (model?.provider !== 'openai_compatible') throw new Error('the example has a model of its own');
  server.play([
    calls(['find_order', { number: 'A-7' }]),
    calls(['modify_variables', { amount: 20 }]),
    { text: '' },
    calls(['refund', { number: 'A-7', amount: 20 }]),
    calls(['await_results']),
    { text: 'Refunded as R-1.' },
    { text: 'We are sorry.' },
  ]);
  const http = recordingHttp(({ method }): Values => (method === 'GET' ? { total: 40 } : { number: 'R-1' }));
  const w = await sequenceWorld({ ...example, models: [{ ...model, address: server.address }] }, { http });
  await w.start('Make it good', { order: 'A-7' });
  expect((await w.checkpoints()).at(-1)).toMatchObject({ stepId: 'look', items: [{ kind: 'variable', name: 'amount', after: 20 }] });
  await w.decide('approve');
  expect((await w.checkpoints()).at(-1)).toMatchObject({ stepId: 'refund', isSuspended: true, items: [{ kind: 'call', tool: 'refund' }] });
  expect(http.sent.map(({ method }) => method)).toEqual(['GET']);
  await w.decide('approve', { edits: { 'call 1.1': { number: 'A-7', amount: 15 } } });
  expect(http.sent.at(-1)?.body).toBe('{"order":"A-7","amount":15}');
  await w.decide('approve');
  expect(systemIn(server.requests.at(-1))).toContain('The reason was: it came late.');
  await w.decide('approve');
  expect(await w.run()).toMatchObject({ status: 'succeeded', step: 3, stepId: 'write' });
  expect(await w.heard()).toEqual(['Refunded as R-1.', 'We are sorry.']);
});
