import { type Finding, pathText } from '../finding.ts';
import type { Parameter } from '../project/action.ts';
import type { ReplyButton } from '../project/effect.ts';
import type { Project } from '../project/project.ts';
import { finding } from './catalogue.ts';
import { actionsOf, type Doc, effectsOf } from './holders.ts';
import { didYouMean } from './nearest.ts';
import { each, type Partly, type Path, type Placed } from './partly.ts';
import { stepsOf } from './steps.ts';

/** Something that a client may call by name: where it is offered (no stage: everywhere), and what it wants to know. */
export type Command = { name: string; kind: 'action' | 'playbook' | 'sequence'; stage: string | null; parameters: Parameter[]; path: string };

/** Every client command of a project; a stage's own action comes before a global one of the same name (C-11). */
export function commandsOf(project: Project): Command[] {
  const ofStages = project.stages.flatMap((stage, at) =>
    stage.actions.map((action, index) => ({ action, stage: stage.name, path: `stages[${at}].actions[${index}]` })),
  );
  const global = project.globalActions.map((action, index) => ({ action, stage: null, path: `globalActions[${index}]` }));
  const actions = [...ofStages, ...global].filter(({ action }) => action.triggerOnClientCommand);
  return [
    ...actions.map(({ action, stage, path }): Command => ({ name: action.name, kind: 'action', stage, parameters: action.parameters, path })),
    ...project.playbooks.flatMap(({ name, triggerOnClientCommand }, index): Command[] =>
      triggerOnClientCommand ? [{ name, kind: 'playbook', stage: null, parameters: [], path: `playbooks[${index}]` }] : [],
    ),
    ...project.actionSequences.flatMap(({ name, triggerOnClientCommand }, index): Command[] =>
      triggerOnClientCommand ? [{ name, kind: 'sequence', stage: null, parameters: [], path: `actionSequences[${index}]` }] : [],
    ),
  ];
}

/** Buttons that fire what nobody offers: a visitor who presses one would be refused. */
export function buttonFindings(document: Doc): Finding[] {
  const known = offersOf(document);
  return buttonsOf(document).flatMap(({ it, path }) => {
    const name = it.command;
    const places = name === undefined ? [] : (known.get(name) ?? null);
    if (name === undefined || places?.some(({ isOffered }) => isOffered)) return [];
    const place = pathText([...path, 'command']);
    if (places?.[0]) return [finding({ code: 'command.not_offered', path: place, details: { name, where: pathText(places[0].path) } })];
    const offered = [...known].flatMap(([other, at]) => (at.some(({ isOffered }) => isOffered) ? [other] : []));
    const details = { kind: 'command', name, known: offered.join(', ') || 'there is none yet' };
    return [finding({ code: 'name.unknown', path: place, details, suggestion: didYouMean(name, known.keys()) })];
  });
}

type Offer = { path: Path; isOffered: boolean };

function offersOf(document: Doc): Map<string, Offer[]> {
  const found = [...actionsOf(document), ...each(document.playbooks, ['playbooks']), ...each(document.actionSequences, ['actionSequences'])];
  return Map.groupBy(
    found.map(({ it, path }) => ({ name: it.name ?? '', path, isOffered: it.triggerOnClientCommand ?? false })),
    ({ name }) => name,
  );
}

function buttonsOf(document: Doc): Placed<Partly<ReplyButton>>[] {
  return [
    ...each(document.widget?.buttons, ['widget', 'buttons']),
    ...effectsOf(document).flatMap(({ it, path }) => (it.type === 'generate_response' ? each(it.buttons, [...path, 'buttons']) : [])),
    ...each(document.playbooks, ['playbooks'])
      .flatMap(stepsOf)
      .flatMap(({ it, path }) => (it.type === 'SEND' ? each(it.buttons, [...path, 'buttons']) : [])),
  ];
}
