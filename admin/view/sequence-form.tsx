import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { isOver } from '../../shared/checkpoint.ts';
import type { Value } from '../../shared/value.ts';
import { asList, asRecord, asText } from '../document/read.ts';
import type { OpenConversation } from '../inbox/inbox-state.ts';
import { useDraft, usePage } from './page-context.ts';
import { useMay } from './use-may.ts';

type Variable = { name: string; type: string; label: string; description: string; default: string };
type Sequence = { name: string; variables: Variable[] };

/** Starts a prompt sequence on this conversation, with its variables as fields (R002-22); and the runs so far. */
export function SequenceForm({ open }: { open: OpenConversation }): JSX.Element | null {
  const { inbox } = usePage();
  // What is live is what a run is made of; the draft may be ahead of it.
  const live = useDraft((state) => state.live ?? state.document);
  const sequences = useMay('operate') ? sequencesIn(live) : [];
  const [chosen, setChosen] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const sequence = sequences.find(({ name }) => name === chosen);
  if (sequences.length === 0 && open.runs.length === 0) return null;
  const start = async (): Promise<void> => {
    if (!sequence) return;
    const given = Object.fromEntries(sequence.variables.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name] ?? '']])));
    const task = { task_source: 'sequence' as const, sequence_id: sequence.name, sequence_variables: given, conversation: open.row.id };
    if (await inbox.act((api) => api.start(task))) setChosen('');
  };
  return (
    <section aria-label="Prompt sequences">
      <h2>Prompt sequences</h2>
      <Runs runs={open.runs} />
      {sequences.length === 0 ? null : (
        <form
          class="sequence-form"
          onSubmit={(event) => {
            event.preventDefault();
            void start();
          }}
        >
          <label>
            <span>Run</span>
            <select
              value={chosen}
              onChange={({ currentTarget }) => {
                setChosen(currentTarget.value);
                setValues({});
              }}
            >
              <option value="">Choose…</option>
              {sequences.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {sequence?.variables.map((variable) => (
            <VariableField
              key={variable.name}
              variable={variable}
              value={values[variable.name] ?? variable.default}
              set={(value) => setValues({ ...values, [variable.name]: value })}
            />
          ))}
          {sequence ? (
            <button type="submit" class="primary" disabled={open.runs.some(({ status }) => !isOver(status))}>
              Start
            </button>
          ) : null}
        </form>
      )}
    </section>
  );
}

function Runs({ runs }: { runs: OpenConversation['runs'] }): JSX.Element | null {
  if (runs.length === 0) return null;
  return (
    <ul class="sequence-runs">
      {runs.toReversed().map(({ id, sequence, status, step, steps, problem }) => (
        <li key={id}>
          <strong>{sequence}</strong> <span class="tag">{status.replaceAll('_', ' ')}</span> step {step} of {steps}
          {problem ? <p class="error">{problem.message}</p> : null}
        </li>
      ))}
    </ul>
  );
}

type FieldProps = { variable: Variable; value: string; set(value: string): void };

function VariableField({ variable: { name, type, label, description }, value, set }: FieldProps): JSX.Element {
  const id = useId();
  return (
    <div>
      <label for={id}>{label || name}</label>
      {type === 'multiline' ? (
        <textarea id={id} rows={3} value={value} onInput={({ currentTarget }) => set(currentTarget.value)} />
      ) : (
        <input id={id} type="text" value={value} onInput={({ currentTarget }) => set(currentTarget.value)} />
      )}
      {description ? <span class="hint">{description}</span> : null}
    </div>
  );
}

/** The sequences of a document; a draft may hold anything, so nothing is taken for granted. */
const sequencesIn = (document: Value | undefined): Sequence[] =>
  asList(asRecord(document).promptSequences).flatMap((it) => {
    const { name, variables } = asRecord(it);
    const asked = asList(variables)
      .map(asRecord)
      .map((one) => ({
        name: asText(one.name),
        type: asText(one.type),
        label: asText(one.label),
        description: asText(one.description),
        default: asText(one.default),
      }));
    return asText(name) ? [{ name: asText(name), variables: asked }] : [];
  });
