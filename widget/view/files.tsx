import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { VisitorFile } from '../../shared/protocol.ts';
import type { PartStrings } from '../language/part-strings.ts';
import { filled, usePartStrings } from '../language/parts.ts';
import type { Running } from '../running.ts';
import css from '../styles/files.css?inline';
import { wear } from '../styles/wear.ts';
import { type Attachment, type Attachments, messageFiles, useAttachments } from './attachments.ts';
import { useShown } from './use-shown.ts';

/** What the composer knows of the files that go with the next message. */
export type Attached = { files: VisitorFile[]; isBusy: boolean; clear(): void };

type Props = { running: Running; field: RefObject<HTMLTextAreaElement | null>; changed(attached: Attached): void };

/** A button to choose files with; they can also be dropped on the panel or pasted where one writes. */
export function Attach({ running, field, changed }: Props): JSX.Element {
  const { store, handle } = running;
  wear(handle.root, css);
  const words = usePartStrings(store);
  const rules = useShown(store, (shown) => shown.talk.widget?.upload);
  const attachments = useAttachments(running);
  const chooser = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** Whoever takes a file away, or sends it again, stands on a button that goes with it. */
  const leaving = (what: (key: string) => void) => (key: string) => {
    what(key);
    button.current?.focus();
  };
  const { all, clear } = attachments;
  // At once: a message that is sent now must know of the files that are on their way.
  useLayoutEffect(() => {
    changed({ files: all.flatMap((each) => (each.is === 'there' ? [each.file] : [])), isBusy: all.some(({ is }) => is === 'sending'), clear });
  }, [all]);
  const isOver = useDropped(field, attachments);

  const chosen = (input: HTMLInputElement): void => {
    attachments.add(input.files ?? []);
    // The same file can be chosen again.
    input.value = '';
  };
  return (
    <>
      <button ref={button} type="button" class="attach" aria-label={words.attach} title={words.attach} onClick={() => chooser.current?.click()}>
        <Drawing d="M8 12.5l6.2-6.2a3 3 0 0 1 4.3 4.3l-8 8a5 5 0 0 1-7.1-7.1l7.6-7.6" />
      </button>
      <input ref={chooser} type="file" multiple hidden accept={rules?.types.join(',')} onChange={(event) => chosen(event.currentTarget)} />
      {(all.length > 0 || isOver) && (
        <List
          attachments={{ ...attachments, remove: leaving(attachments.remove), retry: leaving(attachments.retry) }}
          running={running}
          words={words}
          isOver={isOver}
        />
      )}
    </>
  );
}

type ListProps = { attachments: Attachments; running: Running; words: PartStrings; isOver: boolean };

function List({ attachments, running, words, isOver }: ListProps): JSX.Element {
  const { all, hasTooMany, remove, retry } = attachments;
  return (
    <div class="attachments" data-over={isOver ? '' : undefined}>
      <ul aria-label={words.attachments}>
        {all.map((each) => (
          <li key={each.key} data-is={each.is}>
            <Thumbnail file={each.is === 'there' ? each.file : null} running={running} />
            <span class="about">
              <bdi class="name">{each.name}</bdi>
              <Standing attachment={each} running={running} words={words} />
            </span>
            {each.is === 'failed' && !isFinal(each) && (
              <button
                type="button"
                class="small"
                aria-label={filled(words.retryFile, each)}
                title={filled(words.retryFile, each)}
                onClick={() => retry(each.key)}
              >
                <Drawing d="M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4" />
              </button>
            )}
            <button
              type="button"
              class="small"
              aria-label={filled(words.removeFile, each)}
              title={filled(words.removeFile, each)}
              onClick={() => remove(each.key)}
            >
              <Drawing d="M7 7l10 10M17 7L7 17" />
            </button>
          </li>
        ))}
      </ul>
      <p class="trouble" role="alert">
        {hasTooMany ? filled(words.tooManyFiles, { count: messageFiles }) : ''}
      </p>
    </div>
  );
}

/** Sent again it would be refused again. */
const isFinal = (each: Extract<Attachment, { is: 'failed' }>): boolean => each.problem.code === 'file.type' || each.problem.code === 'file.too_large';

