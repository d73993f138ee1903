import { afterAll, describe, expect, test } from 'vitest';
import type { Classifier } from '../../runtime/ports.ts';
import type { AuthoredProject } from '../../shared/project/project.ts';
import { projectOf, reply, scripted, sharedSandbox, world } from '../world.ts';

afterAll(() => sharedSandbox().close());

const watcher = (name: string, more = {}) => ({ name, triggerOnUserInput: false, watchedVariables: { mood: 'any' as const }, ...more });
const withTransformer = (
  actions: AuthoredProject['stages'][number]['actions'],
  code: string,
  more: Partial<AuthoredProject> = {},
): AuthoredProject => ({
  name: 'test',
  transformers: [{ name: 'mood', type: 'script', code }],
  stages: [{ name: 'Main', transformers: ['mood'], actions }],
  ...more,
});

describe('transformations', () => {
  test('R003-04 a transformer sets a watched variable and its action runs', async () => {
    const w = await world(
      withTransformer(
        [watcher('Calm', { effects: [reply('Take a breath, {{vars.mood}} friend.')] })],
        'if (userInput.includes("!!")) vars.mood = "angry"',
      ),
    );
    await w.say('where is it!!');
    expect(await w.heard()).toEqual(['Take a breath, angry friend.']);
    expect((await w.events('turn_matched')).at(-1)?.candidates.find(({ by }) => by === 'transformation')).toMatchObject({
      action: 'Calm',
      matched: true,
    });
  });

  test('a value written anew and the same triggers nothing; a condition keeps the action back', async () => {
    const w = await world(
      withTransformer([watcher('Calm', { condition: 'vars.mood === "angry"', effects: [reply('calm')] })], 'vars.mood = userInput', {
        noModelReply: 'none',
      }),
    );
    for (const text of ['angry', 'angry', 'happy']) await w.say(text);
    expect(await w.heard()).toEqual(['calm', 'none', 'none']);
  });

  test('C-13 what effects and scripts write triggers no watcher: there are no loops', async () => {
    const set = { type: 'modify_variables' as const, modifications: [{ variable: 'mood', operation: 'set' as const, value: 'set by an effect' }] };
    const w = await world(withTransformer([watcher('Calm', { effects: [reply('never')] }), { name: 'Set', effects: [set, reply('set')] }], ''), {
      intents: { go: ['Set'] },
    });
    await w.say('go');
    expect(await w.heard()).toEqual(['set']);
  });

  test('a transformer that fails changes nothing, and the trace says why', async () => {
    const w = await world(withTransformer([], 'vars.mood = "x"; throw new Error("broken")'));
    await w.say('hey');
    expect((await w.now()).stageVars.Main).toEqual({});
    expect((await w.events('variables_transformed'))[0]).toMatchObject({ by: 'mood', changes: [], problem: { code: 'script.failed' } });
  });

  test('a transformer of the type extract reads what the stage declares', async () => {
    const w = await world({
      name: 'test',
      transformers: [{ name: 'read', type: 'extract', variables: ['city'] }],
      stages: [
        {
          name: 'Main',
          transformers: ['read'],
          variables: [{ name: 'city', type: 'string' }],
          actions: [{ name: 'Go', triggerOnUserInput: false, watchedVariables: { city: 'new' }, effects: [reply('{{vars.city}}')] }],
        },
      ],
    });
    await w.say('city=Rome');
    expect(await w.heard()).toEqual(['Rome']);
  });
});

describe('several at once', () => {
  /** A classifier that notes when it starts and waits until everybody else has started too. */
  function meeting(expected: number): { classifier: Classifier; started: string[] } {
    const started: string[] = [];
    let open: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      open = resolve;
    });
    const plain = scripted({ hey: ['Own', 'Special'] });
    return {
      started,
      classifier: {
        ...plain,
        async classify(task, message) {
          started.push(task.key.split('/').at(-1) ?? '');
          if (started.length === expected) open();
          await all;
          return plain.classify(task, message);
        },
      },
    };
  }

  test('R003-32, R003-33 and R003-34 all classifiers run side by side with the transformers, and what they match is merged', async () => {
    const { classifier, started } = meeting(2);
    const set = (variable: string) => ({ type: 'modify_variables' as const, modifications: [{ variable, operation: 'set' as const, value: true }] });
    const w = await world(
      withTransformer(
        [
          { name: 'Own', effects: [set('own')] },
          { name: 'Special', classifier: 'second', effects: [set('special')] },
          watcher('Watch', { effects: [set('watched')] }),
        ],
        'vars.mood = "x"',
        { classifiers: [{ name: 'second' }] },
      ),
      { ports: { classifier } },
    );
    await w.say('hey');
    expect(started.toSorted()).toEqual(['', 'second']);
    expect((await w.now()).stageVars.Main).toEqual({ mood: 'x', own: true, special: true, watched: true });
  });

  test('C-07 the order is: score, then as authored, then guardrails, then transformations', async () => {
    const w = await world(
      withTransformer([watcher('Watched'), { name: 'Second' }, { name: 'First' }], 'vars.mood = "x"', { globalActions: [{ name: 'Guard' }] }),
      { intents: { hey: ['First', 'Guard', 'Second'] } },
    );
    await w.say('hey');
    expect((await w.events('turn_matched')).at(-1)?.matched).toEqual(['First', 'Second', 'Guard', 'Watched']);
  });

  test('C-11 a stage action shadows a global one of the same name', async () => {
    const w = await world(
      projectOf([{ name: 'Help', effects: [reply('from the stage')] }], { globalActions: [{ name: 'Help', effects: [reply('from the project')] }] }),
      { intents: { help: ['Help'] } },
    );
    await w.say('help');
    expect(await w.heard()).toEqual(['from the stage']);
  });

  test('guardrails are on in every stage', async () => {
    const w = await world(
      {
        name: 'test',
        globalActions: [{ name: 'Guard', effects: [reply('Please be kind.')] }],
        stages: [{ name: 'A', actions: [{ name: 'Go', effects: [{ type: 'go_to_stage', stage: 'B' }] }] }, { name: 'B' }],
      },
      { intents: { rude: ['Guard'], go: ['Go'] } },
    );
    for (const text of ['rude', 'go', 'rude']) await w.say(text);
    expect(await w.heard()).toEqual(['Please be kind.', 'Please be kind.']);
  });
});

