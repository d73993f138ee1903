import { type Finding, pathText } from '../finding.ts';
import type { Action } from '../project/action.ts';
import type { Effect } from '../project/effect.ts';
import type { Project } from '../project/project.ts';
import { finding } from './catalogue.ts';
import type { Path, Placed } from './partly.ts';
import { stepsOf } from './steps.ts';

/** Advice on actions that work, but hardly as their author wishes (R003-06, R003-51, C-09, C-18). */
export function actionFindings(project: Project): Finding[] {
  const stages = project.stages.flatMap((stage, at) => placed(stage.actions, ['stages', at, 'actions']));
  const used = usedByName(project);
  return [...stages, ...placed(project.globalActions, ['globalActions'])].flatMap((action) => [
    ...nameFindings(action),
    ...understandingFindings(action),
    ...answerFindings(action, project),
    ...(isTriggered(action.it) || used.has(action.it.name) ? [] : [finding({ code: 'action.never_triggered', ...about(action, 'name') })]),
  ]);
}

const placed = (actions: readonly Action[], path: Path): Placed<Action>[] => actions.map((it, at) => ({ it, path: [...path, at] }));

const about = ({ it, path }: Placed<Action>, key?: string): { path: string; details: { name: string } } => ({
  path: pathText(key === undefined ? path : [...path, key]),
  details: { name: it.name },
});

const vague =
  /^(?:new|my|the)?[\s_-]*(?:action|untitled|unnamed|test|temp|todo|foo|bar|thing|default|effect|handler|intent|unknown)[\s_-]*\d*$|^(?:\d+|.)$/i;

function nameFindings(action: Placed<Action>): Finding[] {
  const { name } = action.it;
  const instead = name.replaceAll(/\s+(\S)/g, (_, first: string) => first.toUpperCase());
  const { path } = about(action, 'name');
  return [
    ...(vague.test(name) ? [finding({ code: 'action.vague_name', path, details: { name } })] : []),
    ...(/\s/.test(name) ? [finding({ code: 'action.spaced_name', path, details: { name, instead } })] : []),
  ];
}

function understandingFindings(action: Placed<Action>): Finding[] {
  if (!action.it.triggerOnUserInput) return [];
  return [
    ...(action.it.examples.length === 0 ? [finding({ code: 'action.no_examples', ...about(action) })] : []),
    ...(action.it.classificationTrigger ? [] : [finding({ code: 'action.no_trigger', ...about(action) })]),
  ];
}

const isAddressed = (action: Action): boolean => action.triggerOnUserInput || action.triggerOnClientCommand;
const isTriggered = (action: Action): boolean => isAddressed(action) || Object.keys(action.watchedVariables ?? {}).length > 0;

function answerFindings(action: Placed<Action>, project: Project): Finding[] {
  const { effects } = action.it;
  const prescripted = effects.filter((it) => it.type === 'generate_response' && it.mode === 'prescripted');
  const isSilent = isAddressed(action.it) && !effects.some((it) => answers(it, project));
  return [
    ...(isSilent ? [finding({ code: 'action.silent', ...about(action) })] : []),
    ...(prescripted.length > 1 ? [finding({ code: 'action.two_responses', ...about(action, 'effects') })] : []),
  ];
}

const answering = new Set<Effect['type']>([
  'generate_response',
  'start_playbook',
  'run_prompt_sequence',
  'handoff',
  'end_conversation',
  'abort_conversation',
]);

/** Whether the user hears something after an effect, or is meant to hear nothing more. */
function answers(effect: Effect, project: Project): boolean {
  if (answering.has(effect.type)) return true;
  if (effect.type === 'go_to_stage') {
    const entry = project.stages.find((it) => it.name === effect.stage)?.onEnter;
    return entry?.effects.some((it) => it.type !== 'go_to_stage' && answers(it, project)) ?? false;
  }
  if (effect.type !== 'call_tool') return false;
  const tool = project.tools.find((it) => it.name === effect.tool);
  // A script may answer by itself, and a sequence by one of its items.
  return tool?.type === 'script' ? /\b(?:respond|suppressResponse|goToStage|endConversation|abortConversation)\s*\(/.test(tool.code) : !tool;
}

/** Actions that are run by their name, so that they need no trigger of their own. */
function usedByName(project: Project): Set<string> {
  const items = project.actionSequences.flatMap(({ actions }) => actions.flatMap((it) => ('action' in it ? [it.action] : [])));
  const steps = project.playbooks.flatMap((it, at) => stepsOf({ it, path: ['playbooks', at] }));
  return new Set([...items, ...steps.flatMap(({ it }) => (it.type === 'RUN' && it.target?.kind === 'action' ? (it.target.name ?? []) : []))]);
}
