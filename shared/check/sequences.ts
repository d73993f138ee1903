import { type Finding, pathText } from '../finding.ts';
import { finding } from './catalogue.ts';
import { actionsOf, type Doc, holdersOf, type LooseEffect } from './holders.ts';
import { each, type Placed } from './partly.ts';

/** Action sequences that would call an action sequence, by name, by an effect or through an action (R000-12). */
export function nestedSequences(document: Doc): Finding[] {
  const sequences = new Set(each(document.actionSequences, []).flatMap(({ it }) => it.name ?? []));
  const calls = ({ it }: Placed<LooseEffect>): string[] =>
    it.type === 'call_tool' && it.tool !== undefined && sequences.has(it.tool) ? [it.tool] : [];
  const items = each(document.actionSequences, ['actionSequences']).flatMap(({ it, path }) => each(it.actions, [...path, 'actions']));
  const direct = items.flatMap(({ it, path }) => {
    if ('tool' in it && it.tool !== undefined && sequences.has(it.tool)) return [{ name: it.tool, path: [...path, 'tool'] }];
    if (!('action' in it) || it.action === undefined) return [];
    const called = calledBy(it.action, document).flatMap(calls);
    return called.slice(0, 1).map((name) => ({ name, path: [...path, 'action'] }));
  });
  const byEffect = holdersOf(document)
    .filter(({ kind }) => kind === 'sequence')
    .flatMap(({ effects }) => effects.flatMap((effect) => calls(effect).map((name) => ({ name, path: [...effect.path, 'tool'] }))));
  return [...direct, ...byEffect].map(({ name, path }) => finding({ code: 'sequence.nested', path: pathText(path), details: { name } }));
}

const calledBy = (action: string, document: Doc): Placed<LooseEffect>[] =>
  actionsOf(document).flatMap(({ it, path }) => (it.name === action ? each(it.effects, [...path, 'effects']) : []));
