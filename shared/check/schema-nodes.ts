import { z } from 'zod';
import { authoredValue, expression, template } from '../project/words.ts';

export type Schema = z.core.$ZodType;

/** What we read of a schema's definition; each kind of schema has some of these. */
type Definition = {
  type: string;
  innerType?: Schema;
  getter?: () => Schema;
  shape?: Record<string, Schema>;
  element?: Schema;
  valueType?: Schema;
  options?: Schema[];
  discriminator?: string;
  values?: unknown[];
};

export type FieldKind = 'template' | 'expression' | 'authored';
const kinds = z.registry<{ kind: FieldKind }>();
kinds.add(template, { kind: 'template' });
kinds.add(expression, { kind: 'expression' });
kinds.add(authoredValue, { kind: 'authored' });

/** What is written in a field, where the schema says so; a schema that narrows another keeps its kind. */
export const kindOf = (schema: Schema): FieldKind | undefined => kinds.get(schema)?.kind;

export const definitionOf = (schema: Schema): Definition => schema._zod.def as Definition; // all fields but `type` are optional

/** The schema itself, below what only says that it may be missing. */
export function bare(schema: Schema): Schema {
  if (kindOf(schema)) return schema;
  const { innerType, getter } = definitionOf(schema);
  const below = innerType ?? getter?.();
  return below ? bare(below) : schema;
}

/** The schema for what a value holds under a key; nothing where the schema has no say. */
export function childOf(schema: Schema, value: unknown, key: PropertyKey): Schema | undefined {
  const { shape, element, valueType } = definitionOf(chosen(schema, value));
  if (shape) return Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
  return element ?? valueType;
}

/** The keys that the schema has for an object. */
export const keysOf = (schema: Schema, value: unknown): string[] => Object.keys(definitionOf(chosen(schema, value)).shape ?? {});

/** Where there are several schemas for a value, the one that it was meant for. */
export function chosen(schema: Schema, value: unknown): Schema {
  const core = bare(schema);
  const { options, discriminator } = definitionOf(core);
  if (!options || kindOf(core)) return core;
  const bared = options.map(bare);
  const fitting = bared.find((option) => (discriminator ? isNamed(option, value, discriminator) : isLike(option, value)));
  return fitting ?? onlyObject(bared, value) ?? core;
}

function isNamed(option: Schema, value: unknown, key: string): boolean {
  const word = definitionOf(option).shape?.[key];
  const said = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return word !== undefined && (definitionOf(word).values?.includes(said) ?? false);
}

function isLike(option: Schema, value: unknown): boolean {
  const { shape, type } = definitionOf(option);
  if (typeof value !== 'object' || value === null) return type === typeof value;
  return shape !== undefined && Object.keys(value).every((key) => Object.hasOwn(shape, key));
}

/** Where one option alone is an object, an object was meant for it, whatever its keys. */
function onlyObject(options: Schema[], value: unknown): Schema | undefined {
  const objects = options.filter((option) => definitionOf(option).shape);
  return typeof value === 'object' && value !== null && objects.length === 1 ? objects[0] : undefined;
}
