import { randomBytes } from 'node:crypto';
import { uptime } from 'node:os';
import { basename, join } from 'node:path';
import pino from 'pino';
import { codeIn } from '../shared/check/code-in.ts';
import { parseProject } from '../shared/parse.ts';
import type { TestRun } from '../shared/test-run.ts';
import type { Value } from '../shared/value.ts';
import { exampleClassifier } from './adapters/classifier/example-classifier.ts';
import { searchedKnowledge } from './adapters/classifier/knowledge-search.ts';
import { modelClassifier } from './adapters/classifier/model-classifier.ts';
import { localFolder } from './adapters/files/local-folder.ts';
import { guardedHttp } from './adapters/http/guarded-http.ts';
import { sdkModel } from './adapters/model/sdk-model.ts';
import { childSandbox } from './adapters/sandbox/child-sandbox.ts';
import { environmentSecrets } from './adapters/secrets/environment-secrets.ts';
import { memoryStore } from './adapters/store/memory.ts';
import { sqliteStore } from './adapters/store/sqlite.ts';
import { conversationsOf } from './perform/conversations.ts';
import { type Press, pressOf } from './perform/publish.ts';
import type { DraftSource } from './perform/rehearsal/drafts.ts';
import { type Rehearsals, rehearsalsOf } from './perform/rehearsal/rehearsals.ts';
import { versionsOf } from './perform/versions.ts';
import type { Clock, Dice, Ids, Ports, Store } from './ports.ts';
import { readProject } from './read-project.ts';
import { newLink } from './server/admin-access.ts';
import { auditOf } from './server/audit.ts';
import { blocksOf } from './server/blocks.ts';
import { hubOf } from './server/hub.ts';
import { identitiesOf } from './server/identity.ts';
import { type Running, startServer } from './server/server.ts';
import { sweepFiles } from './server/sweep-files.ts';
import { visitorTokens } from './server/visitor-token.ts';
import { linkAddress, type Settings, settingsFrom } from './settings.ts';
import { steadyNow } from './steady-clock.ts';

/** The real clock, real ids, real luck. */
const clock: Clock = {
  now: steadyNow({ wall: () => Date.now(), running: () => performance.now(), withSleep: () => uptime() * 1_000 }),
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
  const secrets = environmentSecrets(environment, settings.secretNames);
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
    model,
    secrets,
    rehearsals: rehearsalsWith(ports, press, storedDraft(store)),
    hub,
    audit: auditOf({ store, clock }),
    tokens: await visitorTokens(store),
    identities: identitiesOf({ store, secrets, clock }),
    blocks: blocksOf(store),
    files: localFolder(settings.files, settings.filesMegabytes * 1_000_000),
    clock,
    settings,
    log,
  };
  const folders = {
    widget: join(root, 'dist/widget'),
    admin: join(root, 'dist/admin'),
    docs: join(root, 'docs'),
    demo: settings.demo ? join(root, 'demo') : null,
  };
  const server = await startServer(door, press, folders);
  const stopSweeping = sweepFiles(door);
  const resumed = await conversations.resume();
  if (resumed > 0) log.info({ resumed }, 'going on with conversations that were cut off');
  return {
    ...server,
    settings,
    async stop() {
      stopSweeping();
      const stopped = await server.stop();
      // The store first: what a hung script leaves behind now is no failure of the script, and is not recorded as one.
      await store.close();
      await Promise.all([sandbox.close(), http.close()]);
      return stopped;
    },
  };
}

/** Runs the tests of a document as `npx promptside test` does: nothing is stored, and a model is asked only where the document names one. */
export async function testProject(document: Value, environment: Record<string, string | undefined>): Promise<TestRun> {
  const [store, sandbox, dice] = [memoryStore(), childSandbox(), { roll: Math.random }];
  const secrets = environmentSecrets(environment, settingsFrom(environment).secretNames);
  const http = guardedHttp({ allowedAddresses: settingsFrom(environment).allowedAddresses });
  const model = sdkModel({ secrets, clock, dice });
  const classifier = exampleClassifier();
  const outlet = { events: () => undefined, delta: () => undefined, working: () => undefined };
  const ports: Ports = { store, sandbox, classifier, knowledge: searchedKnowledge(), http, secrets, model, outlet, clock, ids, dice };
  const press = pressOf(ports, versionsOf(ports, parseProject), { parse: parseProject, codeIn });
  try {
    return await rehearsalsWith(ports, press, async () => document).test(nameIn(document));
  } finally {
    await Promise.all([sandbox.close(), http.close()]);
  }
}

/** Rehearsals that share nothing with production but what reaches outside. */
const rehearsalsWith = (ports: Ports, { examine }: Press, source: DraftSource): Rehearsals =>
  rehearsalsOf(ports, {
    memory: memoryStore,
    classifier: () => modelClassifier(ports.model, exampleClassifier()),
    examine,
    parse: parseProject,
    source,
  });

/** The draft, or the published document where nobody has begun one. */
const storedDraft =
  (store: Store): DraftSource =>
  async (project) =>
    // A published document is JSON, which is what a draft holds.
    (await store.draft(project))?.document ?? ((await store.current(project))?.document as Value | undefined) ?? null;

const nameIn = (document: unknown): string => (typeof document === 'object' && document !== null && 'name' in document ? String(document.name) : '');

/** A link that signs in the first owner of a database, once; the server may be running or not. */
export async function recoveryLink(environment: Record<string, string | undefined>): Promise<string> {
  const settings = settingsFrom(environment);
  const store = await sqliteStore(settings.database);
  try {
    return `${linkAddress(settings, settings.port)}/admin/#token=${await newLink(store, clock)}`;
  } finally {
    await store.close();
  }
}

/** Publishes the project files that the database does not know yet; what was published since stays. */
async function seed(files: readonly string[], store: Store, press: Press): Promise<void> {
  const known = new Set(await store.projects());
  for (const file of files) {
    const document = readProject(file);
    if (!known.has(nameIn(document))) await press.publish({ document, note: `from ${basename(file)}`, author: 'start' });
  }
}
