import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Value, Values } from '../../shared/value.ts';
import { asList, asRecord, nameOf, oneLine } from '../document/read.ts';
import { commandsOf, variablesOf } from '../rehearsal/commands.ts';
import { useStore } from '../use-store.ts';
import { useDraft, usePage } from './page-context.ts';
import { ValueInput } from './value-input.tsx';

/** Beside the test chat: where the conversation stands, and what can be done to it besides talking. */
export function TestTools(): JSX.Element {
  const page = usePage();
  const now = useStore(page.rehearsal.store, (state) => state.now);
  const stage = now?.stage ?? '';
  return (
    <section class="test-tools" aria-label="Test tools">
      <div class="test-buttons">
        <button
          type="button"
          title="A new conversation of the same visitor, whose profile stays"
          onClick={() => void page.rehearsal.anew({ same: true })}
        >
          Restart
        </button>
        <button type="button" title="A new conversation of a visitor whom nobody knows" onClick={() => void page.rehearsal.anew({})}>
          New visitor
        </button>
      </div>
      <Standing />
      <FireCommand stage={stage} />
      <SetVariable stage={stage} />
      <Jump stage={stage} />
    </section>
  );
}

function Standing(): JSX.Element | null {
  const page = usePage();
  const now = useStore(page.rehearsal.store, (state) => state.now);
  if (!now) return null;
  const decide = (wait: string, approve: boolean): void => void page.rehearsal.do({ act: 'decide', body: { wait, approve } });
  const values = [...Object.entries(now.vars).map(pairOf('vars')), ...Object.entries(now.profile).map(pairOf('userProfile'))];
  return (
    <div class="standing">
      <p>
        <span class="hint">Stage</span> <strong>{now.stage}</strong> {now.status === 'active' ? null : <span class="tag">{now.status}</span>}
      </p>
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
      {now.approvals.map(({ id, tool, arguments: given }) => (
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
    </div>
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
