import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const entry = pathToFileURL(join(import.meta.dirname, '../../../runtime/adapters/model/sdk-model.ts')).href;

/** Loads the adapter in a process of its own, asks it once, and lists the packages that each step loaded. */
const probe = `
  import { registerHooks } from 'node:module';
  const loaded = new Set();
  registerHooks({ resolve(specifier, context, next) {
    const found = next(specifier, context);
    const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(found.url)?.[1];
    if (name) loaded.add(name);
    return found;
  } });
  const { sdkModel } = await import(${JSON.stringify(entry)});
  const clock = { now: Date.now, after: (ms, then) => { const t = setTimeout(then, ms); return () => clearTimeout(t); } };
  const model = sdkModel({ secrets: { get: () => undefined }, clock, dice: { roll: () => 0 } });
  const before = [...loaded];
  const address = 'http://127.0.0.1:9/v1';
  const settings = { name: 'main', provider: 'openai_compatible', model: 'x', address, timeoutMilliseconds: 30000, retries: 0, fallback: [] };
  const answer = await model.answer({ model: settings, system: 'x', messages: [], tools: [] });
  console.log(JSON.stringify({ before, after: [...loaded], code: answer.problem?.code }));
`;

test('a provider package is loaded by the first request that needs it, and no other', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', probe], { encoding: 'utf8' });
  const { before, after, code } = JSON.parse(said);
  expect(code).toBe('model.unreachable');
  expect(before).toEqual(['zod']);
  expect(after).toEqual(expect.arrayContaining(['@ai-sdk/openai-compatible', 'undici']));
  expect(after.filter((name: string) => ['ai', '@ai-sdk/openai', '@ai-sdk/anthropic', '@ai-sdk/google', '@ai-sdk/gateway'].includes(name))).toEqual(
    [],
  );
});
