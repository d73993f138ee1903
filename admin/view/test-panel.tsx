import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { asList, asRecord, asText } from '../document/read.ts';
import type { RehearsalLog } from '../rehearsal/rehearsal.ts';
import { rehearsalCards } from '../rehearsal/rehearsal-cards.ts';
import { useStore } from '../use-store.ts';
import { useDraft, usePage } from './page-context.ts';
import { Problems } from './problems.tsx';
import { RehearsalTurn } from './rehearsal-turn.tsx';
import { TestTools } from './test-tools.tsx';

/** The test chat: always the draft as it is now, with a card of reasons under each answer. */
export function TestPanel(): JSX.Element {
  const page = usePage();
  const project = useDraft((state) => state.project);
  const now = useStore(page.rehearsal.store, (state) => state.now);
  useEffect(() => void page.rehearsal.open(), [page, project]);
  return (
    <div class="dock-body test-panel">
      <section class="chat" aria-label="Test chat">
        <Chat />
        <WidgetButtons />
        <Composer />
      </section>
      <TestTools key={now?.stage ?? ''} />
    </div>
  );
}

function Chat(): JSX.Element {
  const page = usePage();
  const { logs, isBusy, trouble, findings } = useStore(page.rehearsal.store, (state) => state);
  const list = useRef<HTMLDivElement>(null);
  const count = logs.reduce((sum, { events }) => sum + events.length, 0);
  // The newest turn is what was waited for: it is shown from its first line.
  useLayoutEffect(() => {
    if (count + findings.length + trouble.length > 0) list.current?.querySelector('ol > li:last-child')?.scrollIntoView({ block: 'start' });
  }, [count, findings, trouble]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <div class="chat-log" ref={list} tabIndex={0} role="log" aria-label="What was said">
      <ol>
        {logs.map((log, index) => (
          <LogTurns key={log.conversation} log={log} isLast={index === logs.length - 1} />
        ))}
      </ol>
      {isBusy ? <p class="hint">…</p> : null}
      {trouble ? <p class="error">{trouble}</p> : null}
      {findings.length > 0 ? <Problems findings={findings} /> : null}
    </div>
  );
}

function LogTurns({ log, isLast }: { log: RehearsalLog; isLast: boolean }): JSX.Element {
  const page = usePage();
  const isBusy = useStore(page.rehearsal.store, (state) => state.isBusy);
  const cards = useMemo(() => rehearsalCards(log.events), [log.events]);
  const shown = cards.filter(({ said, messages, problems }) => said.kind !== 'start' || messages.length > 0 || problems.length > 0);
  if (shown.length === 0) return <li class="hint">Nothing was said yet. Write what a visitor would write.</li>;
  return (
    <>
      {shown.map((card, index) => (
        <RehearsalTurn
          key={`${log.conversation} ${card.turn} ${card.state}`}
          card={card}
          log={log}
          isBusy={isBusy}
          isLast={isLast && index === shown.length - 1}
        />
      ))}
    </>
  );
}

/** The buttons that the widget always shows work here as well. */
function WidgetButtons(): JSX.Element | null {
  const page = usePage();
  const buttons = asList(useDraft(({ document }) => asRecord(asRecord(document).widget).buttons)).map(asRecord);
  if (buttons.length === 0) return null;
  return (
    <fieldset class="chat-buttons">
      <legend class="quietly">Buttons of the widget</legend>
      {buttons.map(({ label, command, parameters }, index) => (
        <button
          key={index}
          type="button"
          onClick={() =>
            void page.rehearsal.do(
              asText(command)
                ? { act: 'fire', body: { command: asText(command), parameters: asRecord(parameters) } }
                : { act: 'say', body: { text: asText(label) } },
            )
          }
        >
          {asText(label)}
        </button>
      ))}
    </fieldset>
  );
}

function Composer(): JSX.Element {
  const page = usePage();
  const typed = useStore(page.rehearsal.store, (state) => state.typed);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const say = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = typed.trim();
    if (text === '') return;
    page.rehearsal.type('');
    void page.rehearsal.do({ act: 'say', body: { text } });
  };
  return (
    <form class="composer" onSubmit={say}>
      <input
        ref={field}
        aria-label="Message to the draft"
        placeholder="Say something to the draft…"
        value={typed}
        maxLength={8_000}
        autocomplete="off"
        onInput={(event) => page.rehearsal.type(event.currentTarget.value)}
      />
      <button type="submit" class="primary">
        Send
      </button>
    </form>
  );
}
