import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../runtime/main.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import type { Value } from '../../shared/value.ts';
import { generous } from '../server/stand.ts';

/** A folder to run a server in: the page as it was just built, and a project; its database comes to stand there too. */
export type ServerFolder = { root: string; environment: { PROMPTSIDE_PROJECT: string; PROMPTSIDE_DATABASE: string }; remove(): void };

/** Makes the folder of a server. */
export function serverFolder(builtPage: string, document: AuthoredProject | Value): ServerFolder {
  const root = mkdtempSync(join(tmpdir(), 'promptside-page-'));
  mkdirSync(join(root, 'dist'));
  symlinkSync(builtPage, join(root, 'dist/admin'));
  const file = join(root, 'project.json');
  writeFileSync(file, JSON.stringify(document));
  return {
    root,
    environment: { PROMPTSIDE_PROJECT: file, PROMPTSIDE_DATABASE: join(root, 'promptside.sqlite') },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The real server in a folder of its own, under limits that no test meets. */
export type RealServer = { port: number; database: string; link(): Promise<string>; stop(): Promise<void> };

/** Starts the real server over the built page and a project. */
export async function realServer(builtPage: string, document: AuthoredProject | Value): Promise<RealServer> {
  const { root, environment, remove } = serverFolder(builtPage, document);
  const server = await main(root, { ...generous, PORT: '0', ...environment });
  return {
    port: server.port,
    database: environment.PROMPTSIDE_DATABASE,
    link: () => server.access.newLink(),
    async stop() {
      await server.stop();
      remove();
    },
  };
}
