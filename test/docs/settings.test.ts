import { describe, expect, test } from 'vitest';
import { code, page, table } from './pages.ts';
import { settingNames, settingsWith } from './settings-read.ts';

const { text } = page('docs/settings.md');
const rows = table(text, '| variable | default |').map(([name, standard]) => ({ name: code(name), standard: code(standard) }));

describe('docs/settings.md', () => {
  test('it has every variable that is read, and no other', () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual(settingNames.toSorted());
  });

  test.each(rows)('$name: what it says is the default, and another value changes something', ({ name, standard }) => {
    expect(settingsWith({ [name]: standard })).toEqual(settingsWith({}));
    expect(settingsWith({ [name]: otherThan(standard) })).not.toEqual(settingsWith({}));
  });
});

function otherThan(standard: string): string {
  if (/^\d+$/.test(standard)) return String(Number(standard) + 1);
  return { on: 'off', info: 'silent', loopback: 'anywhere' }[standard] ?? 'something.example';
}
