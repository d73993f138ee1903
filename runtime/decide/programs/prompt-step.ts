import { type Checkpoint, itemValue } from '../../../shared/checkpoint.ts';
import type { Project } from '../../../shared/project/project.ts';
import type { LoopCall, PromptSequenceRun, ReplyRun, Round } from '../../../shared/run.ts';
import { same, type Value, type Values } from '../../../shared/value.ts';
import { type Callable, effectsIn, toolsIn } from '../callables.ts';
import { isRecord } from '../fits.ts';
import type { View } from '../program.ts';

/** The reply that a step is: its prompt is the instruction, given as data so that nothing in it is a template (P-17). */
export function stepRun(run: PromptSequenceRun, view: View): ReplyRun {
  const { step } = run.at[1];
  const rounds = resumedRounds(run, view);
  const notes = notesOf(run, view);
  return {
    program: 'reply',
    id: `${run.id}.${run.at[0]}`,
    effect: { type: 'generate_response', mode: 'generated', selection: 'random', instruction },
    // A step that stood still goes on with the tools that it had.
    stage: (rounds.length > 0 && view.conversation.staged?.base.stage) || view.conversation.stage,
    origin: { kind: 'sequence', name: run.sequence, path: `promptSequences.steps[${step}]`, index: 0 },
    parameters: { prompt: run.steps[step]?.prompt ?? '', notes: notes.map((note) => JSON.stringify(note)).join('\n') },
    step: run.id,
    rounds,
    at: [0, { phase: rounds.length > 0 ? 'calls' : 'ask', call: 0, agreed: [] }],
  };
}

const instruction = '{{params.prompt}}{{#if params.notes}}\n\nNotes of earlier steps, one JSON text each:\n{{params.notes}}{{/if}}';

/** What earlier steps of this run have written down for it. */
const notesOf = ({ id }: PromptSequenceRun, { conversation }: View): string[] =>
  (conversation.checkpoints ?? [])
    .filter((it) => it.run === id && it.applied)
    .flatMap(({ items, applied = {} }) => items.flatMap((item) => (item.kind === 'note' && item.id in applied ? [String(applied[item.id])] : [])));

/** The rounds of a step that stood still, with how its calls turned out in the place of what was promised. */
function resumedRounds(run: PromptSequenceRun, { conversation }: View): Round[] {
  const checkpoint = conversation.checkpoints?.find(({ id }) => id === run.at[1].checkpoint);
  const { staged } = conversation;
  const rounds = staged?.run === run.id ? (staged.rounds ?? staged.from) : undefined;
  if (!checkpoint || !rounds) return [];
  return rounds.map((round) => ({ ...round, calls: round.calls.map((call) => answered(call, checkpoint)) }));
}

function answered(call: LoopCall, checkpoint: Checkpoint): LoopCall {
  const { staged, ...rest } = call;
  const item = checkpoint.items.find(({ id }) => id === staged);
  if (staged === undefined || !item) return call;
  const made = checkpoint.calls?.[staged];
  if (!made) return { ...rest, isError: true, result: { error: 'it was not approved, so it was not made' } };
  const applied = checkpoint.applied?.[staged] ?? null;
  // A person may have changed what it was called with.
  const changed: Values = same(applied, itemValue(item)) ? {} : { calledWith: applied };
  return { ...rest, isError: !made.ok, result: { ...asRecord(made.value), ...changed } };
}

const asRecord = (value: Value): Values => (isRecord(value) ? value : { result: value });

/** Whether a call waits for its checkpoint: it writes outside, or it goes outside and wants a yes. */
export function isStaged(callable: Callable, project: Project): boolean {
  if (callable.kind === 'built_in') return false;
  if (callable.kind === 'sequence' && (callable.confirm || callable.approve)) return true;
  const tools = callable.kind === 'tool' ? [callable.tool] : toolsIn(project, callable.sequence);
  return tools.some((tool) => tool.type !== 'script' && (tool.confirm || tool.approve || (tool.type === 'webhook' && !tool.readOnly)));
}

/** The tool with which a step asks for the answers of its staged calls. */
export const awaitResults = {
  name: 'await_results',
  description: 'Waits until the calls that you have made so far were approved and carried out, and gives you their results.',
};

/** Why a sequence cannot be part of a step: it would start something that waits for the visitor. */
export function cannotBePart(callable: Callable, project: Project): string {
  if (callable.kind !== 'sequence') return '';
  const starts = effectsIn(project, callable.sequence).some(({ type }) => startsMore.has(type));
  return starts ? 'it starts a program of its own, which a step of a prompt sequence cannot do' : '';
}

const startsMore: ReadonlySet<string> = new Set(['start_playbook', 'run_prompt_sequence']);

/** Whether a step has calls that are still to be made. */
export const hasStaged = ({ rounds }: Pick<ReplyRun, 'rounds'>): boolean =>
  rounds.some(({ calls }) => calls.some(({ staged }) => staged !== undefined));
