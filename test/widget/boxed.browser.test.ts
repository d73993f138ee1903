import { expect, test } from 'vitest';
import { tag } from './host-page.ts';
import { useStand, widgetOn } from './stand.ts';

const stand = useStand();
const { server } = stand;
const poll = { timeout: 10_000 };
const sentence = 'If no file arrived, this page does not allow downloads.';

test.each([
  ['allow-scripts', 1],
  ['allow-scripts allow-same-origin', 1],
  ['allow-scripts allow-same-origin allow-downloads', 0],
])('in a frame with sandbox="%s" a visitor can write, and is told calmly where a file may not have been saved', async (sandbox, told) => {
  server.behaviour.reply = (text) => ({ text: `re: ${text}` });
  const inner = stand.site.put('/inner', { head: tag(server.origin), body: 'inner' });
  const page = await stand.visit({ head: ' ', body: `<iframe sandbox="${sandbox}" src="${inner}" style="width:420px;height:620px"></iframe>` });
  const widget = widgetOn(page.frameLocator('iframe'));
  await widget.open();
  await widget.say('hello');
  await widget.shows('re: hello');
  const options = widget.host.getByRole('button', { name: 'Options' });
  await options.click();
  await widget.host.getByRole('button', { name: 'Download this conversation' }).click();
  const line = widget.host
    .getByRole('status')
    .getByText(sentence)
    .or(widget.host.locator('[role=status]', { hasText: sentence }));
  await expect.poll(() => line.count(), poll).toBe(told);
  await options.press('Escape');
  // Only the line goes, where there is one; else the panel.
  await expect.poll(async () => [await line.count(), await widget.panel.count()], poll).toEqual([0, told]);
});
