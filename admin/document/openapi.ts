import { hostIsFixed } from '../../shared/check/webhooks.ts';
import { isSafeKey, type Value, type Values } from '../../shared/value.ts';
import { asList, asRecord, asText, isRecord, oneLine } from './read.ts';

/** One operation of an API, as the tool that calls it. */
export type ApiOperation = { title: string; summary: string; tool: Values };
export type ApiReading = { ok: true; title: string; operations: ApiOperation[]; notes: string[] } | { ok: false; reason: string };

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const identifier = /^[A-Za-z_]\w*$/;

/** The operations of an OpenAPI document (version 3) in JSON, each as a webhook tool. */
export function readOpenApi(text: string): ApiReading {
  const document = parsed(text);
  if (!isRecord(document)) return { ok: false, reason: 'this is no JSON document; YAML has to be turned into JSON first' };
  if (!/^3\./.test(asText(document.openapi))) return { ok: false, reason: 'it is not OpenAPI 3: "openapi" does not say so' };
  const base = asText(asRecord(asList(document.servers)[0]).url).replace(/\/+$/, '');
  if (!hostIsFixed(base)) return { ok: false, reason: 'its first server has no whole address, such as https://api.shop.example/v1' };
  const operations = Object.entries(asRecord(document.paths)).flatMap(([path, item]) =>
    operationsAt({ document, base, path, item: asRecord(resolve(document, item)) }),
  );
  const notes = isRecord(asRecord(document.components).securitySchemes)
    ? ['how it signs in is not taken over; add the header that it wants to each tool']
    : [];
  return operations.length > 0
    ? { ok: true, title: asText(asRecord(document.info).title), operations, notes }
    : { ok: false, reason: 'it has no operations' };
}

function parsed(text: string): Value | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Place = { document: Values; base: string; path: string; item: Values };

const operationsAt = (place: Place): ApiOperation[] =>
  methods.flatMap((method) => (isRecord(place.item[method]) ? [operation(place, method, asRecord(place.item[method]))] : []));

function operation({ document, base, path, item }: Place, method: (typeof methods)[number], said: Values): ApiOperation {
  const given = [...asList(item.parameters), ...asList(said.parameters)].map((it) => asRecord(resolve(document, it)));
  const body = bodyFields(document, said.requestBody);
  const inPath = given.filter((it) => it.in === 'path');
  const inQuery = given.filter((it) => it.in === 'query' && isSafeKey(asText(it.name)));
  const parameters = unique(
    [...inPath, ...inQuery].map((it) => parameter(asText(it.name), it, asRecord(resolve(document, it.schema)))).concat(body.parameters),
  );
  const url = inPath.reduce((text, it) => text.replaceAll(`{${asText(it.name)}}`, `{{params.${plainName(asText(it.name))}}}`), `${base}${path}`);
  const query = Object.fromEntries(inQuery.map((it) => [asText(it.name), `=params.${plainName(asText(it.name))}`]));
  const summary = asText(said.summary) || oneLine(asText(said.description), 200);
  const tool: Values = {
    name: nameOf(method, path, asText(said.operationId)),
    type: 'webhook',
    description: summary,
    method: method.toUpperCase(),
    url,
    ...(inQuery.length > 0 ? { query } : {}),
    ...(body.body === undefined ? {} : { body: body.body }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(method === 'get' ? { readOnly: true } : {}),
  };
  return { title: `${method.toUpperCase()} ${path}`, summary, tool };
}

/** The fields of a JSON body, one parameter each. */
function bodyFields(document: Values, requestBody: Value | undefined): { body: Value | undefined; parameters: Values[] } {
  const content = asRecord(asRecord(resolve(document, requestBody)).content);
  const schema = asRecord(resolve(document, asRecord(content['application/json']).schema));
  const required = new Set(asList(schema.required));
  const fields = Object.entries(asRecord(schema.properties)).filter(([name]) => isSafeKey(name));
  if (fields.length === 0) return { body: undefined, parameters: [] };
  const parameters = fields.map(([name, field]) => {
    const described = asRecord(resolve(document, field));
    return parameter(name, { required: required.has(name), description: described.description ?? '' }, described);
  });
  return { body: Object.fromEntries(fields.map(([name]) => [name, `=params.${plainName(name)}`])), parameters };
}

const types: Record<string, string> = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', array: 'list', object: 'object' };

function parameter(name: string, { required, description }: Values, schema: Values): Values {
  const values = asList(schema.enum).filter((it): it is string => typeof it === 'string' && it !== '');
  return {
    name: plainName(name),
    type: values.length > 0 ? 'enum' : (types[asText(schema.type)] ?? 'any'),
    ...(values.length > 0 ? { acceptedValues: values } : {}),
    ...(required === true ? { required: true } : {}),
    ...(asText(description) ? { description: oneLine(asText(description), 300) } : {}),
  };
}

const unique = (list: Values[]): Values[] => list.filter(({ name }, index) => list.findIndex((it) => it.name === name) === index);

/** A name as code and templates can read it. */
function plainName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_');
  return identifier.test(plain) && isSafeKey(plain) ? plain : `_${plain.replaceAll(/\W/g, '')}`;
}

function nameOf(method: string, path: string, id: string): string {
  const words = (id || `${method}_${path.replaceAll(/\{[^}]*\}/g, '')}`).replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');
  return (
    words
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .toLowerCase()
      .slice(0, 100) || method
  );
}

/** What a `$ref` inside of the document stands for; a circle ends as nothing. */
function resolve(document: Values, value: Value | undefined, depth = 0): Value | undefined {
  const reference = asText(asRecord(value).$ref);
  if (reference === '') return value;
  if (!reference.startsWith('#/') || depth > 10) return undefined;
  const parts = reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = parts.reduce<Value | undefined>((at, part) => (isRecord(at) && Object.hasOwn(at, part) ? at[part] : undefined), document);
  return resolve(document, found, depth + 1);
}
