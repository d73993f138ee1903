import type { Change } from '../../shared/conversation.ts';
import type { Fact } from '../../shared/event.ts';
import { report } from '../../shared/problem.ts';
import type { Transformer } from '../../shared/project/stage.ts';
import { same, type Value, type Values } from '../../shared/value.ts';
import { isRecord } from '../decide/fits.ts';
import { promptMessages } from '../decide/prompt.ts';
import { render } from '../decide/template/template.ts';
import type { ScriptCall } from '../ports.ts';
import { askModel, modelFor, problemOf } from './ask-model.ts';
import { inSandbox } from './conditions.ts';
import { hiddenMessages } from './hidden.ts';
import type { Turn } from './turn.ts';
import { templateScope } from './values.ts';

type Transformed = Extract<Fact, { type: 'variables_transformed' }>;

/** What the stage's transformers make of a message, all side by side; nothing is on record yet (R003-33). One that fails changes nothing. */
export async function transform(turn: Turn): Promise<Transformed[]> {
  const { project } = turn.ready;
  const names = project.stages.find(({ name }) => name === turn.ledger.now.stage)?.transformers ?? [];
  const transformers = names.flatMap((name) => project.transformers.find((it) => it.name === name) ?? []);
  const active = await whereConditionHolds(turn, transformers);
  return Promise.all(active.map((transformer) => one(turn, transformer)));
}

async function whereConditionHolds(turn: Turn, transformers: readonly Transformer[]): Promise<Transformer[]> {
  const conditional = transformers.filter(({ condition }) => condition);
  if (conditional.length === 0) return [...transformers];
  const results = await inSandbox(
    turn,
    conditional.map(({ name, condition }): ScriptCall => ({ kind: 'expression', code: condition ?? '', path: `transformers.${name}.condition` })),
  );
  const kept = new Set(conditional.filter((_, index) => results[index]?.ok && Boolean(results[index].value)));
  return transformers.filter((transformer) => !transformer.condition || kept.has(transformer));
}

async function one(turn: Turn, transformer: Transformer): Promise<Transformed> {
  const started = turn.ports.clock.now();
  const done = (changes: Change[], { problem, trace }: Pick<Transformed, 'problem' | 'trace'>): Transformed => ({
    type: 'variables_transformed',
    by: transformer.name,
    changes,
    ...(problem ? { problem } : {}),
    ...(trace ? { trace } : {}),
    milliseconds: turn.ports.clock.now() - started,
  });
  try {
    const values = await written(turn, transformer);
    return done('set' in values ? changesOf(turn, values.set, values.removed) : [], values);
  } catch (thrown) {
    return done([], { problem: report(thrown) });
  }
}

type Written = ({ set: Values; removed: string[] } | { problem: NonNullable<Transformed['problem']> }) & Pick<Transformed, 'problem' | 'trace'>;

async function written(turn: Turn, transformer: Transformer): Promise<Written> {
  switch (transformer.type) {
    case 'script': {
      const [result] = await inSandbox(turn, [{ kind: 'script', code: transformer.code, path: `transformers.${transformer.name}.code` }]);
      if (!result?.ok) return { problem: result?.problem ?? report(new Error('the sandbox gave no result')) };
      return result.changes.vars;
    }
    case 'extract':
      return { set: await extracted(turn, transformer.variables), removed: [] };
    case 'model':
      return byModel(turn, transformer);
  }
}

/** Values that stand in the message, by the types that the stage declares. */
async function extracted({ ready, ledger, ports }: Turn, variables: readonly string[]): Promise<Values> {
  const { language, timezone, stages } = ready.project;
  const declared = stages.find(({ name }) => name === ledger.now.stage)?.variables ?? [];
  const parameters = variables.map((name) => ({
    name,
    type: declared.find((it) => it.name === name)?.type ?? 'string',
    list: false,
    required: false,
    onMissing: 'drop' as const,
  }));
  const text = ledger.now.turn?.originalUserInput ?? '';
  return (await ports.classifier.extract(parameters, { text, examples: [], language, timezone, now: ports.clock.now() })).values;
}

async function byModel(turn: Turn, transformer: Extract<Transformer, { type: 'model' }>): Promise<Written> {
  const model = modelFor(turn, transformer.model);
  if (!model) return { problem: report(new Error('no model is set')) };
  const properties = Object.fromEntries(transformer.variables.map((name) => [name, {}]));
  const output: { [key: string]: Value } = { type: 'object', properties, required: [...transformer.variables], additionalProperties: false };
  const system = `${render(transformer.prompt, templateScope({ parameters: {} }, turn), { place: 'text' })}\n\nGive null for what the conversation does not say.`;
  const messages = promptMessages(turn.ready.project, turn.ledger.now, await hiddenMessages(turn));
  const { answer, trace } = await askModel(turn, { system, messages, tools: [], output }, { model });
  if (!answer.ok) return { problem: problemOf(answer), trace };
  const given = isRecord(answer.object) ? answer.object : {};
  return {
    set: Object.fromEntries(
      transformer.variables.flatMap((name) => (given[name] === undefined || given[name] === null ? [] : [[name, given[name]]])),
    ),
    removed: [],
    trace,
  };
}

/** Only what is really other than before: a value written anew and the same triggers nothing. */
function changesOf({ ledger }: Turn, set: Values, removed: readonly string[]): Change[] {
  const { stage, stageVars } = ledger.now;
  const before = stageVars[stage] ?? {};
  const changed = Object.entries(set).filter(([name, value]) => !same(before[name], value));
  const gone = removed.filter((name) => before[name] !== undefined);
  return [
    ...changed.map(([name, value]): Change => ({ type: 'variable', stage, name, value })),
    ...gone.map((name): Change => ({ type: 'variable', stage, name })),
  ];
}
