import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectJsonSchema } from '../../shared/json-schema.ts';

test('project.schema.json is what the schema gives; `npm run schema` writes it anew', () =>
  expect(JSON.parse(readFileSync('project.schema.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(projectJsonSchema()))));

test('the JSON Schema asks an author only for what has no default', () =>
  expect(projectJsonSchema()).toMatchObject({ type: 'object', required: ['name', 'stages'], additionalProperties: false }));
