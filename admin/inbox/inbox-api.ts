import type { AdminSequences, CheckpointDecision, RevertAnswer, StartTask, TaskAnswer } from '../../shared/checkpoint.ts';
import type {
  AssignRequest,
  BlockAnswer,
  HandBackRequest,
  InboxConversation,
  InboxEntries,
  InboxNeeds,
  InboxOperators,
  InboxPage,
  InboxRow,
  InboxSuggestion,
  ReplyRequest,
} from '../../shared/inbox.ts';
import type { Answer, Api } from '../api.ts';

/** Which rows are asked for. */
export type InboxQuery = { needs: InboxNeeds; query: string; after?: string };

/** The routes of one project's inbox, one function for each (shared/inbox.ts, shared/checkpoint.ts). */
export interface InboxApi {
  page(asked: InboxQuery): Promise<Answer<InboxPage>>;
  conversation(id: string): Promise<Answer<InboxConversation>>;
  entries(id: string, before: number): Promise<Answer<InboxEntries>>;
  operators(): Promise<Answer<InboxOperators>>;
  take(id: string): Promise<Answer<InboxRow>>;
  reply(id: string, reply: ReplyRequest): Promise<Answer<InboxRow>>;
  handBack(id: string, back: HandBackRequest): Promise<Answer<InboxRow>>;
  close(id: string): Promise<Answer<InboxRow>>;
  assign(id: string, to: AssignRequest): Promise<Answer<InboxRow>>;
  seen(id: string): Promise<Answer<InboxRow>>;
  /** Shuts a visitor out, or lets them in again. */
  block(visitor: string, blocked: boolean): Promise<Answer<BlockAnswer>>;
  typing(id: string, typing: boolean): Promise<Answer<null>>;
  suggestion(id: string): Promise<Answer<InboxSuggestion>>;
  sequences(id: string): Promise<Answer<AdminSequences>>;
  decideCall(id: string, wait: string, approve: boolean): Promise<Answer<null>>;
  decide(id: string, checkpoint: string, decision: CheckpointDecision): Promise<Answer<null>>;
  revert(id: string, checkpoint: string): Promise<Answer<RevertAnswer>>;
  start(task: StartTask): Promise<Answer<TaskAnswer>>;
}

/** A model may take its time to suggest something. */
const modelPatience = 70_000;

/** The routes over the page's API. */
export function inboxApi({ call }: Pick<Api, 'call'>, project: string): InboxApi {
  const root = `/projects/${encodeURIComponent(project)}`;
  const of = (id: string, rest = ''): string => `${root}/inbox/${encodeURIComponent(id)}${rest}`;
  const conversation = (id: string, rest: string): string => `${root}/conversations/${encodeURIComponent(id)}/${rest}`;
  const post = <T>(path: string, body: unknown = {}): Promise<Answer<T>> => call<T>(path, { method: 'POST', body });
  return {
    page: ({ needs, query, after }) => call(`${root}/inbox?${new URLSearchParams({ needs, query, ...(after === undefined ? {} : { after }) })}`),
    conversation: (id) => call(of(id)),
    entries: (id, before) => call(of(id, `/entries?before=${before}`)),
    operators: () => call(`${root}/inbox/operators`),
    take: (id) => post(of(id, '/take')),
    reply: (id, reply) => post(of(id, '/reply'), reply),
    handBack: (id, back) => post(of(id, '/hand-back'), back),
    close: (id) => post(of(id, '/close')),
    assign: (id, to) => post(of(id, '/assign'), to),
    block: (visitor, blocked) => post(`${root}/visitors/${encodeURIComponent(visitor)}/block`, { blocked }),
    seen: (id) => post(of(id, '/seen')),
    typing: (id, typing) => post(of(id, '/typing'), { typing }),
    suggestion: (id) => call(of(id, '/suggestion'), { waits: modelPatience }),
    sequences: (id) => call(conversation(id, 'sequences')),
    decideCall: (id, wait, approve) => post(conversation(id, `approvals/${encodeURIComponent(wait)}`), { approve }),
    decide: (id, checkpoint, decision) => post(conversation(id, `checkpoints/${encodeURIComponent(checkpoint)}/decision`), decision),
    revert: (id, checkpoint) => post(conversation(id, `checkpoints/${encodeURIComponent(checkpoint)}/revert`)),
    start: (task) => post(`${root}/tasks`, task),
  };
}
