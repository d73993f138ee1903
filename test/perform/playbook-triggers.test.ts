import { afterAll, describe, expect, test } from 'vitest';
import { offersOf } from '../../runtime/decide/offers.ts';
import { playbookOffers } from '../../runtime/decide/playbook-offers.ts';
import { parseProject } from '../../shared/parse.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { sharedSandbox } from '../world.ts';
import { playbookWorld } from './playbook-world.ts';

afterAll(() => sharedSandbox().close());

const sections = (text: string) => [{ name: 'One', steps: [{ type: 'SEND' as const, text }] }];
const document: AuthoredProject = {
  name: 'test',
  stages: [
    {
      name: 'Main',
      variables: [{ name: 'isMember', default: false }],
      actions: [{ name: 'Same', effects: [{ type: 'modify_variables', modifications: [{ variable: 'isMember', operation: 'set', value: true }] }] }],
      onFallback: { effects: [{ type: 'generate_response', mode: 'prescripted', responses: ['Pardon?'] }] },
    },
  ],
  playbooks: [
    { name: 'Spoken', description: 'The user wants it', examples: ['I want it'], sections: sections('spoken') },
    { name: 'Members', description: 'The user wants more', examples: ['more'], condition: 'vars.isMember', sections: sections('members') },
    { name: 'Pressed', triggerOnClientCommand: true, sections: sections('pressed') },
    { name: 'Inner', description: 'never by itself', examples: ['inner'], onlyInsideOtherPlaybooks: true, sections: sections('inner') },
    { name: 'Silent', sections: sections('silent') },
    { name: 'Same', description: 'an action has this name', sections: sections('same') },
  ],
};

test('a playbook with a description, examples or a command offers an action that starts it', () => {
  const { project } = parseProject(document);
  const offers = project ? playbookOffers(project, new Set(['Same'])) : [];
  expect(
    offers.map(({ action, path, kind }) => [action.name, path, kind, action.triggerOnUserInput, action.triggerOnClientCommand, action.condition]),
  ).toEqual([
    ['Spoken', 'playbooks[0]', 'action', true, false, undefined],
    ['Members', 'playbooks[1]', 'action', true, false, 'vars.isMember'],
    ['Pressed', 'playbooks[2]', 'action', false, true, undefined],
  ]);
  expect(offers[0]?.action).toMatchObject({
    classificationTrigger: 'The user wants it',
    examples: ['I want it'],
    effects: [{ type: 'start_playbook', playbook: 'Spoken' }],
  });
});

const { project } = parseProject(document);
const areOffered = project !== null && offersOf(project, 'Main').some(({ action }) => action.name === 'Spoken');

// Runs as soon as offersOf gives the playbooks' offers on.
describe.runIf(areOffered)('triggers of playbooks', () => {
  const intents = { 'i want it': ['Spoken'], more: ['Members'], join: ['Same'] };

  test('a message starts one by its description and examples', async () => {
    const w = await playbookWorld(document, { intents });
    await w.say('i want it');
    expect(await w.heard()).toEqual(['spoken']);
  });

  test('its condition hides it', async () => {
    const w = await playbookWorld(document, { intents });
    for (const text of ['more', 'join', 'more']) await w.say(text);
    expect(await w.heard()).toEqual(['Pardon?', 'members']);
  });

  test('a client command starts one that allows it, and no other', async () => {
    const w = await playbookWorld(document, { intents });
    await w.press('Pressed');
    expect(await w.heard()).toEqual(['pressed']);
    await expect(w.press('Spoken')).rejects.toThrow('is not offered');
    await expect(w.press('Inner')).rejects.toThrow('There is no command');
  });
});
