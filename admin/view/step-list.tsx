import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { type Finding, pathText } from '../../shared/finding.ts';
import type { Value } from '../../shared/value.ts';
import { inserted } from '../document/edit.ts';
import type { Path } from '../document/path.ts';
import { innerLists, newSteps, type StepListPlace, type StepType, stepKeyword, stepKeywords } from '../document/playbook-steps.ts';
import { asList, asRecord } from '../document/read.ts';
import { conditionSummary, stepSummary } from '../document/step-summary.ts';
import { menuOptions, PickMenu } from './add-menu.tsx';
import { MoveHandle } from './move-handle.tsx';
import { findingsAt, useDraft, usePage, useValue } from './page-context.ts';
import { RemoveButton } from './row-buttons.tsx';

/** What a list needs to open a step of its playbook, and to say which of them hand over by themselves. */
export type Opener = { playbook: Path; handoffs: ReadonlyMap<string, boolean>; open: (step: Path) => void };

/** Steps in their order, those of branches inside of their IF/ELSE; each keyword opens its step. */
export function StepList({ list, label, opener }: { list: Path; label: string; opener: Opener }): JSX.Element {
  const [value] = useValue(list);
  const steps = asList(value);
  return (
    <div class="steps" data-drop-list={pathText(list)}>
      {steps.length === 0 ? <p class="empty">No steps yet.</p> : null}
      <ol aria-label={label}>
        {steps.map((step, index) => (
          <StepRow key={index} list={list} index={index} count={steps.length} step={step} opener={opener} />
        ))}
      </ol>
      <AddStep list={list} count={steps.length} label={label} opener={opener} />
    </div>
  );
}

/** Whether a failure of a RUN action fetches a human, in words; nothing for other steps. */
export function handoffText({ playbook, handoffs }: Pick<Opener, 'playbook' | 'handoffs'>, step: Path): string {
  const isOn = handoffs.get(pathText(step.slice(playbook.length)));
  return isOn === undefined ? '' : `auto-handoff ${isOn ? 'on' : 'off'}`;
}

type StepRowProps = { list: Path; index: number; count: number; step: Value; opener: Opener };

function StepRow({ list, index, count, step, opener }: StepRowProps): JSX.Element {
  const id = useId();
  const path = [...list, index];
  const keyword = stepKeyword(step);
  const handoff = handoffText(opener, path);
  const findings = useDraft((state) => state.findings);
  const problems = findingsAt(findings, path).length;
  const [first] = ownFindings(findings, path, step);
  return (
    <li data-row class="step">
      <div class="step-line">
        <MoveHandle list={list} index={index} count={count} label={keyword} />
        <button
          type="button"
          class="step-keyword"
          data-path={pathText(path)}
          data-opens
          aria-haspopup="dialog"
          aria-describedby={id}
          onClick={() => opener.open(path)}
        >
          {keyword}
        </button>
        <span class="step-summary" id={id}>
          {stepSummary(step)}
        </span>
        {handoff === '' ? null : <span class="tag">{handoff}</span>}
        {problems === 0 ? null : <span class="tag error">{problems === 1 ? '1 problem' : `${problems} problems`}</span>}
        <RemoveButton path={path} label={`${keyword}, step ${index + 1} of ${count}`} />
      </div>
      {first ? <p class={`step-problem ${first.level}`}>{first.message}</p> : null}
      {innerLists(step, path).map((inner) => (
        <div key={pathText(inner.path)} class="branch">
          <p class="hint">{branchText(step, inner)}</p>
          <StepList
            list={inner.path}
            label={`${inner.kind === 'else' ? 'Else' : `Branch ${inner.index + 1}`} of step ${index + 1}`}
            opener={opener}
          />
        </div>
      ))}
    </li>
  );
}

/** What the checks say about a step itself, errors first; what its inner steps have stands with them. */
function ownFindings(findings: readonly Finding[], path: Path, step: Value): Finding[] {
  const inner = innerLists(step, path).map((list) => `${pathText(list.path)}[`);
  return findingsAt(findings, path)
    .filter((finding) => !inner.some((start) => finding.path.startsWith(start)))
    .toSorted((left, right) => Number(right.level === 'error') - Number(left.level === 'error'));
}

function branchText(step: Value, { kind, index }: StepListPlace): string {
  if (kind === 'else') return 'Else';
  return `${index === 0 ? 'If' : 'Else if'} ${conditionSummary(asList(asRecord(step).branches)[index])}`;
}

type AddStepProps = { list: Path; count: number; label: string; opener: Opener };

function AddStep({ list, count, label, opener }: AddStepProps): JSX.Element {
  const page = usePage();
  const add = (type: StepType): void => {
    page.draft.edit(pathText(list), (draft) => inserted(draft, list, { index: count, values: [newSteps[type]] }));
    opener.open([...list, count]);
  };
  return (
    // The lines of the menu are the keys of stepKeywords.
    <PickMenu class="add-step" aria-label={`Add a step: ${label}`} first="Add a step…" pick={(type) => add(type as StepType)}>
      {menuOptions(stepKeywords)}
    </PickMenu>
  );
}
