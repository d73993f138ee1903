import { type Finding, pathText } from '../finding.ts';
import type { Parameter } from '../project/action.ts';
import type { ReplyButton, ReplyCard } from '../project/effect.ts';
import type { Project } from '../project/project.ts';
import { parametersOf } from '../prompt-text.ts';
import { finding } from './catalogue.ts';
import { actionsOf, type Doc, effectsOf } from './holders.ts';
import { meantName } from './nearest.ts';
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
    ...project.promptSequences.flatMap(({ name, triggerOnClientCommand, variables }, index): Command[] =>
      triggerOnClientCommand ? [{ name, kind: 'sequence', stage: null, parameters: parametersOf(variables), path: `promptSequences[${index}]` }] : [],
    ),
  ];
}

/** Buttons that fire what nobody offers: a visitor who presses one would be refused. */
export function buttonFindings(document: Doc): Finding[] {
  const known = offersOf(document);
  return [...buttonsOf(document), ...formsOf(document)].flatMap(({ it, path }) => {
    const name = it.command;
    const places = name === undefined ? [] : (known.get(name) ?? null);
    if (name === undefined || places?.some(({ isOffered }) => isOffered)) return [];
    const place = pathText([...path, 'command']);
    if (places?.[0]) return [finding({ code: 'command.not_offered', path: place, details: { name, where: pathText(places[0].path) } })];
    const offered = [...known].flatMap(([other, at]) => (at.some(({ isOffered }) => isOffered) ? [other] : []));
    const details = { kind: 'command', name, known: offered.join(', ') || 'there is none yet' };
    return [finding({ code: 'name.unknown', path: place, details, ...meantName(name, known.keys()) })];
  });
}

type Offer = { path: Path; isOffered: boolean };

function offersOf(document: Doc): Map<string, Offer[]> {
  const found = [
    ...actionsOf(document),
    ...each(document.playbooks, ['playbooks']),
    ...each(document.actionSequences, ['actionSequences']),
    ...each(document.promptSequences, ['promptSequences']),
  ];
  return Map.groupBy(
    found.map(({ it, path }) => ({ name: it.name ?? '', path, isOffered: it.triggerOnClientCommand ?? false })),
    ({ name }) => name,
  );
}

function buttonsOf(document: Doc): Placed<Partly<ReplyButton>>[] {
  return [
    ...each(document.widget?.buttons, ['widget', 'buttons']),
    ...each(document.widget?.proactive, ['widget', 'proactive']).flatMap(({ it, path }) => each(it.buttons, [...path, 'buttons'])),
    ...effectsOf(document).flatMap(({ it, path }) => (it.type === 'generate_response' ? ofMessage(it, path) : [])),
    ...each(document.playbooks, ['playbooks'])
      .flatMap(stepsOf)
      .flatMap(({ it, path }) => (it.type === 'SEND' ? ofMessage(it, path) : [])),
  ];
}

type Shown = { buttons?: (Partly<ReplyButton> | undefined)[]; cards?: (Partly<ReplyCard> | undefined)[] };

/** The buttons under a message, and those on its cards. */
const ofMessage = ({ buttons, cards }: Shown, path: Path): Placed<Partly<ReplyButton>>[] => [
  ...each(buttons, [...path, 'buttons']),
  ...each(cards, [...path, 'cards']).flatMap((card) => each(card.it.buttons, [...card.path, 'buttons'])),
];

const formsOf = (document: Doc): Placed<{ command?: string }>[] =>
  effectsOf(document).flatMap(({ it, path }) => (it.type === 'generate_response' && it.form ? [{ it: it.form, path: [...path, 'form'] }] : []));

/** Fields of a form that the action it is for does not know. */
export const formFindings = (document: Doc): Finding[] =>
  effectsOf(document).flatMap(({ it, path }) => {
    if (it.type !== 'generate_response' || !it.form?.fields) return [];
    const { command, fields } = it.form;
    const named = actionsOf(document).filter((action) => action.it.name === command);
    const known = named.flatMap((action) => each(action.it.parameters, []).flatMap((parameter) => parameter.it.name ?? []));
    if (named.length === 0) return [];
    return each(fields, [...path, 'form', 'fields']).flatMap((field) => {
      if (known.includes(field.it)) return [];
      const details = { kind: 'parameter', name: field.it, known: known.join(', ') || 'there is none yet' };
      return [finding({ code: 'name.unknown', path: pathText(field.path), details, ...meantName(field.it, known) })];
    });
  });
