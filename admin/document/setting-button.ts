import type { Value } from '../../shared/value.ts';
import { freeName, inserted } from './edit.ts';
import { type Path, valueAt } from './path.ts';
import { asList, asRecord, asText, nameOf } from './read.ts';

/** The document with one more button under a response; where it sets a variable, with the action that does so. */
export function withButton(document: Value, response: Path, kind: 'plain' | 'setting'): Value {
  const buttons: Path = [...response, 'buttons'];
  const index = asList(valueAt(document, buttons)).length;
  if (kind === 'plain') return inserted(document, buttons, { index, values: [{ label: 'New button' }] });
  const list = actionsBeside(response);
  const actions = valueAt(document, list);
  const name = freeName(actions, 'SetByButton');
  const effects = [{ type: 'modify_variables', modifications: [{ variable: 'choice', operation: 'set', value: '' }] }];
  const action = { name, triggerOnUserInput: false, triggerOnClientCommand: true, effects };
  const withAction = inserted(document, list, { index: asList(actions).length, values: [action] });
  return inserted(withAction, buttons, { index, values: [{ label: 'New button', command: name }] });
}

/** Where the variable is set that a button sets; nothing where its command does something else. */
export function settingOf(document: Value, response: Path, command: string): Path | null {
  if (command === '') return null;
  const list = actionsBeside(response);
  const index = asList(valueAt(document, list)).findIndex((it) => nameOf(it) === command);
  const effects: Path = [...list, index, 'effects'];
  const at = index < 0 ? -1 : asList(valueAt(document, effects)).findIndex((it) => asText(asRecord(it).type) === 'modify_variables');
  return at < 0 ? null : [...effects, at, 'modifications', 0];
}

/** The actions of the stage in which a response stands, or the global ones. */
const actionsBeside = ([first, second]: Path): Path =>
  first === 'stages' && typeof second === 'number' ? ['stages', second, 'actions'] : ['globalActions'];
