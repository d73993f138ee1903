import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import pino from 'pino';
import { codeIn } from '../shared/check/code-in.ts';
import { parseProject } from '../shared/parse.ts';
import { exampleClassifier } from './adapters/classifier/example-classifier.ts';
import { searchedKnowledge } from './adapters/classifier/knowledge-search.ts';
import { modelClassifier } from './adapters/classifier/model-classifier.ts';
import { guardedHttp } from './adapters/http/guarded-http.ts';
import { sdkModel } from './adapters/model/sdk-model.ts';
import { childSandbox } from './adapters/sandbox/child-sandbox.ts';
import { sqliteStore } from './adapters/store/sqlite.ts';
import { conversationsOf } from './perform/conversations.ts';
import { type Press, pressOf } from './perform/publish.ts';
import { versionsOf } from './perform/versions.ts';
import type { Clock, Dice, Ids, Ports, Secrets, Store } from './ports.ts';
import { readProject } from './read-project.ts';
import { hubOf } from './server/hub.ts';
import { identitiesOf } from './server/identity.ts';
import { type Running, startServer } from './server/server.ts';
import { visitorTokens } from './server/visitor-token.ts';
import { type Settings, settingsFrom } from './settings.ts';

/** The real clock, real ids, real luck. */
const clock: Clock = {
  now: Date.now,
  soon: (then) => void setImmediate(then),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
const ids: Ids = { next: (kind) => `${kind[0]}_${randomBytes(15).toString('base64url')}` };

/** Settings in, adapters chosen, server started. Answers how to stop it. */
export async function main(root: string, environment: Record<string, string | undefined>): Promise<Running & { settings: Settings }> {
  const settings = settingsFrom(environment);
  const log = pino({ level: settings.logLevel });
  const store = await sqliteStore(settings.database);
  const sandbox = childSandbox();
  const secrets: Secrets = { get: (name) => environment[name] };
  const dice: Dice = { roll: Math.random };
  const http = guardedHttp({
    allowedAddresses: [...settings.allowedAddresses, ...(settings.demo && settings.port > 0 ? [`localhost:${settings.port}`] : [])],
  });
  const model = sdkModel({ secrets, clock, dice });
  const classifier = modelClassifier(model, exampleClassifier());
  const versions = versionsOf({ store, classifier }, parseProject);
  // A conversation that says something is on a version that its turn has made ready.
  const hub = hubOf(({ project, version }) => versions.loaded(project, version)?.project.widget.imageHosts ?? []);
  const ports: Ports = { store, sandbox, classifier, knowledge: searchedKnowledge(), http, secrets, model, outlet: hub, clock, ids, dice };
  const press = pressOf(ports, versions, { parse: parseProject, codeIn });
  await seed(settings.projects, store, press);
  const conversations = conversationsOf(ports, versions);
  const door = {
    conversations,
    versions,
    store,
    classifier,
    hub,
    tokens: await visitorTokens(store),
    identities: identitiesOf({ store, secrets, clock }),
    clock,
    settings,
    log,
  };
  const folders = { widget: join(root, 'dist/widget'), admin: join(root, 'dist/admin'), demo: settings.demo ? join(root, 'demo') : null };
  const server = await startServer(door, press, folders);
  const resumed = await conversations.resume();
  if (resumed > 0) log.info({ resumed }, 'going on with conversations that were cut off');
  return {
    ...server,
    settings,
    async stop() {
      const stopped = await server.stop();
      // The store first: what a hung script leaves behind now is no failure of the script, and is not recorded as one.
      await store.close();
      await Promise.all([sandbox.close(), http.close()]);
      return stopped;
    },
  };
}

/** Publishes the project files that the database does not know yet; what was published since stays. */
async function seed(files: readonly string[], store: Store, press: Press): Promise<void> {
  const known = new Set(await store.projects());
  for (const file of files) {
    const document = readProject(file);
    const name = typeof document === 'object' && document !== null && 'name' in document ? String(document.name) : '';
    if (!known.has(name)) await press.publish({ document, note: `from ${basename(file)}`, author: 'start' });
  }
}
