import type { ProblemReport } from '../../shared/problem.ts';
import type { VisitorFile } from '../../shared/protocol.ts';
import type { Destination } from './connection.ts';
import { fromJson } from './json.ts';

export type Uploaded = { ok: true; file: VisitorFile } | { ok: false; problem: ProblemReport };

/** Sends one file as it is, and tells how much of it has gone; the answer ends it before its time. */
export function upload(file: File, to: Destination, tell: { progress(part: number): void; done(uploaded: Uploaded): void }): () => void {
  const address = new URL('promptside/files', to.base);
  address.search = new URLSearchParams({ project: to.project, name: file.name }).toString();
  // `fetch` does not say how far it is.
  const request = new XMLHttpRequest();
  request.open('POST', address.href);
  request.timeout = longest;
  request.setRequestHeader('content-type', file.type || 'application/octet-stream');
  if (to.token) request.setRequestHeader('authorization', `Bearer ${to.token}`);
  if (to.identity) request.setRequestHeader('x-promptside-identity', to.identity);
  request.upload.onprogress = ({ loaded, total }) => tell.progress(total > 0 ? loaded / total : 0);
  request.onload = () => tell.done(read(request.responseText));
  request.onerror = () => tell.done(broken);
  request.ontimeout = () => tell.done(broken);
  request.send(file);
  return () => request.abort();
}

const longest = 10 * 60_000;

/** What is said where no server has said anything. */
export const brokenOff: ProblemReport = { code: 'file.broken', message: 'The connection broke before the file had arrived.' };
const broken: Uploaded = { ok: false, problem: brokenOff };

/** The server answers with the file or with a problem; whatever else answers in its place says nothing we know. */
function read(text: string): Uploaded {
  const answer = fromJson(text);
  if (typeof answer !== 'object' || answer === null) return broken;
  // Both shapes are those of docs/protocol.md#files.
  if ('file' in answer) return { ok: true, file: answer.file as VisitorFile };
  return 'problem' in answer ? { ok: false, problem: answer.problem as ProblemReport } : broken;
}
