import type { JSX } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Value, Values } from '../../shared/value.ts';
import type { Path } from '../document/path.ts';
import { asList, asRecord, asText, isRecord, nameOf } from '../document/read.ts';
import { whenStored } from '../draft/when-stored.ts';
import { findLastCall, type LastCall } from '../trying/last-call.ts';
import { emptyTrial, type Ran, type Trial, trialFieldName, trialTextName } from '../trying/trial.ts';
import { useDraft, usePage, useValue } from './page-context.ts';
import { TryResult } from './try-result.tsx';
import { ValueInput } from './value-input.tsx';
import { When } from './when.tsx';

/** Runs the tool of the draft with given inputs: those of the last real call where there was one. Ctrl+Enter runs it from anywhere here. */
export function TryPanel({ path }: { path: Path }): JSX.Element {
  const [tool] = useValue(path);
  const name = nameOf(tool);
  // Conversations know the tool by the name that it had when it was opened here.
  const [knownAs] = useState(name);
  const { trial, setTrial, last, textName } = useTrial(knownAs);
  const { ran, isRunning, run } = useRun(name, trial);
  // Right after drawing: the key runs what is in sight, never the inputs of a moment ago.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter' || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [run]);
  return (
    <section class="try" aria-labelledby="try-heading">
      <header class="section-head">
        <h2 id="try-heading">Try it</h2>
        <p class="hint">
          {last ? (
            <>
              Filled in from the last call <When at={last.at} />
              {last.ok ? '' : ', which failed'}.
            </>
          ) : (
            'In a conversation of its own; webhooks and models are really called.'
          )}
        </p>
      </header>
      <TrialFields tool={tool} trial={trial} setTrial={setTrial} textName={textName} />
      <div class="try-line">
        <button type="button" class="primary" disabled={isRunning} onClick={run}>
          {isRunning ? 'Running…' : 'Run'}
        </button>
        <span class="hint">Ctrl+Enter</span>
      </div>
      <div role="status">{ran ? <TryResult ran={ran} path={path} /> : null}</div>
    </section>
  );
}

/** The inputs of the next run: what was typed here before, else those of the last real call. */
function useTrial(tool: string): { trial: Trial; setTrial: (trial: Trial) => void; last: LastCall | null; textName: string } {
  const page = usePage();
  const project = useDraft((state) => state.project);
  const textName = trialTextName(project, tool);
  const [typed, setTyped] = useState<Trial | null>(() => kept(page.journal.keptText(textName)));
  const [last, setLast] = useState<LastCall | null>(null);
  useEffect(() => {
    let isWanted = true;
    if (tool !== '') void findLastCall(page.api, project, tool).then((call) => (isWanted ? setLast(call) : undefined));
    return () => {
      isWanted = false;
    };
  }, [page, project, tool]);
  const setTrial = (trial: Trial): void => {
    page.journal.keepText(textName, JSON.stringify(trial));
    setTyped(trial);
  };
  return { trial: typed ?? last?.trial ?? emptyTrial, setTrial, last: typed ? null : last, textName };
}

function useRun(tool: string, trial: Trial): { ran: Ran | null; isRunning: boolean; run: () => void } {
  const page = usePage();
  const [ran, setRan] = useState<Ran | null>(null);
  const [isRunning, setRunning] = useState(false);
  const run = useCallback(() => {
    const start = async (): Promise<void> => {
      setRunning(true);
      const { project } = page.draft.store.getState();
      const { stage, ...others } = trial;
      const answer = await whenStored(page.draft, () => page.api.tryTool(project, { tool, ...others, ...(stage === '' ? {} : { stage }) }));
      setRan(answer.ok ? { given: trial, answer: answer.value } : { refusal: answer });
      setRunning(false);
    };
    if (!isRunning) void start();
  }, [page, tool, trial, isRunning]);
  return { ran, isRunning, run };
}

type TrialFieldsProps = { tool: Value | undefined; trial: Trial; setTrial: (trial: Trial) => void; textName: string };

function TrialFields({ tool, trial, setTrial, textName }: TrialFieldsProps): JSX.Element {
  const declared = asList(asRecord(tool).parameters).map(asRecord);
  const extra = Object.keys(trial.parameters).filter((name) => !declared.some((it) => it.name === name));
  const inputs = [
    ...declared.map((it) => ({ name: asText(it.name), type: it.list === true ? 'list' : asText(it.type) || 'string' })),
    ...extra.map((name) => ({ name, type: typeof trial.parameters[name] === 'string' ? 'string' : 'any' })),
  ];
  const setParameter = (name: string, value: Value | undefined): void =>
    setTrial({ ...trial, parameters: withMember(trial.parameters, name, value) });
  return (
    <>
      {inputs.map(({ name, type }) => (
        <div class="field try-field" key={name}>
          <label for={`try-${name}`}>{name}</label>
          <ValueInput
            id={`try-${name}`}
            label={name}
            type={type}
            value={trial.parameters[name]}
            onChange={(value) => setParameter(name, value)}
            keptAs={trialFieldName(textName, `parameters.${name}`)}
          />
        </div>
      ))}
      {/* A smart function works on what the visitor wrote, so that is in sight. */}
      <details class="fold" open={asRecord(tool).type === 'smart_function'}>
        <summary>The state that it meets</summary>
        <StateFields trial={trial} setTrial={setTrial} textName={textName} />
      </details>
    </>
  );
}

function StateFields({ trial, setTrial, textName }: Omit<TrialFieldsProps, 'tool'>): JSX.Element {
  const stages = useDraft(({ document }) => asRecord(document).stages);
  return (
    <div class="editor-grid">
      <div class="field">
        <label for="try-stage">Stage</label>
        <select id="try-stage" value={trial.stage} onChange={(event) => setTrial({ ...trial, stage: event.currentTarget.value })}>
          <option value="">the first one</option>
          {asList(stages).map((stage) => (
            <option key={nameOf(stage)} value={nameOf(stage)}>
              {nameOf(stage)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="try-input">What the visitor wrote</label>
        <input id="try-input" value={trial.userInput} onInput={(event) => setTrial({ ...trial, userInput: event.currentTarget.value })} />
      </div>
      <div class="field">
        <label for="try-vars">vars</label>
        <ValueInput
          id="try-vars"
          label="vars"
          type="object"
          value={trial.vars}
          onChange={(value) => setTrial({ ...trial, vars: asRecord(value) })}
          keptAs={trialFieldName(textName, 'vars')}
        />
      </div>
      <div class="field">
        <label for="try-profile">userProfile</label>
        <ValueInput
          id="try-profile"
          label="userProfile"
          type="object"
          value={trial.profile}
          onChange={(value) => setTrial({ ...trial, profile: asRecord(value) })}
          keptAs={trialFieldName(textName, 'userProfile')}
        />
      </div>
    </div>
  );
}

function withMember(values: Values, name: string, value: Value | undefined): Values {
  const { [name]: _, ...others } = values;
  return value === undefined ? others : { ...others, [name]: value };
}

function kept(text: string | null): Trial | null {
  if (text === null) return null;
  const read: Value = JSON.parse(text); // written by setTrial alone
  return isRecord(read) ? { ...emptyTrial, ...(read as Partial<Trial>) } : null; // as setTrial wrote it
}
