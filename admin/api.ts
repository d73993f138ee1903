import type {
  AdminConversations,
  AdminDraft,
  AdminEvents,
  AdminExplained,
  AdminProblem,
  AdminProjects,
  AdminSession,
  AdminVersion,
  AdminVersions,
  ExplainRequest,
  PublishAnswer,
  PublishRequest,
  SaveDraft,
  TryAnswer,
  TryRequest,
} from '../shared/admin.ts';
import type { Finding } from '../shared/finding.ts';

/** What the server said; status 0 where it could not be reached. */
export type Answer<T> = { ok: true; value: T } | Refusal;
export type Refusal = { ok: false; status: number; message: string; findings: Finding[] };

/** The operator's API, one function for each route. */
export interface Api {
  /** Any route, for the rooms that have an API of their own; the caller knows what the route answers. */
  call<T>(path: string, request?: Call): Promise<Answer<T>>;
  session(): Promise<Answer<AdminSession>>;
  signIn(token: string): Promise<Answer<AdminSession>>;
  signOut(): Promise<Answer<null>>;
  projects(): Promise<Answer<AdminProjects>>;
  draft(project: string): Promise<Answer<AdminDraft>>;
  saveDraft(project: string, draft: SaveDraft): Promise<Answer<AdminDraft>>;
  publish(project: string, edition: PublishRequest): Promise<Answer<PublishAnswer>>;
  versions(project: string): Promise<Answer<AdminVersions>>;
  version(project: string, version: number): Promise<Answer<AdminVersion>>;
  /** Runs one tool of the stored draft alone. */
  tryTool(project: string, trial: TryRequest): Promise<Answer<TryAnswer>>;
  /** Why a text means an action of a stage, or does not. */
  explain(project: string, question: ExplainRequest): Promise<Answer<AdminExplained>>;
  conversations(project: string, before?: number): Promise<Answer<AdminConversations>>;
  events(project: string, conversation: string, after: number): Promise<Answer<AdminEvents>>;
}

/** What is asked of a route; it waits 15 seconds where `waits` says nothing else. */
export type Call = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; body?: unknown; waits?: number };
const patience = 15_000;
/** How long the answer of tools, turns and tests is waited for: they may call slow pages and models, whose own limits are below this. */
export const toolPatience = 130_000;

/** The API as the page calls it; `onSignedOut` is told of every 401. */
export function createApi(onSignedOut: (message: string) => void, fetcher: typeof fetch = (...call) => fetch(...call)): Api {
  const call = async <T>(path: string, request: Call = {}): Promise<Answer<T>> => {
    const answer = await ask<T>(fetcher, path, request);
    if (!answer.ok && answer.status === 401) onSignedOut(answer.message);
    return answer;
  };
  const of = (project: string, rest: string): string => `/projects/${encodeURIComponent(project)}/${rest}`;
  return {
    call,
    session: () => call('/session'),
    signIn: (token) => call('/session', { method: 'POST', body: { token } }),
    signOut: () => call('/session', { method: 'DELETE' }),
    projects: () => call('/projects'),
    draft: (project) => call(of(project, 'draft')),
    saveDraft: (project, draft) => call(of(project, 'draft'), { method: 'PUT', body: draft }),
    publish: (project, edition) => call(of(project, 'publish'), { method: 'POST', body: edition }),
    versions: (project) => call(of(project, 'versions')),
    version: (project, version) => call(of(project, `versions/${version}`)),
    tryTool: (project, trial) => call(of(project, 'try'), { method: 'POST', body: trial, waits: toolPatience }),
    explain: (project, question) => call(of(project, 'explain'), { method: 'POST', body: question }),
    conversations: (project, before) => call(of(project, `conversations?limit=50${before === undefined ? '' : `&before=${before}`}`)),
    events: (project, conversation, after) => call(of(project, `conversations/${encodeURIComponent(conversation)}/events?after=${after}`)),
  };
}

async function ask<T>(fetcher: typeof fetch, path: string, { method = 'GET', body, waits = patience }: Call): Promise<Answer<T>> {
  try {
    const response = await fetcher(`/admin/api${path}`, {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(waits),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // The server's own answers are typed by shared/admin.ts; nobody else answers on this address.
    // Signing out is answered with nothing.
    return response.ok ? { ok: true, value: JSON.parse(text || 'null') as T } : refusal(response.status, text);
  } catch {
    return { ok: false, status: 0, message: 'The server cannot be reached.', findings: [] };
  }
}

function refusal(status: number, text: string): Refusal {
  try {
    const { problem, findings = [] } = JSON.parse(text) as AdminProblem; // every answer that is not 2xx has this body
    return { ok: false, status, message: problem.message, findings };
  } catch {
    return { ok: false, status, message: `The server answered ${status}.`, findings: [] };
  }
}
