import type { Value } from '../../shared/value.ts';
import { asList, asRecord, asText, nameOf } from '../document/read.ts';

/** A command that can be fired, with what it wants to know. */
export type Command = { name: string; parameters: { name: string; type: string }[] };

/** The commands that a stage of the draft offers to clients: its own, the global ones, playbooks and sequences. */
export function commandsOf(document: Value, stage: string): Command[] {
  const project = asRecord(document);
  const own = asList(project.stages).find((it) => nameOf(it) === stage);
  const offered = [asRecord(own ?? null).actions, project.globalActions, project.playbooks, project.actionSequences]
    .flatMap(asList)
    .filter((it) => asRecord(it).triggerOnClientCommand === true && nameOf(it) !== '');
  const names = [...new Set(offered.map(nameOf))];
  return names.map((name) => ({ name, parameters: parametersOf(offered.find((it) => nameOf(it) === name) ?? null) }));
}

/** The variables that a stage declares, with their types. */
export function variablesOf(document: Value, stage: string): { name: string; type: string }[] {
  const found = asList(asRecord(document).stages).find((it) => nameOf(it) === stage);
  return asList(asRecord(found ?? null).variables).map((it) => ({ name: nameOf(it), type: asText(asRecord(it).type) || 'any' }));
}

const parametersOf = (action: Value): Command['parameters'] =>
  asList(asRecord(action).parameters).map((it) => ({
    name: nameOf(it),
    type: asRecord(it).list === true ? 'list' : asText(asRecord(it).type) || 'string',
  }));
