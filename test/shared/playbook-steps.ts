import type { Value } from '../../shared/value.ts';
import { action, script, shop, webhook } from './documents.ts';

type Step = { [key: string]: Value };
type More = { [key: string]: Value };

export const say = (text = 'x', id?: string): Step => ({ type: 'SEND', text, ...(id ? { id } : {}) });
export const set = (variable: string, value: Value, more: More = {}): Step => ({ type: 'SET', variable, value, ...more });
export const reason = (variable: string, more: More = {}): Step => ({ type: 'SET', mode: 'reasoning', variable, instruction: 'which', ...more });
export const ask = (variable: string, more: More = {}): Step => ({
  type: 'ASK',
  question: 'Which?',
  inputs: [{ variable, instructions: 'the answer' }],
  ...more,
});
export const act = (more: More = {}, name = 'refund'): Step => ({ type: 'RUN', target: { kind: 'action', name, ...more } });
export const link = (name: string, more: More = {}): Step => ({ type: 'RUN', target: { kind: 'playbook', name, ...more } });
export const exit: Step = { type: 'RUN', target: { kind: 'exit' } };
export const go = (target_step_id: string): Step => ({ type: 'GO_TO', target_step_id });
export const is = (variable: string, value: Value, operator = 'is'): Step => ({ variable, operator, value });
export const when = (condition: Step, steps: Step[], more: More = {}): Step => ({
  type: 'IF_ELSE',
  branches: [{ operator: 'AND', conditions: [condition], steps }],
  ...more,
});

const tools = [script('refund'), webhook('lookup')];
/** The action that starts Main. */
export const start = action('Refund', { effects: [{ type: 'start_playbook', playbook: 'Main' }] });

/** A document with these sections in the playbook Main, which an action starts. */
export const book = (sections: Step[][], { main = {}, ...more }: { [key: string]: Value } & { main?: More } = {}): Value => {
  const named = sections.map((steps, at): Value => ({ name: `s${at}`, steps }));
  const others = Array.isArray(more.playbooks) ? more.playbooks : [];
  return shop({ tools, stages: [{ name: 'Home', actions: [start] }], ...more, playbooks: [{ name: 'Main', sections: named, ...main }, ...others] });
};
export const main = (...steps: Step[]): Value => book([steps]);
export const child = (steps: Step[], more: More = {}): { playbooks: Value } => ({
  playbooks: [{ name: 'Child', sections: [{ name: 'a', steps }], ...more }],
});

/** The place of a step in the first section of Main. */
export const at = (path: string): string => `playbooks[0].sections[0].steps${path}`;
