import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type {
  AdminConversation,
  AdminDraft,
  AdminExplained,
  AdminRunning,
  AdminVersions,
  TryAnswer,
  TryModelAnswer,
  TryRequest,
} from '../../shared/admin.ts';
import type { Event } from '../../shared/event.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';

/** What the fake server holds; a test changes it to play the terminal, another editor, or a failing network. */
export type FakeState = {
  token: string;
  isSignedIn: boolean;
  isAway: boolean;
  /** Stores a save and then drops the connection, as a cut network does. */
  dropsAnswers: boolean;
  document: Value;
  /** What the checks say of it beside what `findingsOf` finds. */
  findings: Finding[];
  revision: number;
  versions: (AdminVersions['versions'][number] & { document: Value })[];
  conversations: AdminConversation[];
  events: Event[];
  saves: number;
  /** What the classifier says about any text, and what it was asked. */
  explained: AdminExplained['candidates'];
  asked: unknown[];
  /** What a run of a tool comes to, and what was run. */
  tried: TryAnswer | null;
  trials: TryRequest[];
  /** What a model that is tried comes to, and what was asked. */
  triedModel: TryModelAnswer;
  triedModels: unknown[];
  /** Which versions conversations run on. */
  running: AdminRunning['running'];
};

export type FakeApi = { address: string; state: FakeState; close(): Promise<void> };

const contentSecurity =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