function Standing({ attachment, running, words }: { attachment: Attachment; running: Running; words: PartStrings }): JSX.Element {
  if (attachment.is === 'sending') return <progress aria-label={filled(words.uploading, attachment)} max={1} value={attachment.part} />;
  if (attachment.is === 'there') return <span class="size">{sizeOf(attachment.file.bytes, running)}</span>;
  const { code, details } = attachment.problem;
  return (
    <span class="trouble" role="alert">
      {code === 'file.too_large' && filled(words.fileTooLarge, { size: sizeOf(Number(details?.limit), running) })}
      {code === 'file.type' && words.fileType}
      {code !== 'file.too_large' && code !== 'file.type' && words.fileFailed}
    </span>
  );
}

/** The files of a message, to look at and to download. */
export function SentFiles({ files, running }: { files: VisitorFile[]; running: Running }): JSX.Element {
  wear(running.handle.root, css);
  return (
    <ul class="files" part="files">
      {files.map((file) => (
        <li key={file.id}>
          <a href={addressOf(file, running)} target="_blank" rel="noopener noreferrer" download={file.name}>
            <Thumbnail file={file} running={running} />
            <span class="about">
              <bdi class="name">{file.name}</bdi> <span class="size">{sizeOf(file.bytes, running)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

const shownTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** A small picture of a picture; of everything else, and where the page lets us show none, a sheet of paper. */
function Thumbnail({ file, running }: { file: VisitorFile | null; running: Running }): JSX.Element {
  const [isBarred, bar] = useState(false);
  if (file && shownTypes.has(file.type) && !isBarred)
    return <img class="thumbnail" src={addressOf(file, running)} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => bar(true)} />;
  return (
    <span class="thumbnail sheet">
      <Drawing d="M7 3.5h6.5L18 8v12.5H7zM13.5 3.5V8H18" />
    </span>
  );
}

/** An id has no other letters than these; whatever else comes in its place leads nowhere. */
const addressOf = ({ id }: VisitorFile, { handle }: Running): string =>
  new URL(`promptside/files/${id.replaceAll(/[^\w-]/g, '')}`, handle.settings.base).href;

/** A size as people of the language write it. */
function sizeOf(bytes: number, { store }: Running): string {
  const [unit, by] = bytes >= 1_000_000 ? (['megabyte', 1_000_000] as const) : (['kilobyte', 1_000] as const);
  const look = { style: 'unit', unit, maximumFractionDigits: bytes >= 10_000_000 ? 0 : 1 } as const;
  const { language } = store.getState();
  try {
    return new Intl.NumberFormat(language || undefined, look).format(Math.max(bytes / by, 0.1));
  } catch {
    // A page may name a language that is none.
    return new Intl.NumberFormat(undefined, look).format(bytes / by);
  }
}

const Drawing = ({ d }: { d: string }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={d} />
  </svg>
);

/** Files that are dropped on the panel or pasted into the field; answers whether some are held over it. */
function useDropped(field: RefObject<HTMLTextAreaElement | null>, { add }: Attachments): boolean {
  const [isOver, hold] = useState(false);
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const area = field.current;
    const panel = area?.closest<HTMLElement>('.panel');
    if (!area || !panel) return;
    const until = new AbortController();
    const listen = (on: HTMLElement, type: 'paste' | 'dragover' | 'dragleave' | 'drop', take: (event: ClipboardEvent & DragEvent) => void): void =>
      // Each of these types comes as one of the two events.
      on.addEventListener(type, (event) => take(event as ClipboardEvent & DragEvent), until);
    const taken = (event: Event, carried: DataTransfer | null): void => {
      if (!carried || carried.files.length === 0) return;
      event.preventDefault();
      latest.current([...carried.files]);
    };
    // What is copied out of a text or a table comes as words and as a picture of them; the words are meant.
    listen(area, 'paste', (event) => event.clipboardData?.types.includes('text/plain') || taken(event, event.clipboardData));
    listen(panel, 'dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      hold(true);
    });
    listen(panel, 'dragleave', (event) => {
      // A related target is always a node of a page.
      if (!panel.contains(event.relatedTarget as Node | null)) hold(false);
    });
    listen(panel, 'drop', (event) => {
      hold(false);
      taken(event, event.dataTransfer);
    });
    return () => until.abort();
  }, []);
  return isOver;
}
