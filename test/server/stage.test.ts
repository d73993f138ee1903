import { expect, test } from 'vitest';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply } from '../world.ts';
import { serve, visit } from './stand.ts';

const move = { name: 'Move', triggerOnUserInput: false, triggerOnClientCommand: true, effects: [{ type: 'go_to_stage' as const, stage: 'Second' }] };
const project = (widget: AuthoredProject['widget']): AuthoredProject => ({
  ...projectOf([]),
  stages: [
    { name: 'First', actions: [move] },
    { name: 'Second', actions: [], onEnter: { effects: [reply('here we are')] } },
  ],
  widget,
});

test.each([
  ['says so', { tellsStage: true }, true],
  ['does not say so', {}, false],
])('P-33 a page is told the stage only where its project %s', async (_how, widget, isTold) => {
  const server = await serve(project(widget));
  const guest = await visit(server.address);
  await guest.press('Move');
  await guest.heard(1);
  const told = guest.raw.filter((packet) => Array.isArray(packet) && packet[0] === 'stage');
  expect(told.at(-1)).toEqual(isTold ? ['stage', 'Second'] : undefined);
  expect(JSON.stringify(guest.raw).includes('Second')).toBe(isTold);
  guest.leave();
  await server.remove();
});