/** The built page under /admin/ with the real content security policy, and the operator's API with a memory of its own. */
export async function startFakeApi(folder: string, start: Partial<FakeState> & { document: Value }): Promise<FakeApi> {
  const state: FakeState = {
    token: 'one-time',
    isSignedIn: false,
    isAway: false,
    dropsAnswers: false,
    findings: [],
    revision: 1,
    versions: [{ version: 1, note: 'First version', author: 'owner', at: Date.UTC(2026, 10, 19, 8), document: start.document }],
    conversations: [],
    events: [],
    saves: 0,
    explained: [],
    asked: [],
    tried: null,
    trials: [],
    triedModel: { verdict: 'ok', message: 'ok', milliseconds: 5, inputTokens: 9, outputTokens: 1 },
    triedModels: [],
    running: [{ version: 1, conversations: 3 }],
    ...start,
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const isApi = path.startsWith('/admin/api/');
    if (isApi && state.isAway) request.socket.destroy();
    else void (isApi ? answerApi(state, request, response) : answerFile(folder, path, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an AddressInfo, not a pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/admin/`,
    state,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What the fake server finds in a document: a stage that does not exist is an error, an action without examples a warning. */
export function findingsOf(document: Value): Finding[] {
  const text = JSON.stringify(document);
  const error: Finding = {
    level: 'error',
    code: 'stage.unknown',
    path: 'stages[0].actions[1].effects[1].stage',
    message: 'There is no stage "nowhere".',
    suggestion: 'Did you mean "returns"?',
  };
  const warning: Finding = {
    level: 'warning',
    code: 'action.no_examples',
    path: 'stages[0].actions[0].examples',
    message: 'This action has no examples.',
  };
  return [...(text.includes('"stage":"nowhere"') ? [error] : []), ...(text.includes('"examples":[]') ? [warning] : [])];
}

async function answerFile(folder: string, path: string, response: ServerResponse): Promise<void> {
  const name = path.replace(/^\/admin\/?/, '') || 'index.html';
  try {
    const content = await readFile(join(folder, name));
    response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': contentSecurity });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

async function answerApi(state: FakeState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const route = `${request.method} ${url.pathname.replace('/admin/api', '')}`;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
  const { status, json } = answerTo(state, { route, url, body });
  if (state.dropsAnswers && request.method === 'PUT') return void request.socket.destroy();
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}

type Ask = {
  route: string;
  url: URL;
  body: { token?: string; revision?: number; document?: Value; note?: string; moveRunning?: boolean } & Partial<TryRequest>;
};
type Said = { status: number; json: unknown };

function answerTo(state: FakeState, ask: Ask): Said {
  if (ask.route === 'POST /session') return signIn(state, ask.body.token ?? '');
  if (!state.isSignedIn) return problem(401, 'admin.signed_out', 'You are not signed in; open the one-time link that the server prints at start.');
  const version = /^GET \/projects\/shop\/versions\/(\d+)$/.exec(ask.route);
  if (version) return known({ document: state.versions.find((it) => it.version === Number(version[1]))?.document });
  switch (ask.route) {
    case 'GET /session':
      return known({ name: 'owner', role: 'owner' });
    case 'GET /projects':
      return known({ projects: [{ name: 'shop', version: state.versions.length }] });
    case 'GET /projects/shop/draft':
      return known(draftOf(state));
    case 'PUT /projects/shop/draft':
      return save(state, ask);
    case 'POST /projects/shop/publish':
      return publish(state, ask.body);
    case 'POST /projects/shop/examine':
      return known({ findings: findingsOf(ask.body.document ?? null) });
    case 'GET /projects/shop/running':
      return known({ running: state.running });
    case 'GET /projects/shop/versions':
      return known({ versions: state.versions.map(({ document: _, ...version }) => version) });
    case 'DELETE /session':
      state.isSignedIn = false;
      return { status: 204, json: undefined };
    case 'POST /projects/shop/explain':
      state.asked.push(ask.body);
      return known({ candidates: state.explained });
    case 'POST /projects/shop/try-model':
      state.triedModels.push(ask.body);
      return known(state.triedModel);
    case 'POST /projects/shop/try':
      return tryTool(state, ask.body);
    case 'GET /projects/shop/conversations':
      return known({ conversations: state.conversations });
    default:
      return ask.route.endsWith('/events')
        ? events(state, Number(ask.url.searchParams.get('after')))
        : problem(404, 'admin.unknown', 'There is no such thing here.');
  }
}

/** As the real server does, a draft with errors runs nothing. */
function tryTool(state: FakeState, { tool = '', ...trial }: Ask['body']): Said {
  const findings = findingsOf(state.document);
  if (findings.some(({ level }) => level === 'error')) return { ...problem(422, 'project.invalid', 'The project has 1 problem.', findings) };
  state.trials.push({ tool, ...trial });
  return known(state.tried ?? { outcome: { ok: true, value: null }, changes: [], trace: { tool, parameters: {} }, milliseconds: 1 });
}

function signIn(state: FakeState, token: string): Said {
  if (token !== state.token) return problem(401, 'admin.link_used', 'This link was used or has expired; restart the server to get a new one.');
  state.isSignedIn = true;
  state.token = createHash('sha256').update(token).digest('hex');
  return known({ name: 'owner', role: 'owner' });
}

function save(state: FakeState, { body }: Ask): Said {
  if (body.revision !== state.revision) return problem(409, 'project.conflict', 'The draft was changed by somebody else meanwhile.');
  state.document = body.document ?? null;
  state.revision += 1;
  state.saves += 1;
  return known(draftOf(state));
}

function publish(state: FakeState, { note = '', moveRunning = false }: Ask['body']): Said {
  const findings = findingsOf(state.document);
  if (findings.some(({ level }) => level === 'error')) return { ...problem(422, 'project.invalid', 'The project has 1 problem.', findings) };
  const version = state.versions.length + 1;
  state.versions.push({ version, note, author: 'owner', at: Date.UTC(2026, 10, 20, 9), moveRunning, document: state.document });
  return known({ version, findings });
}

function events(state: FakeState, after: number): Said {
  const rest = state.events.filter(({ seq }) => seq > after);
  return known({ conversation: state.conversations[0], events: rest.slice(0, 5), hasMore: rest.length > 5 });
}

function draftOf(state: FakeState): AdminDraft {
  const live = state.versions.at(-1);
  const isChanged = JSON.stringify(live?.document) !== JSON.stringify(state.document);
  const findings = [...findingsOf(state.document), ...state.findings];
  return { revision: state.revision, document: state.document, published: live?.version ?? 0, isChanged, findings };
}

const known = (json: unknown): Said => ({ status: 200, json });
const problem = (status: number, code: string, message: string, findings?: Finding[]): Said => ({
  status,
  json: { problem: { code, message }, ...(findings ? { findings } : {}) },
});
