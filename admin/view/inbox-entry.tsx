import type { JSX } from 'preact';
import type { InboxEntry as Entry } from '../../shared/inbox.ts';
import { withoutMarks } from '../../shared/without-marks.ts';
import { oneLine } from '../document/read.ts';
import { When } from './when.tsx';

/** One line of what happened: words as they were said, everything else in a few quiet words. */
export function InboxEntry({ entry }: { entry: Entry }): JSX.Element {
  switch (entry.type) {
    case 'message':
      return <Said message={entry.message} />;
    case 'command':
      return (
        <p class="bubble user pressed">
          <span class="hint">pressed</span> {entry.command} {Object.keys(entry.parameters).length > 0 ? oneLine(entry.parameters, 120) : ''}
        </p>
      );
    case 'status':
      return (
        <Line at={entry.at}>
          {statusLine(entry)}
          {entry.summary ? <q>{entry.summary}</q> : null}
        </Line>
      );
    case 'stage':
      return <Line at={entry.at}>{entry.from === entry.to ? `stage ${entry.to}` : `went from ${entry.from} to ${entry.to}`}</Line>;
    case 'contact':
      return <Line at={entry.at}>left the address {entry.email}</Line>;
    case 'page':
      return <Line at={entry.at}>the page was told {entry.event}</Line>;
    case 'failure':
      return <Line at={entry.at}>failed: {entry.problem.message}</Line>;
  }
}

function Said({ message }: { message: Extract<Entry, { type: 'message' }>['message'] }): JSX.Element {
  const { role, text, by, at, buttons = [], cards = [], files = [], images = [], form } = message;
  const extras = [
    ...buttons.map(({ label }) => `[${label}]`),
    ...cards.map(({ title }) => `card “${title}”`),
    ...images.map(({ alt }) => `image ${alt}`),
    ...(form ? [`form ${form.command}`] : []),
  ];
  return (
    <div class={`bubble ${role}`}>
      {role === 'operator' ? <span class="bubble-by">{by ?? 'operator'}</span> : null}
      <div dir="auto">{role === 'user' ? text : withoutMarks(text)}</div>
      {files.map((file) => (
        <a key={file.id} class="bubble-file" href={`/promptside/files/${file.id}`} target="_blank" rel="noreferrer">
          {file.name}
        </a>
      ))}
      {extras.length > 0 ? <p class="bubble-buttons">{extras.join(' ')}</p> : null}
      <span class="bubble-time">
        <When at={at} />
      </span>
    </div>
  );
}

function statusLine({ status, by, reason }: Extract<Entry, { type: 'status' }>): string {
  const why = reason ? `: ${reason}` : '';
  if (status === 'waiting_for_human') return `asked for a human${why}`;
  if (status === 'with_human') return `${by?.name ?? 'an operator'} took over`;
  if (status === 'active') return by ? `${by.name} handed back to the bot` : `the bot goes on${why}`;
  return `${by ? `${by.name} closed it` : status}${why}`;
}

function Line({ at, children }: { at: number; children: JSX.Element | (JSX.Element | string | null)[] | string }): JSX.Element {
  return (
    <p class="inbox-line">
      <span>{children}</span> <When at={at} />
    </p>
  );
}
