import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, test } from 'vitest';
import type { OpenFile } from '../../runtime/ports.ts';
import type { Door } from '../../runtime/server/door.ts';
import { fileRoutes } from '../../runtime/server/files.ts';
import { until } from './stand.ts';

const file = { id: 'x', name: 'a.png', type: 'image/png', bytes: 1_000_000, project: 'test', visitor: 'v', at: 0 };
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** The way by which files are given out, over one whose bytes come from the test; and what stood in the log. */
async function giving(content: OpenFile['content']): Promise<{ address: string; logged: string[] }> {
  const logged: string[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: ({ reason }: Record<string, unknown>) => logged.push(String(reason)) };
  const clock = { now: () => 0, after: () => () => undefined, soon: () => undefined };
  // All that is asked of a door by whoever gets a file.
  const door = { files: { open: async () => ({ file, content }) }, log, clock } as unknown as Door;
  const server = createServer(express().use(fileRoutes(door)));
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`, logged }; // it listens to a port, so its address has one
}

test('who leaves before a file is whole ends its reading, and is no fault of ours', async () => {
  let isGivenBack = false;
  async function* endless() {
    try {
      for (;;) {
        await new Promise(setImmediate);
        yield Buffer.alloc(100);
      }
    } finally {
      isGivenBack = true;
    }
  }
  const { address, logged } = await giving(endless());
  await new Promise<void>((gone) => {
    const asked = get(address, (answer) => answer.once('data', () => asked.destroy())).once('close', () => gone());
    asked.on('error', () => undefined);
  });
  await until(() => isGivenBack, 'the file to be given back');
  expect(logged).toEqual([]);
});

test('a file that cannot be read any more is on record, and its beginning is not taken for the whole', async () => {
  async function* broken() {
    yield Buffer.alloc(100);
    throw new Error('the disk is gone');
  }
  const { address, logged } = await giving(broken());
  await expect(fetch(address).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  expect(logged).toEqual(['Error: the disk is gone']);
});
