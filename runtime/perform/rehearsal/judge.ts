import type { Conversation } from '../../../shared/conversation.ts';
import type { Event } from '../../../shared/event.ts';
import type { Expectation } from '../../../shared/project/test.ts';
import { saidIn } from '../../../shared/said-in.ts';
import type { TestCheck } from '../../../shared/test-run.ts';
import { same, type Value } from '../../../shared/value.ts';
import type { Sandbox, ScriptScope } from '../../ports.ts';

/** How a step left things: the conversation, and what happened in it. */
export type Happened = { conversation: Conversation; events: readonly Event[] };

/** Holds what happened against what was expected; only what is named is looked at. */
export async function judge(expected: Expectation, { conversation, events }: Happened, sandbox: Sandbox): Promise<TestCheck[]> {
  const vars = conversation.stageVars[conversation.stage] ?? {};
  const checks: TestCheck[] = [];
  const check = (what: string, wanted: Value, actual: Value): void => void checks.push({ what, expected: wanted, actual, ok: same(wanted, actual) });
  if (expected.actions) check('actions', expected.actions.toSorted(), matchedIn(events).toSorted());
  if (expected.stage !== undefined) check('stage', expected.stage, conversation.stage);
  // `null` is expected of a variable that is not set.
  for (const [name, value] of Object.entries(expected.vars ?? {})) check(`vars.${name}`, value, vars[name] ?? null);
  if (expected.status !== undefined) check('status', expected.status, conversation.status);
  const { reply } = expected;
  if (reply && 'text' in reply) check('reply', reply.text.trim(), saidIn(events).trim());
  if (reply && 'pattern' in reply) checks.push(await fits(reply.pattern, saidIn(events), sandbox));
  return checks;
}

const matchedIn = (events: readonly Event[]): string[] => [
  ...new Set(events.flatMap((event) => (event.type === 'turn_matched' ? event.matched : []))),
];

/** How much of a reply a pattern is tried on, and for how long (docs/limits.md). */
const lookedAt = 10_000;
const patternMilliseconds = 250;

/** A pattern is tried in the sandbox: one that goes back and forth for ever is stopped there, and fails. */
async function fits(pattern: string, reply: string, sandbox: Sandbox): Promise<TestCheck> {
  const [result] = await sandbox.run({
    scope: { ...emptyScope, userInput: reply.slice(0, lookedAt), params: { pattern } },
    calls: [{ kind: 'expression', code: "new RegExp(params.pattern, 'u').test(userInput)", path: 'tests' }],
    seed: 0,
    now: 0,
    limits: { milliseconds: patternMilliseconds, megabytes: 32 },
  });
  const actual = result?.ok ? reply : `${reply} (${result?.problem.message ?? 'the pattern could not be tried'})`;
  return { what: 'reply', expected: `/${pattern}/`, actual, ok: result?.ok === true && result.value === true };
}

const emptyScope: ScriptScope = {
  vars: {},
  userProfile: {},
  userInput: '',
  originalUserInput: '',
  params: {},
  stage: '',
  stageVars: {},
  constants: {},
  history: [],
  events: [],
  actions: [],
  results: {},
  time: {},
  faq: [],
  conversationId: '',
};
