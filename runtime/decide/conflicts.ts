import type { Checkpoint, CheckpointItem, Conflict } from '../../shared/checkpoint.ts';
import type { Conversation } from '../../shared/conversation.ts';
import type { Parameter } from '../../shared/project/action.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Descriptor } from '../../shared/project/stage.ts';
import type { Verdict } from '../../shared/run.ts';
import { same, type Value } from '../../shared/value.ts';
import { sequenceParameters } from './callables.ts';
import { checkParameters } from './check-parameters.ts';
import { chosenItems, valueAt } from './checkpoint.ts';
import { fits, isRecord } from './fits.ts';

export type Now = { project: Project; conversation: Conversation };

/** What no rebase helps against: a stage or a tool that is gone, a value that does not fit its type. */
const lasting = (items: readonly CheckpointItem[], { project }: Now): Conflict[] =>
  items.flatMap((item) => [...stageGone(item, project), ...wrongType(item, project), ...wrongArguments(item, project)]);

/** What is in the way of a verdict. Nobody can rebase a stage that is gone; nobody's yes stands in for a person's. */
export function inTheWay(checkpoint: Checkpoint, verdict: Verdict, now: Now): Conflict[] {
  const items = chosenItems(checkpoint, verdict);
  if (verdict.how === 'rebase') return lasting(items, now);
  // Who edits a checkpoint that shows its conflicts has seen them, but none that came later.
  const seen = new Set(Object.keys(verdict.edits ?? {}).length > 0 ? checkpoint.conflicts.map(keyOf) : []);
  const fresh = [...aroundIt(checkpoint, now.conversation), ...items.flatMap((item) => overtaken(item, now.conversation))];
  const isByNobody = verdict.by === itself || verdict.by === theTimeout;
  return [...fresh.filter((it) => !seen.has(keyOf(it))), ...lasting(items, now), ...(isByNobody ? unattended(now.conversation) : [])];
}

const keyOf = ({ text, message = '' }: Conflict): string => `${message} ${text}`;

/** Who applies a checkpoint that nobody has to look at, and who decides where nobody has in time. */
export const itself = 'the sequence';
export const theTimeout = 'the timeout';

const unattended = ({ staged }: Conversation): Conflict[] =>
  (staged?.consent ?? []).map((tool) => ({ kind: 'consent', text: `${tool} wants the yes of a person.` }));

function aroundIt({ base }: Checkpoint, { messages, version, stage }: Conversation): Conflict[] {
  const last = messages.findLast(({ role }) => role === 'user')?.id ?? '';
  return [
    ...(last === base.message ? [] : [{ kind: 'message' as const, message: last, text: 'The user has written since the step began.' }]),
    ...(version === base.version
      ? []
      : [
          { kind: 'version' as const, text: `The conversation runs on version ${version} of the project now; the step saw version ${base.version}.` },
        ]),
    ...(stage === base.stage ? [] : [{ kind: 'stage' as const, text: `The conversation has moved from "${base.stage}" to "${stage}".` }]),
  ];
}

/** A value that somebody else has changed since the step saw it. */
function overtaken(item: CheckpointItem, conversation: Conversation): Conflict[] {
  if (item.kind !== 'variable' && item.kind !== 'profile') return [];
  const now = valueAt(item, conversation);
  if (same(now, item.before)) return [];
  return [{ kind: 'value', item: item.id, text: `${nameOf(item)} was ${shown(item.before)} when the step began and is ${shown(now)} now.` }];
}

function stageGone(item: CheckpointItem, { stages }: Project): Conflict[] {
  const named = item.kind === 'stage' ? item.to : item.kind === 'variable' ? item.stage : null;
  if (named === null || stages.some(({ name }) => name === named)) return [];
  return [{ kind: 'stage', item: item.id, text: `The stage "${named}" is not there any more.` }];
}

function wrongType(item: CheckpointItem, project: Project): Conflict[] {
  if (item.kind !== 'variable' && item.kind !== 'profile') return [];
  const type = descriptorsFor(item, project).find(({ name }) => name === (item.kind === 'variable' ? item.name : item.field))?.type ?? 'any';
  if (item.after === undefined || fits(item.after, type)) return [];
  return [{ kind: 'type', item: item.id, text: `${nameOf(item)} would become ${shown(item.after)}, which is not a ${type}.` }];
}

/** A person may have given a call what its tool does not take; an author may have taken the tool away. */
function wrongArguments(item: CheckpointItem, project: Project): Conflict[] {
  if (item.kind !== 'call') return [];
  const parameters = parametersFor(item.tool, project);
  if (!parameters) return [{ kind: 'type', item: item.id, text: `The tool ${item.tool} is not there any more.` }];
  const given = isRecord(item.arguments) ? item.arguments : {};
  const unknown = Object.keys(given).find((key) => !parameters.some(({ name }) => name === key));
  const checked = checkParameters(parameters, given);
  const reason = unknown === undefined ? (checked.ok ? '' : checked.reason) : `${unknown} is not known`;
  return reason === '' ? [] : [{ kind: 'type', item: item.id, text: `The call of ${item.tool} does not fit: ${reason}.` }];
}

function parametersFor(called: string, project: Project): readonly Parameter[] | undefined {
  const sequence = project.actionSequences.find(({ name }) => name === called);
  return project.tools.find(({ name }) => name === called)?.parameters ?? (sequence && sequenceParameters(project, sequence));
}

const descriptorsFor = (item: CheckpointItem, { stages, profile }: Project): readonly Descriptor[] =>
  item.kind === 'variable' ? (stages.find(({ name }) => name === item.stage)?.variables ?? []) : profile;

/** What an item is called in a sentence. */
export const nameOf = (item: Extract<CheckpointItem, { kind: 'variable' | 'profile' }>): string =>
  item.kind === 'variable' ? `The variable ${item.name}` : `The profile's ${item.field}`;

const shown = (value: Value | undefined): string => (value === undefined ? 'not set' : (JSON.stringify(value) ?? '').slice(0, 80));
