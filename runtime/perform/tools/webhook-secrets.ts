import { Problem } from '../../../shared/problem.ts';
import type { ToolOf } from '../../../shared/project/tool.ts';
import { textsIn } from '../../../shared/template/authored.ts';
import type { Value } from '../../../shared/value.ts';
import { parseTemplate, readPaths } from '../../decide/template/template.ts';
import type { Ports } from '../../ports.ts';
import { maskFor } from './webhook-mask.ts';

/** The secrets that one webhook uses, for its templates alone, and what takes them out of all that may be kept. */
export type Secrets = {
  values: Record<string, string>;
  /** Stands in for the values where a template is shown. */
  shown: Record<string, string>;
  mask<T extends Value>(value: T): T;
};

/** Reads the secrets that a webhook names; throws `secret.missing` where one is not set (P-37). */
export function secretsOf(tool: ToolOf<'webhook'>, environment: Ports['secrets']): Secrets {
  const names = [...new Set(templatesOf(tool).flatMap(namesIn))];
  const values = Object.fromEntries(names.map((name) => [name, secretFrom(name, environment)]));
  const shown = Object.fromEntries(names.map((name) => [name, `secrets.${name}`]));
  return { values, shown, mask: maskFor(Object.values(values)) };
}

const templatesOf = ({ url, headers, query, body }: ToolOf<'webhook'>): string[] =>
  [url, ...Object.values(headers), ...textsIn(query).map(({ text }) => text), ...textsIn(body ?? null).map(({ text }) => text)].filter((text) =>
    text.includes('{{'),
  );

function namesIn(text: string): string[] {
  const template = parseTemplate(text);
  if (template.kind === 'fault') return []; // rendering says what is wrong with it
  return readPaths(template)
    .filter((path) => path === 'secrets' || path.startsWith('secrets.'))
    .map((path) => path.slice('secrets.'.length));
}

function secretFrom(name: string, environment: Ports['secrets']): string {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw refused('secrets are read one by one, as {{secrets.NAME}}');
  // An author may use what operators set for authors, not what the server itself lives by.
  if (name.startsWith('PROMPTSIDE_')) throw refused(`${name} is the server's own`);
  const value = environment.get(name)?.trim();
  if (!value) throw new Problem('secret.missing', { name });
  return value;
}

const refused = (reason: string): Problem => new Problem('effect.failed', { effect: 'webhook', reason });
