import { z } from 'zod';
import type { Value } from '../../../shared/value.ts';
import type { ModelRequest } from '../../ports.ts';

type Schema = NonNullable<ModelRequest['output']>;
type Read = { ok: true; object: Value } | { ok: false; reason: string };

const isRecord = (value: Value | undefined): value is { [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema that providers take as the top of an answer: anything but an object stands in one, as its `value`. */
export const objectSchema = (schema: Schema): Schema =>
  schema.type === 'object' ? schema : { type: 'object', properties: { value: schema }, required: ['value'], additionalProperties: false };

/** Reads an answer that was asked for by a schema; what does not fit it is never handed on. */
export function readOutput(text: string, schema: Schema): Read {
  const json = parse(text);
  if (json === undefined) return { ok: false, reason: 'it is not JSON' };
  try {
    const checked = z.fromJSONSchema(objectSchema(schema)).safeParse(json);
    if (!checked.success) return { ok: false, reason: faultIn(checked.error) };
  } catch (thrown) {
    return { ok: false, reason: `the schema cannot be checked: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
  return { ok: true, object: schema.type !== 'object' && isRecord(json) ? (json.value ?? null) : json };
}

/** Whether a schema meets the rules of OpenAI's strict mode: every object closed, every property required, plain keywords only. */
export function isClosed(schema: Value | undefined): boolean {
  if (!isRecord(schema) || Object.keys(schema).some((key) => !plain.has(key))) return false;
  const { properties, required, items, anyOf } = schema;
  if (schema.type === 'object' || properties !== undefined) {
    if (!isRecord(properties) || schema.additionalProperties !== false || !Array.isArray(required)) return false;
    if (!Object.entries(properties).every(([name, property]) => required.includes(name) && isClosed(property))) return false;
  }
  if (items !== undefined && !isClosed(items)) return false;
  return anyOf === undefined || (Array.isArray(anyOf) && anyOf.every(isClosed));
}

const plain = new Set(['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'const', 'anyOf', 'description', 'title']);

/** Models that know no schema wrap their JSON in a fence. */
function parse(text: string): Value | undefined {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(text);
  try {
    return JSON.parse(fenced?.[1] ?? text);
  } catch {
    return undefined;
  }
}

function faultIn(error: z.core.$ZodError): string {
  const fault = error.issues[0];
  const place = fault?.path.join('.') || 'the answer';
  return `${place}: ${fault?.message ?? 'it does not fit'}`.slice(0, 300);
}
