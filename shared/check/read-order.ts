import { type Finding, pathText } from '../finding.ts';
import type { Project } from '../project/project.ts';
import { parseTemplate } from '../template/parse-template.ts';
import { readParts } from '../template/read-paths.ts';
import { finding } from './catalogue.ts';
import { type Field, fieldsOfEffect } from './fields.ts';
import { type Holder, holdersOf, type LooseEffect } from './holders.ts';
import type { Placed } from './partly.ts';
import { tierOf } from './tiers.ts';

/** Effects that read what a tool of the same action gives only later (C-02). */
export function readOrderFindings(project: Project): Finding[] {
  // In an action sequence the authored order counts, not the tiers (C-21).
  return holdersOf(project)
    .filter(({ kind }) => kind !== 'sequence')
    .flatMap((holder) => ofHolder(holder, project));
}

/** A call whose result others of the same action may read, and when it runs. */
type Source = { effect: Placed<LooseEffect>; tool: string; saveAs?: string; tier: number };

function ofHolder({ effects }: Holder, project: Project): Finding[] {
  const sources = effects.flatMap((effect): Source[] => {
    const tier = tierOf(effect.it, project);
    return effect.it.type === 'call_tool' && effect.it.tool !== undefined && tier !== undefined
      ? [{ effect, tool: effect.it.tool, saveAs: effect.it.saveAs, tier }]
      : [];
  });
  if (sources.length === 0) return [];
  return effects.flatMap((effect) => {
    const reader = tierOf(effect.it, project);
    return fieldsOfEffect(effect).flatMap((field) =>
      sources
        .filter(
          (source) =>
            source.effect !== effect && reader !== undefined && reader <= source.tier && reads(field, source) && isAfter(source, effect, reader),
        )
        .map((source) => tooEarly(field, source, reader ?? 0)),
    );
  });
}

// Calls of one tier run side by side, so in the same tier nobody sees what another gives.
const isAfter = ({ tier, effect }: Source, reader: Placed<LooseEffect>, at: number): boolean =>
  at < tier || reader.it.type === 'call_tool' || Number(effect.path.at(-1)) > Number(reader.path.at(-1));

function reads({ kind, text }: Field, { tool, saveAs }: Source): boolean {
  const paths = kind === 'template' ? inTemplate(text) : inCode(text);
  return paths.some(
    ([first, second, third]) => (first === 'results' && third === tool) || (first === 'vars' && saveAs !== undefined && second === saveAs),
  );
}

function inTemplate(text: string): string[][] {
  const template = parseTemplate(text);
  return template.kind === 'fault' ? [] : readParts(template);
}

/** The paths that an expression names outright, such as `results.tools.find_order` or `vars["order"]`. */
const inCode = (code: string): string[][] =>
  [...code.matchAll(/\b(?:results|vars)(?:\s*\??\.\s*\w+|\s*(?:\?\.)?\[\s*(?:"[^"]*"|'[^']*')\s*\])+/g)].map(([path]) =>
    [...path.matchAll(/\w+(?=\s*(?:\??\.|\[|$))|"([^"]*)"|'([^']*)'/g)].map(([word, double, single]) => double ?? single ?? word),
  );

function tooEarly(field: Field, { tool, tier }: Source, reader: number): Finding {
  const instead =
    tier === 6
      ? 'Let the script write vars itself, or give the reading effect a priority above the tool’s.'
      : 'Give the reading effect a priority above the tool’s.';
  return finding({ code: 'order.read_too_early', path: pathText(field.path), details: { tool, reader, tier, instead } });
}
