import { expect, test } from 'vitest';
import { reply } from '../world.ts';
import { serve, until, visit } from './stand.ts';

test('G-30 an image from an allowed host is in the very first message that is said, and one from elsewhere is only its words', async () => {
  const images = '![boots](https://img.shop.example/boots.png) ![pixel](https://evil.example/pixel.png)';
  const stand = await serve({
    name: 'test',
    widget: { imageHosts: ['img.shop.example'] },
    stages: [{ name: 'Main', actions: [{ name: 'Show', triggerOnUserInput: false, triggerOnClientCommand: true, effects: [reply(images)] }] }],
  });
  const guest = await visit(stand.address);
  await guest.press('Show');
  await until(() => guest.events.length > 0, 'the first message');
  const nodes = JSON.stringify(guest.events);
  expect(nodes).toContain('{"t":"image","src":"https://img.shop.example/boots.png","alt":"boots"}');
  expect(nodes).not.toContain('"src":"https://evil.example');
  await stand.remove();
});
