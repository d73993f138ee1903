import { expect, test } from 'vitest';
import { pageLine, widgetStandards } from '../../../admin/document/page-line.ts';
import { widget } from '../../../shared/project/settings.ts';

const bare = '<script async src="https://chat.example/widget.js" data-project="shop"></script>';
const line = (settings: Parameters<typeof pageLine>[2]): string => pageLine('https://chat.example', 'shop', settings);

test.each([
  ['nothing', undefined],
  ['what holds anyway', { position: 'bottom-right', colours: { accent: '#1F5FD0', onAccent: '#ffffff' } }],
  ['what is no setting', { position: 'top" onload="x', colours: { accent: 'red" onload="x', onAccent: 7 } }],
  ['what the launcher does not show', { title: 'Shop', greeting: 'Hello', language: 'de' }],
])('a project that says %s needs no more than its name', (_what, settings) => {
  expect(line(settings)).toBe(bare);
});

test('what the launcher shows before anything of the project is loaded stands on the line', () => {
  expect(line({ position: 'bottom-left', colours: { accent: '#ffe600', onAccent: '#000000' } })).toBe(
    bare.replace('></', ' data-position="bottom-left" data-accent="#ffe600" data-on-accent="#000000"></'),
  );
});

test('the standards are those of a project', () => {
  expect(widget.parse({})).toMatchObject({ position: 'bottom-right', colours: widgetStandards });
});
