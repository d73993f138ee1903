import { expect, test, vi } from 'vitest';
import { parseProject } from '../../shared/parse.ts';
import { widgetTypes } from '../../shared/widget-types.ts';
import { projectOf } from '../world.ts';
import { typeChecked } from './type-checked.ts';

// A compiler on a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000 });

const load = `import { loadWidget, type PageFunction, type WidgetMessage } from 'promptside/widget';
const speak = loadWidget({ address: 'https://chat.example', project: 'shop', settings: { position: 'bottom-left' }, nonce: 'x' });
`;
const header = load.split('\n').length;

const good = `
for (const call of ['open', 'close', 'toggle', 'show', 'hide', 'shutdown'] as const) speak(call);
speak('command', 'track_order', { order: '1', tags: ['a'], gift: true, gone: undefined });
speak('command', 'track_order');
speak('message', 'hello');
speak('identify', 'token');
speak('attributes', { plan: 'pro', cart: { items: 2 }, gone: null });
speak('locale', 'de');
speak('locale', 'de', { send: 'Los' });
speak('theme', 'auto');
speak('event', 'coupon_failed');
speak('proactive', 'help');
const stop: () => void = speak('on', 'ready', () => {});
stop();
speak('on', 'open', () => {});
speak('on', 'close', () => {});
speak('on', 'message', (message) => { const it: WidgetMessage = message; return [it.text.trim(), it.at.toFixed()]; });
speak('on', 'command', ({ command, parameters }) => [command.trim(), parameters.order]);
speak('on', 'unread', (count) => count.toFixed());
speak('on', 'stage', (stage) => stage.trim());
speak('on', 'status', (status) => status === 'with_human');
speak('on', 'handoff', (status) => status === 'waiting_for_human');
speak('on', 'error', ({ code, message }) => [code?.trim(), message.trim()]);
speak('on', 'cart', (data: unknown) => data);
`;

const wrong = [
  `speak('opne');`,
  `speak('open', true);`,
  `speak('command');`,
  `speak('command', 1);`,
  `speak('command', 'x', 'y');`,
  `speak('command', 'x', { when: () => 1 });`,
  `speak('message');`,
  `speak('message', 1);`,
  `speak('identify');`,
  `speak('attributes', 'pro');`,
  `speak('attributes', { when: () => 1 });`,
  `speak('locale');`,
  `speak('locale', 'de', { send: 1 });`,
  `speak('theme', 'pink');`,
  `speak('event');`,
  `speak('proactive', 1);`,
  `speak('on', 'open');`,
  `speak('on', 'unread', (count: string) => count);`,
  `speak('on', 'message', (message) => message.txt);`,
  `speak('on', 'status', (status) => status === 'asleep');`,
  `speak('on', 'open', () => {}).then();`,
  `const count: number = speak('message', 'x');`,
  `loadWidget({ project: 'shop' });`,
  `loadWidget({ address: 'x' });`,
  `loadWidget({ address: 'x', project: 'shop', settings: { position: 1 } });`,
];

test('without a project at hand every call and every event has its precise type: what is right compiles', async () => {
  expect(await typeChecked({ 'page.ts': load + good })).toBe('');
});

test('and what is wrong does not: a name, a missing or a surplus argument, one of the wrong type, an event’s data, an answer', async () => {
  const said = await typeChecked({ 'page.ts': load + wrong.join('\n') });
  for (const [index, line] of wrong.entries()) expect(said, line).toContain(`page.ts(${header + index},`);
});

test('a project’s own types take the place of the general ones, and say the same of all but its commands and messages', async () => {
  const track = { name: 'track_order', triggerOnUserInput: false, triggerOnClientCommand: true, parameters: [{ name: 'order', required: true }] };
  const { project } = parseProject(projectOf([track], { widget: { proactive: [{ name: 'help', text: 'Can we help?' }] } }));
  if (!project) throw new Error('not a project');
  const types = widgetTypes(project);
  const closer = `import { loadWidget, type WidgetMessage } from 'promptside/widget';
import type { PromptsideFunction } from './promptside.d.ts';
const speak = loadWidget<PromptsideFunction>({ address: 'https://chat.example', project: 'shop' });
`;
  const own = good.replace(/^speak\('command'.*$/gm, '').concat(`speak('command', 'track_order', { order: '1' });`);
  expect(await typeChecked({ 'page.ts': closer + own, 'promptside.d.ts': types })).toBe('');
  const lines = [...wrong, `speak('command', 'trace_order', { order: '1' });`, `speak('proactive', 'hello');`];
  const said = await typeChecked({ 'page.ts': closer + lines.join('\n'), 'promptside.d.ts': types });
  for (const [index, line] of lines.entries()) expect(said, line).toContain(`page.ts(${closer.split('\n').length + index},`);
});
