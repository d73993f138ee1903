import { expect, test, vi } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { widgetTypes } from '../../shared/widget-types.ts';
import { projectOf } from '../world.ts';
import { typeChecked } from './type-checked.ts';

// A compiler on a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000 });

const track = {
  name: 'track_order',
  triggerOnUserInput: false,
  triggerOnClientCommand: true,
  parameters: [
    { name: 'order', type: 'code' as const, required: true },
    { name: 'speed', type: 'enum' as const, acceptedValues: ['slow', { value: 'fast', synonyms: ['quick'] }] },
    { name: 'tags', type: 'string' as const, list: true },
    { name: 'email', type: 'email' as const, required: true, onMissing: 'ask' as const, question: 'Which?' },
  ],
};
const silent = { name: 'not offered', triggerOnUserInput: true };
const project = projectOf([track, silent, { name: 'Say "hi"', triggerOnUserInput: false, triggerOnClientCommand: true }], {
  widget: { proactive: [{ name: 'help', text: 'Can we help?' }] },
});

function typesOf(document: AuthoredProject): string {
  const { project: parsed, findings } = parseProject(document);
  if (!parsed) throw new Error(JSON.stringify(findings));
  return widgetTypes(parsed);
}

/** What the compiler says of a page's script beside a project's types. */
const compiled = (types: string, script: string): Promise<string> =>
  typeChecked({ 'page.ts': `import type {} from './promptside.d.ts';\n${script}\n`, 'promptside.d.ts': types });

const good = `
Promptside('command', 'track_order', { order: '12345', speed: 'fast', tags: ['a'] });
Promptside('command', 'Say "hi"');
window.Promptside('open');
Promptside('identify', 'token');
Promptside('locale', 'de', { send: 'Los' });
Promptside('attributes', { plan: 'pro', cart: { items: 2 }, gone: null });
Promptside('event', 'coupon_failed');
Promptside('proactive', 'help');
const stop: () => void = Promptside('on', 'message', (message) => message.text.trim());
Promptside('on', 'unread', (count) => count.toFixed());
Promptside('on', 'cart', (data: unknown) => data);
stop();
`;

test('a page that calls what the project offers compiles', async () => expect(await compiled(typesOf(project), good)).toBe(''));

test('a renamed command, a missing or a wrong parameter, and a call that is none fail to compile on the page', async () => {
  const renamed = typesOf(projectOf([{ ...track, name: 'trace_order' }]));
  expect(await compiled(renamed, `Promptside('command', 'track_order', { order: '1' });`)).toContain('track_order');
  const wrong = [
    `Promptside('command', 'track_order');`,
    `Promptside('command', 'track_order', {});`,
    `Promptside('command', 'track_order', { order: 1 });`,
    `Promptside('command', 'track_order', { order: '1', speed: 'quick' });`,
    `Promptside('command', 'track_order', { order: '1', other: true });`,
    `Promptside('command', 'not offered');`,
    `Promptside('opne');`,
    `Promptside('theme', 'pink');`,
    `Promptside('proactive', 'hello');`,
    `Promptside('attributes', { when: () => 1 });`,
  ];
  const said = await compiled(typesOf(project), wrong.join('\n'));
  // The first line of the file is the import.
  for (const [index, line] of wrong.entries()) expect(said, line).toContain(`page.ts(${index + 2},`);
});

test('a command that several stages offer takes what any of them takes', () => {
  const stages = [
    { name: 'A', actions: [track] },
    { name: 'B', actions: [{ ...track, parameters: [] }] },
  ];
  expect(typesOf({ ...project, stages })).toContain(
    '"track_order": { order: string; speed?: "slow" | "fast"; tags?: (string)[]; email?: string } | Record<string, never>;',
  );
});

test('a project without commands has types, too, in which no command can be fired', async () => {
  expect(await compiled(typesOf(projectOf([])), `Promptside('close');`)).toBe('');
  expect(await compiled(typesOf(projectOf([])), `Promptside('command', 'x');`)).not.toBe('');
});
