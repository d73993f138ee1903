import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { AdminRehearsal } from '../../shared/admin.ts';
import type { Value, Values } from '../../shared/value.ts';
import { asList, asRecord, nameOf, oneLine } from '../document/read.ts';
import { commandsOf, variablesOf } from '../rehearsal/commands.ts';
import { useStore } from '../use-store.ts';
import { useDraft, usePage } from './page-context.ts';
import { ValueInput } from './value-input.tsx';

/** Beside the test chat: where the conversation stands, and what can be done to it besides talking. */
export function TestTools(): JSX.Element {
  const stage = useStore(usePage().rehearsal.store, (state) => state.now?.stage ?? '');
  return (
    <section class="test-tools" aria-label="Test tools">
      <Standing />
      <MoreTools stage={stage} />
    </section>
  );
}

const moreName = 'test-tools';

/** What is wanted now and then stands behind a fold; this browser remembers whether it is open. */
function MoreTools({ stage }: { stage: string }): JSX.Element {
  const { journal } = usePage();
  const [isOpen, setOpen] = useState(() => journal.keptText(moreName) === 'open');
  const toggle = (next: boolean): void => {
    setOpen(next);
    journal.keepText(moreName, next ? 'open' : '');
  };
  return (
    <details class="more-tools" open={isOpen} onToggle={({ currentTarget }) => toggle(currentTarget.open)}>
      <summary>Fire a command, set a variable, jump to a stage</summary>
      <div class="tool-rows">
        <FireCommand stage={stage} />
        <SetVariable stage={stage} />
        <Jump stage={stage} />
      </div>
    </details>
  );
}

/** Where the conversation stands, and the ways to begin it anew. */
function Standing(): JSX.Element {
  const now = useStore(usePage().rehearsal.store, (state) => state.now);
  const values = now ? [...Object.entries(now.vars).map(pairOf('vars')), ...Object.entries(now.profile).map(pairOf('userProfile'))] : [];
  return (
    <div class="standing">
      <div class="test-buttons">
        {now ? (
          <p>
            <span class="hint">Stage</span> <strong>{now.stage}</strong> {now.status === 'active' ? null : <span class="tag">{now.status}</span>}
          </p>
        ) : null}
        <AnewButtons />
      </div>
      {values.length > 0 ? (
        <dl>
          {values.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <Approvals approvals={now?.approvals ?? []} />
    </div>
  );
}

function AnewButtons(): JSX.Element {
  const { rehearsal } = usePage();
  return (
    <>
      <button type="button" title="A new conversation of the same visitor, whose profile stays" onClick={() => void rehearsal.anew({ same: true })}>
        Restart
      </button>
      <button type="button" title="A new conversation of a visitor whom nobody knows" onClick={() => void rehearsal.anew({})}>
        New visitor
      </button>
    </>
  );
}

function Approvals({ approvals }: { approvals: AdminRehearsal['approvals'] }): JSX.Element {
  const page = usePage();
  const decide = (wait: string, approve: boolean): void => void page.rehearsal.do({ act: 'decide', body: { wait, approve } });
  return (
    <>
      {approvals.map(({ id, tool, arguments: given }) => (
        <p key={id} class="approval">
          {tool} {oneLine(given, 120)} waits for approval{' '}
          <button type="button" onClick={() => decide(id, true)}>
            Allow
          </button>{' '}
          <button type="button" onClick={() => decide(id, false)}>
            Refuse
          </button>
        </p>
      ))}
    </>
  );
}

const pairOf =
  (scope: string) =>
  ([name, value]: [string, Value]): [string, string] => [`${scope}.${name}`, oneLine(value, 80)];

function FireCommand({ stage }: { stage: string }): JSX.Element | null {
  const page = usePage();
  const id = useId();
  const document = useDraft((state) => state.document);
  const [chosen, setChosen] = useState('');
  const [parameters, setParameters] = useState<Values>({});
  const commands = commandsOf(document, stage);
  const command = commands.find(({ name }) => name === chosen) ?? commands[0];
  if (!command) return null;
  const given = Object.fromEntries(command.parameters.flatMap(({ name }) => (parameters[name] === undefined ? [] : [[name, parameters[name]]])));
  const fire = (event: SubmitEvent): void => {
    event.preventDefault();
    void page.rehearsal.do({ act: 'fire', body: { command: command.name, parameters: given } });
  };
  return (
    <form class="tool-row" onSubmit={fire}>
      <label for={id}>Fire</label>
      <select id={id} value={command.name} onChange={(event) => setChosen(event.currentTarget.value)}>
        {commands.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit">Fire</button>
      {command.parameters.map(({ name, type }) => (
        <div class="tool-parameter" key={`${command.name} ${name}`}>
          <label for={`${id}-${name}`}>{name}</label>
          <ValueInput
            id={`${id}-${name}`}
            label={name}
            type={type}
            value={parameters[name]}
            onChange={(value) => setParameters(({ [name]: _, ...others }) => (value === undefined ? others : { ...others, [name]: value }))}
          />
        </div>
      ))}
    </form>
  );
}

function SetVariable({ stage }: { stage: string }): JSX.Element {
  const page = usePage();
  const id = useId();
  const document = useDraft((state) => state.document);
  const vars = useStore(page.rehearsal.store, (state) => state.now?.vars ?? none);
  const [name, setName] = useState('');
  const [value, setValue] = useState<Value | undefined>(undefined);
  const declared = variablesOf(document, stage);
  const names = [...new Set([...declared.map((it) => it.name), ...Object.keys(vars)])];
  const set = (event: SubmitEvent): void => {
    event.preventDefault();
    if (name !== '') void page.rehearsal.do({ act: 'set', body: { name, ...(value === undefined ? {} : { value }) } });
  };
  return (
    <form class="tool-row" onSubmit={set}>
      <label for={id}>Set</label>
      <input id={id} list={`${id}-names`} placeholder="variable" value={name} onInput={(event) => setName(event.currentTarget.value)} />
      <datalist id={`${id}-names`}>
        {names.map((it) => (
          <option key={it} value={it} />
        ))}
      </datalist>
      <button type="submit">Set</button>
      <div class="tool-parameter">
        <label for={`${id}-value`}>to</label>
        <ValueInput
          key={name}
          id={`${id}-value`}
          label="value"
          type={declared.find((it) => it.name === name)?.type ?? 'any'}
          value={value}
          onChange={setValue}
          isLong={false}
        />
      </div>
    </form>
  );
}

const none: Values = {};

function Jump({ stage }: { stage: string }): JSX.Element {
  const page = usePage();
  const id = useId();
  const stages = useDraft(({ document }) => asRecord(document).stages);
  const [chosen, setChosen] = useState(stage);
  const names = asList(stages).map(nameOf).filter(Boolean);
  const jump = (event: SubmitEvent): void => {
    event.preventDefault();
    const to = names.includes(chosen) ? chosen : names[0];
    if (to !== undefined) void page.rehearsal.do({ act: 'jump', body: { stage: to } });
  };
  return (
    <form class="tool-row" onSubmit={jump}>
      <label for={id}>Stage</label>
      <select id={id} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit">Jump</button>
    </form>
  );
}
