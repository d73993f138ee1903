import type { Action } from '../project/action.ts';
import type { Effect } from '../project/effect.ts';
import type { Project } from '../project/project.ts';
import type { HookName } from '../run.ts';
import { each, type Partly, type Path, type Placed } from './partly.ts';

export type Doc = Partly<Project>;
export type LooseEffect = Partly<Effect>;
export type LooseAction = Partly<Action>;

/** Whatever holds effects: an action of a stage or of the project, a hook, or an action sequence. */
export type Holder = {
  kind: 'action' | 'hook' | 'sequence';
  name: string;
  hook?: HookName;
  action?: LooseAction;
  /** The place of the stage that it belongs to; -1 for what belongs to the project. */
  stage: number;
  path: Path;
  effects: Placed<LooseEffect>[];
};

const stageHooks = ['onEnter', 'onLeave', 'onFallback'] as const;
const projectHooks = ['onConversationStart', 'onConversationResume', 'onConversationEnd', 'onConversationAbort', 'onConversationFailed'] as const;

/** Everything in a document that holds effects. */
export function holdersOf(document: Doc): Holder[] {
  return [...actionsOf(document).map(actionHolder), ...hooksOf(document), ...each(document.actionSequences, ['actionSequences']).map(sequenceHolder)];
}

/** The actions of all stages, then those of the project; `stage` is -1 for the latter. */
export function actionsOf(document: Doc): (Placed<LooseAction> & { stage: number })[] {
  const own = each(document.stages, ['stages']).flatMap(({ it, path }) =>
    each(it.actions, [...path, 'actions']).map((action) => ({ ...action, stage: Number(path[1]) })),
  );
  return [...own, ...each(document.globalActions, ['globalActions']).map((action) => ({ ...action, stage: -1 }))];
}

/** Every effect of a document with its place. */
export const effectsOf = (document: Doc): Placed<LooseEffect>[] => holdersOf(document).flatMap(({ effects }) => effects);

function actionHolder({ it, path, stage }: Placed<LooseAction> & { stage: number }): Holder {
  return { kind: 'action', name: it.name ?? '', action: it, stage, path, effects: each(it.effects, [...path, 'effects']) };
}

function hooksOf(document: Doc): Holder[] {
  const ofProject = projectHooks.map((hook) => hookHolder({ hook, stage: -1, path: [hook] }, document[hook]));
  const ofStages = each(document.stages, ['stages']).flatMap(({ it, path }) =>
    stageHooks.map((hook) => hookHolder({ hook, stage: Number(path[1]), path: [...path, hook] }, it[hook])),
  );
  return [...ofProject, ...ofStages].filter(({ effects }) => effects.length > 0);
}

type HookPlace = { hook: HookName; stage: number; path: Path };

function hookHolder({ hook, stage, path }: HookPlace, held: Partly<{ effects: Effect[] }> | undefined): Holder {
  return { kind: 'hook', name: hook, hook, stage, path, effects: each(held?.effects, [...path, 'effects']) };
}

function sequenceHolder({ it, path }: Placed<NonNullable<NonNullable<Doc['actionSequences']>[number]>>): Holder {
  const effects = each(it.actions, [...path, 'actions']).flatMap((item) =>
    'effect' in item.it && item.it.effect ? [{ it: item.it.effect, path: [...item.path, 'effect'] }] : [],
  );
  return { kind: 'sequence', name: it.name ?? '', stage: -1, path, effects };
}
