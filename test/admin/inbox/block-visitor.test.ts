import { expect, test, vi } from 'vitest';
import type { AuthoredProject } from '../../../shared/project/project.ts';
import { until, visit } from '../../server/stand.ts';
import { liveStand } from '../live-stand.ts';

// A busy machine takes its time; nothing here measures how long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

const stand = liveStand();
const project: AuthoredProject = { name: 'test', noModelReply: 'Hm.', stages: [{ name: 'Main', actions: [] }] };

test('an operator blocks a visitor after a question, sees that they are blocked, and takes it back', async () => {
  const { page, address } = await stand.open(project);
  const guest = await visit(address);
  await guest.say('you fools');
  await page.goto(`${address}/admin/#/inbox/${guest.welcome.conversation}`);
  const aside = page.getByRole('complementary', { name: 'About this conversation' });
  const mark = page.locator('.inbox-conversation header').getByText('blocked', { exact: true });
  const ask = aside.getByRole('button', { name: 'Block this visitor…' });
  await ask.click();
  const dialog = page.getByRole('dialog', { name: 'Block this visitor?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect([guest.socket.connected, await mark.count()]).toEqual([true, 0]);
  await ask.click();
  await dialog.getByRole('button', { name: 'Block', exact: true }).click();
  await mark.waitFor();
  await aside.getByText('can neither read nor write').waitFor();
  await until(() => guest.socket.disconnected, 'the end of the connection');
  await expect(visit(address, { token: guest.welcome.token })).rejects.toMatchObject({ code: 'visitor.blocked' });
  await page.reload();
  await mark.waitFor();
  await aside.getByRole('button', { name: 'Unblock this visitor' }).click();
  await ask.waitFor();
  expect(await mark.count()).toBe(0);
  (await visit(address, { token: guest.welcome.token })).leave();
});
