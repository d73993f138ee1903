import { describe, expect, test } from 'vitest';
import { projectOf, reply } from '../world.ts';
import { freshServers, sent, server, talk } from './model-world.ts';

freshServers();

describe('what a prompt may show', () => {
  const secretive = (visibility: 'always' | 'stage' | 'never' | 'conditional', more = {}) =>
    projectOf(
      [
        { name: 'Card', triggerOnClientCommand: true, effects: [{ type: 'change_visibility', visibility, ...more }, reply('Noted.')] },
        { name: 'Go', effects: [{ type: 'go_to_stage', stage: 'Other' }] },
      ],
      {
        stages: [
          {
            name: 'Main',
            actions: [
              { name: 'Card', triggerOnClientCommand: true, effects: [{ type: 'change_visibility', visibility, ...more }, reply('Noted.')] },
              { name: 'Go', effects: [{ type: 'go_to_stage', stage: 'Other' }] },
              {
                name: 'Open',
                effects: [{ type: 'modify_variables', modifications: [{ variable: 'open', operation: 'set', value: true }] }, reply('Opened.')],
              },
            ],
          },
          { name: 'Other' },
        ],
      },
    );
  const intents = { 'my card is 4111': ['Card'], go: ['Go'], open: ['Open'] };
  const texts = () =>
    sent()
      .slice(1)
      .map(({ content }) => content);

  test('C-03 and P-10 what is never visible is in no later prompt, question and answer', async () => {
    const w = await talk(secretive('never'), { intents });
    await w.say('my card is 4111');
    await w.say('and now');
    expect(JSON.stringify(sent())).not.toContain('4111');
    expect(texts()).toEqual(['and now']);
  });

  test('P-10 it holds for client commands too', async () => {
    const w = await talk(secretive('never'), { intents });
    await w.press('Card');
    await w.say('and now');
    expect(texts()).toEqual(['and now']);
  });

  test('C-03 visible in its stage alone', async () => {
    const w = await talk(secretive('stage'), { intents });
    for (const text of ['my card is 4111', 'and here']) await w.say(text);
    expect(texts()).toEqual(['my card is 4111', 'Noted.', 'and here']);
    for (const text of ['go', 'and there']) await w.say(text);
    expect(texts()).toEqual(['and here', 'Hello.', 'go', 'and there']);
  });

  test('C-03 visible while a condition holds, asked anew for every prompt', async () => {
    const w = await talk(secretive('conditional', { visibilityCondition: 'vars.open === true' }), { intents });
    for (const text of ['my card is 4111', 'first']) await w.say(text);
    expect(texts()).toEqual(['first']);
    for (const text of ['open', 'second']) await w.say(text);
    expect(texts().slice(0, 3)).toEqual(['my card is 4111', 'Noted.', 'first']);
  });

  test('P-32 a history is bounded by tokens, whole turns at a time: the prompt stays as small at turn 60 as at turn 20', async () => {
    const w = await talk({ ...projectOf([]), limits: { historyTokens: 200 } });
    const sizes: number[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      await w.say(`this is message number ${turn} and it says nothing`);
      sizes.push(sent().length);
    }
    expect(sizes[59]).toBe(sizes[20]);
    expect(sent()[1]?.role).toBe('user');
  });
});

describe('smart functions and transformers', () => {
  test('R003-22 a smart function answers with text, or with what its schema asks for, for later effects of the same turn', async () => {
    server.play([{ text: '{"mood":"angry"}' }]);
    const output = { type: 'object', properties: { mood: { type: 'string' } }, required: ['mood'], additionalProperties: false };
    const w = await talk(
      projectOf(
        [
          {
            name: 'Feel',
            effects: [
              { type: 'call_tool', tool: 'feel' },
              { type: 'modify_variables', modifications: [{ variable: 'mood', operation: 'set', value: '{{results.tools.feel.mood}}' }] },
              reply('You sound {{vars.mood}}.'),
            ],
          },
        ],
        {
          tools: [{ type: 'smart_function', name: 'feel', prompt: 'How does the user feel?', output }],
        },
      ),
      { intents: { grr: ['Feel'] } },
    );
    await w.say('grr');
    expect(await w.heard()).toEqual(['You sound angry.']);
    expect(sent().at(-1)).toEqual({ role: 'user', content: 'grr' });
  });

  test('C-16 without a model a smart function is a failed outcome, and the turn goes on', async () => {
    const w = await talk(
      {
        ...projectOf([{ name: 'Feel', effects: [{ type: 'call_tool', tool: 'feel' }, reply('on')] }], {
          tools: [{ type: 'smart_function', name: 'feel', prompt: 'x' }],
        }),
        models: [],
      },
      { intents: { grr: ['Feel'] } },
    );
    await w.say('grr');
    expect(await w.heard()).toEqual(['on']);
  });

  test('a transformer of the type model writes its variables', async () => {
    server.play([{ text: '{"city":"Paris"}' }]);
    const w = await talk({
      ...projectOf([]),
      transformers: [{ name: 'where', type: 'model', prompt: 'Which city?', variables: ['city'] }],
      stages: [
        {
          name: 'Main',
          transformers: ['where'],
          actions: [{ name: 'Travel', triggerOnUserInput: false, watchedVariables: { city: 'new' }, effects: [reply('To {{vars.city}}!')] }],
        },
      ],
    });
    await w.say('I want to go to Paris');
    expect(await w.heard()).toEqual(['To Paris!']);
    expect((await w.events('variables_transformed'))[0]?.trace).toMatchObject({
      models: [{ model: 'main', ok: true }],
      prompt: expect.stringContaining('Which city?'),
    });
  });
});
