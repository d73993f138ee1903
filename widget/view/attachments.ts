import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProblemReport } from '../../shared/problem.ts';
import type { VisitorFile } from '../../shared/protocol.ts';
import { identifier } from '../connection/identifier.ts';
import { brokenOff, type Uploaded, upload } from '../connection/upload.ts';
import { tellProblem } from '../console-lines.ts';
import type { Running } from '../running.ts';

/** How many files one message may carry; a test holds it to `wireLimits.messageFiles`. */
export const messageFiles = 5;

/** A file on its way to the server, or there, or not taken. */
export type Attachment = { key: string; name: string; source: File } & (
  | { is: 'sending'; part: number }
  | { is: 'there'; file: VisitorFile }
  | { is: 'failed'; problem: ProblemReport }
);

export type Attachments = {
  all: Attachment[];
  hasTooMany: boolean;
  add(files: Iterable<File>): void;
  remove(key: string): void;
  retry(key: string): void;
  clear(): void;
};

/** The files that go with the next message. What is not taken stays in the list, with its reason, until it is removed. */
export function useAttachments(running: Running): Attachments {
  const [all, setAll] = useState(() => (left.get(running) ?? []).map(broken));
  left.set(running, all);
  const [hasTooMany, setTooMany] = useState(false);
  const cancels = useRef(new Map<string, () => void>());
  const change = (key: string, to: (before: Attachment) => Attachment): void =>
    setAll((before) => before.map((each) => (each.key === key ? to(each) : each)));
  const start = (key: string, source: File): void => {
    const problem = refused(source, running);
    if (problem) {
      done(key, { ok: false, problem });
      return;
    }
    const progress = (part: number): void => change(key, (it) => (it.is === 'sending' ? { ...it, part } : it));
    cancels.current.set(key, upload(source, running.connection.destination, { progress, done: (uploaded) => done(key, uploaded) }));
  };
  const done = (key: string, uploaded: Uploaded): void => {
    cancels.current.delete(key);
    if (!uploaded.ok) tellPage(running, uploaded.problem);
    change(key, ({ name, source }) => ({
      key,
      name,
      source,
      ...(uploaded.ok ? { is: 'there', file: uploaded.file } : { is: 'failed', ...uploaded }),
    }));
  };
  useEffect(
    () => () => {
      for (const cancel of cancels.current.values()) cancel();
    },
    [],
  );
  return {
    all,
    hasTooMany,
    add(files) {
      const wanted = [...files];
      const fresh = wanted.slice(0, Math.max(0, messageFiles - all.length)).map((source) => ({ key: identifier(), name: source.name, source }));
      setTooMany(fresh.length < wanted.length);
      setAll((before) => [...before, ...fresh.map((each) => ({ ...each, is: 'sending' as const, part: 0 }))]);
      for (const { key, source } of fresh) start(key, source);
    },
    remove(key) {
      cancels.current.get(key)?.();
      cancels.current.delete(key);
      setTooMany(false);
      setAll((before) => before.filter((each) => each.key !== key));
    },
    retry(key) {
      const found = all.find((each) => each.key === key);
      if (!found) return;
      change(key, ({ name, source }) => ({ key, name, source, is: 'sending', part: 0 }));
      start(key, found.source);
    },
    clear() {
      setTooMany(false);
      setAll((before) => before.filter(({ is }) => is === 'failed'));
    },
  };
}

/** What is there when the panel is shut is there when it is opened again; it ends with the page. */
const left = new WeakMap<Running, Attachment[]>();

/** Shutting the panel calls off what was on its way. */
const broken = (each: Attachment): Attachment => (each.is === 'sending' ? { ...each, is: 'failed', problem: brokenOff } : each);

/** What the server would refuse anyway is not sent first. */
function refused({ size, type }: File, { store, connection }: Running): ProblemReport | null {
  const rules = store.getState().talk.widget?.upload;
  if (!rules || connection.state.link.is !== 'open') return brokenOff;
  if (size > rules.maximumBytes)
    return {
      code: 'file.too_large',
      message: `A file is larger than the ${rules.maximumBytes} bytes of widget.upload.maximumBytes.`,
      details: { limit: rules.maximumBytes },
    };
  const isTaken = type === '' || rules.types.some((each) => each === type || (each.endsWith('/*') && type.startsWith(each.slice(0, -1))));
  return isTaken ? null : { code: 'file.type', message: `Files of the type ${type} are not among widget.upload.types.`, details: { type } };
}

/** The visitor reads a calm line; the page's owner gets the precise one. */
function tellPage({ handle }: Running, problem: ProblemReport): void {
  tellProblem(handle, problem, 'files');
}
