import { effect as effectSchema } from '../project/effect.ts';
import { project as projectSchema } from '../project/project.ts';
import { isExpression, isTemplate, textsIn } from '../template/authored.ts';
import type { Value } from '../value.ts';
import type { Path, Placed } from './partly.ts';
import { bare, childOf, kindOf, type Schema } from './schema-nodes.ts';

/** A text in the document that is filled in or computed. */
export type Field = { kind: 'template' | 'expression'; text: string; path: Path };

/** Every template and every expression of a document; the schema says where they stand, so none is forgotten. */
export const fieldsOf = (document: unknown): Field[] => walk(projectSchema, document, []);

/** The same for one effect. */
export const fieldsOfEffect = ({ it, path }: Placed<unknown>): Field[] => walk(effectSchema, it, path);

function walk(schema: Schema, value: unknown, path: Path): Field[] {
  if (value === undefined || value === null) return [];
  const core = bare(schema);
  const kind = kindOf(core);
  if (kind === 'authored') return authored(value as Value, path); // the schema took it for JSON
  if (kind) return typeof value === 'string' ? [{ kind, text: value, path }] : [];
  if (typeof value !== 'object') return [];
  return keysIn(value).flatMap((key) => {
    const child = childOf(core, value, key);
    return child ? walk(child, Reflect.get(value, key), [...path, key]) : [];
  });
}

const keysIn = (value: object): (string | number)[] => (Array.isArray(value) ? [...value.keys()] : Object.keys(value));

const authored = (value: Value, path: Path): Field[] =>
  textsIn(value).flatMap(({ path: inner, text }): Field[] => {
    const whole = [...path, ...inner];
    if (isExpression(text)) return [{ kind: 'expression', text: text.slice(1), path: whole }];
    return isTemplate(text) ? [{ kind: 'template', text, path: whole }] : [];
  });
