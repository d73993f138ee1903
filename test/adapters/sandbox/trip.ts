import type { Sandbox, ScriptCall, ScriptResult, ScriptScope, ScriptTrip } from '../../../runtime/ports.ts';

/** A scope with a little of everything. */
export const scope: ScriptScope = {
  vars: { count: 1, list: ['a'], order: { id: 7, open: true } },
  userProfile: { name: 'Ada', tier: 'gold' },
  userInput: 'where is my parcel?',
  originalUserInput: 'Where is my parcel???',
  params: { orderNumber: '12345' },
  stage: 'support',
  stageVars: { support: { count: 1 }, checkout: { total: 12 } },
  constants: { shop: 'Corner' },
  history: [
    { role: 'user', text: 'hello' },
    { role: 'assistant', text: 'Hello!\nHow can I help?' },
  ],
  events: [{ kind: 'message' }],
  actions: ['track_order'],
  results: { tools: {}, webhooks: {} },
  time: { zone: 'Europe/Berlin', date: '2026-03-01' },
  faq: [],
  conversationId: 'c1',
};

export const now = Date.UTC(2026, 2, 1, 12, 30, 5, 70);

export const script = (code: string, params?: ScriptCall['params']): ScriptCall => ({ kind: 'script', code, path: '', ...(params && { params }) });
export const expression = (code: string, params?: ScriptCall['params']): ScriptCall => ({ ...script(code, params), kind: 'expression' });

/** A trip with generous limits; what a test cares about it says itself. */
export const trip = (calls: ScriptCall[], change: Partial<ScriptTrip> = {}): ScriptTrip => ({
  scope,
  calls,
  seed: 1,
  now,
  limits: { milliseconds: 2_000, megabytes: 32 },
  ...change,
});

/** The result of a single call. */
export async function one(sandbox: Sandbox, call: ScriptCall, change: Partial<ScriptTrip> = {}): Promise<ScriptResult> {
  const [result] = await sandbox.run(trip([call], change));
  if (!result) throw new Error('no result came back');
  return result;
}

/** What a call gave, or the code and reason of its problem. */
export function outcome(result: ScriptResult | undefined): unknown {
  if (!result) return 'no result';
  return result.ok ? result.value : `${result.problem.code}: ${result.problem.details?.reason ?? ''}`;
}