describe('a tool that fails', () => {
  const failing = { type: 'script' as const, name: 'fail', code: 'throw new Error("no")' };
  const call = (more = {}) => ({ type: 'call_tool' as const, tool: 'fail', ...more });
  const stages = (
    effects: AuthoredProject['stages'][number]['actions'] extends (infer A)[] | undefined ? (A extends { effects?: infer E } ? E : never) : never,
  ) => ({
    name: 'test',
    tools: [failing],
    stages: [{ name: 'Main', actions: [{ name: 'Try', effects }], onFallback: { effects: [reply('Let me see what else I can do.')] } }],
  });

  test('C-16 onError continue: the rest of the turn goes on', async () => {
    const w = await world(stages([call(), reply('went on')]), { intents: { try: ['Try'] } });
    await w.say('try');
    expect(await w.heard()).toEqual(['went on']);
  });

  test('C-16 onError fallback: the stage’s fallback instead of everything that is left', async () => {
    const w = await world(stages([call({ onError: 'fallback' }), reply('never')]), { intents: { try: ['Try'] } });
    await w.say('try');
    expect(await w.heard()).toEqual(['Let me see what else I can do.']);
  });
});

test('R003-08 and R003-09 examples and typed parameters reach the classifier', async () => {
  const seen: unknown[] = [];
  const plain = scripted({});
  const w = await world(
    projectOf([
      {
        name: 'Track',
        examples: ['where is {orderNumber}'],
        parameters: [{ name: 'orderNumber', type: 'code', required: true, description: 'The number' }],
      },
    ]),
    {
      ports: {
        classifier: {
          ...plain,
          async classify(task, message) {
            seen.push(task.actions[0]);
            return plain.classify(task, message);
          },
        },
      },
    },
  );
  await w.say('hey');
  expect(seen).toMatchObject([
    { examples: ['where is {orderNumber}'], parameters: [{ name: 'orderNumber', type: 'code', required: true, description: 'The number' }] },
  ]);
});

test('R003-14 each effect can use the results of the ones before it', async () => {
  const set = (variable: string, value: string) => ({
    type: 'modify_variables' as const,
    modifications: [{ variable, operation: 'set' as const, value }],
  });
  const w = await world(
    projectOf([
      {
        name: 'Chain',
        effects: [
          set('a', 'x'),
          set('b', '{{vars.a}}y'),
          { type: 'modify_user_profile', modifications: [{ variable: 'c', operation: 'set', value: '{{vars.b}}z' }] },
          reply('{{userProfile.c}}'),
        ],
      },
    ]),
    { intents: { go: ['Chain'] } },
  );
  await w.say('go');
  expect(await w.heard()).toEqual(['xyz']);
});

test('C-02 a script writes variables itself, and saveAs keeps its result, though variables come earlier in the order', async () => {
  const tools = [{ type: 'script' as const, name: 'find', code: 'vars.byHand = 1; return { n: 2 }' }];
  const w = await world(
    projectOf([{ name: 'Find', effects: [{ type: 'call_tool', tool: 'find', saveAs: 'kept' }, reply('{{vars.byHand}} {{vars.kept.n}}')] }], {
      tools,
    }),
    { intents: { go: ['Find'] } },
  );
  await w.say('go');
  expect(await w.heard()).toEqual(['1 2']);
});

test('C-19 variables are a stage’s own, kept while it is away, readable as stageVars; the profile is everywhere', async () => {
  const set = (variable: string, value: string) => ({
    type: 'modify_variables' as const,
    modifications: [{ variable, operation: 'set' as const, value }],
  });
  const go = (stage: string) => ({ type: 'go_to_stage' as const, stage });
  const w = await world(
    {
      name: 'test',
      stages: [
        {
          name: 'A',
          actions: [
            { name: 'Mark', effects: [set('mark', 'a'), go('B')] },
            { name: 'Read', effects: [reply('{{vars.mark}}')] },
          ],
        },
        { name: 'B', actions: [{ name: 'Look', effects: [reply('{{vars.mark}}/{{stageVars.A.mark}}'), go('A')] }] },
      ],
    },
    { intents: { mark: ['Mark'], look: ['Look'], read: ['Read'] } },
  );
  for (const text of ['mark', 'look', 'read']) await w.say(text);
  expect(await w.heard()).toEqual(['/a', 'a']);
});
