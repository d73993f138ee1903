import { describe, expect, test } from 'vitest';
import { contrast, enoughContrast, readableGround } from '../../../admin/document/contrast.ts';
import { readOpenApi } from '../../../admin/document/openapi.ts';
import { originFault } from '../../../admin/document/origin.ts';
import { placeholdersIn, snippetUses } from '../../../admin/document/snippet-uses.ts';
import { parseProject } from '../../../shared/parse.ts';
import type { Value } from '../../../shared/value.ts';

const api = {
  openapi: '3.0.3',
  info: { title: 'Shop' },
  servers: [{ url: 'https://api.shop.example/v1/' }],
  paths: {
    '/orders/{order-id}': {
      parameters: [{ $ref: '#/components/parameters/Id' }],
      get: {
        operationId: 'getOrder',
        summary: 'One order',
        parameters: [{ name: 'expand', in: 'query', schema: { type: 'string', enum: ['items', 'all'] } }],
      },
      put: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } } },
    },
    '/circle': { post: { requestBody: { $ref: '#/components/requestBodies/Round' } } },
  },
  components: {
    parameters: { Id: { name: 'order-id', in: 'path', required: true, schema: { type: 'integer' }, description: 'Its number' } },
    schemas: { Order: { required: ['note'], properties: { note: { type: 'string' }, 'gift wrap': { type: 'boolean' } } } },
    requestBodies: { Round: { $ref: '#/components/requestBodies/Round' } },
    securitySchemes: { key: { type: 'apiKey' } },
  },
};

describe('an OpenAPI document', () => {
  test('gives a webhook for each operation, with what it needs as parameters, and the project accepts all of them', () => {
    const reading = readOpenApi(JSON.stringify(api));
    if (!reading.ok) throw new Error(reading.reason);
    expect(reading.operations.map(({ title }) => title)).toEqual(['GET /orders/{order-id}', 'PUT /orders/{order-id}', 'POST /circle']);
    expect(reading.operations[0]?.tool).toEqual({
      name: 'get_order',
      type: 'webhook',
      description: 'One order',
      method: 'GET',
      url: 'https://api.shop.example/v1/orders/{{params.order_id}}',
      query: { expand: '=params.expand' },
      parameters: [
        { name: 'order_id', type: 'number', required: true, description: 'Its number' },
        { name: 'expand', type: 'enum', acceptedValues: ['items', 'all'] },
      ],
      readOnly: true,
    });
    expect(reading.operations[1]?.tool).toMatchObject({
      body: { note: '=params.note', 'gift wrap': '=params.gift_wrap' },
      parameters: [{ name: 'order_id' }, { name: 'note', type: 'string', required: true }, { name: 'gift_wrap', type: 'boolean' }],
    });
    expect(reading.notes).toHaveLength(1);
    const { findings } = parseProject({ name: 'test', stages: [{ name: 'start' }], tools: reading.operations.map(({ tool }) => tool) });
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test.each([
    ['openapi: 3.0.0', 'no JSON'],
    ['{"swagger":"2.0"}', 'not OpenAPI 3'],
    ['{"openapi":"3.1.0","paths":{"/a":{"get":{}}}}', 'server'],
    ['{"openapi":"3.1.0","servers":[{"url":"https://{host}"}],"paths":{}}', 'server'],
    ['{"openapi":"3.1.0","servers":[{"url":"https://a.example"}]}', 'no operations'],
  ])('%s is refused with its reason', (text, words) => {
    expect(readOpenApi(text)).toEqual({ ok: false, reason: expect.stringContaining(words) });
  });
});

describe('colours that cannot be read', () => {
  test.each([
    ['#ffffff', '#ffd200'],
    ['#000000', '#102030'],
    ['#777777', '#808080'],
  ])('%s on %s gets the nearest ground on which it can', (text, ground) => {
    const suggested = readableGround(text, ground);
    expect(suggested).toMatch(/^#[0-9a-f]{6}$/);
    expect(contrast(text, suggested ?? '')).toBeGreaterThanOrEqual(enoughContrast);
    expect(contrast(text, suggested ?? '')).toBeLessThan(enoughContrast * 1.25);
  });

  test('those that can stay as they are', () => {
    expect(readableGround('#ffffff', '#1f5fd0')).toBeNull();
    expect(readableGround('white', '#1f5fd0')).toBeNull();
  });
});

test.each([
  ['https://shop.example', null],
  ['http://localhost:5173', null],
  ['https://shop.example/', { meant: 'https://shop.example' }],
  ['https://Shop.example/cart?x', { meant: 'https://shop.example' }],
  ['shop.example', { meant: 'https://shop.example' }],
  ['https://shop.example:443', { meant: 'https://shop.example' }],
  ['https://*.shop.example', {}],
  ['ftp://shop.example', {}],
  ['', {}],
])('the origin %j is judged', (text, fault) => {
  if (fault === null) expect(originFault(text)).toBeNull();
  else expect(originFault(text)).toMatchObject({ reason: expect.any(String), ...fault });
});

test('a snippet knows who uses it, and a prompt which variables it names', () => {
  const document: Value = {
    promptSequences: [
      {
        name: 'one',
        steps: [
          { type: 'snippet', snippetId: 'tone' },
          { type: 'inline', prompt: 'x' },
          { type: 'snippet', snippetId: 'tone' },
        ],
      },
      { name: 'two', steps: [{ type: 'snippet', snippetId: 'other' }] },
    ],
  };
  expect(snippetUses(document, 'tone')).toEqual([{ path: ['promptSequences', 0], name: 'one', steps: [1, 3] }]);
  expect(placeholdersIn('{{ name }} and {{other}} and {{name}} and {{vars.x}}')).toEqual(['name', 'other']);
});
