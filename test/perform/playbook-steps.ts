import type { World } from '../world.ts';
import { playbookProject, playbookWorld } from './playbook-world.ts';

/** The steps of a section. */
export type Steps = Parameters<typeof playbookProject>[0];
type More = Parameters<typeof playbookProject>[1];
type Main = Parameters<typeof playbookProject>[2];

/** What is heard after `go` and these texts. */
export const run = async (
  steps: Steps,
  { more, main, says = [] }: { more?: More; main?: Main; says?: string[] } = {},
): Promise<{ heard: string[]; w: World }> => {
  const w = await playbookWorld(playbookProject(steps, more, main));
  for (const text of ['go', ...says]) await w.say(text);
  return { heard: await w.heard(), w };
};

/** Says this text. */
export const say = (text: string, id?: string) => ({ type: 'SEND' as const, text, ...(id ? { id } : {}) });
/** Sets one variable. */
export const set = (variable: string, value: string | number | boolean | null) => ({ type: 'SET' as const, variable, value });
/** Holds where a variable has this value. */
export const is = (variable: string, value: string | number) => ({ variable, operator: 'is' as const, value });
/** Asks for one variable. */
export const ask = (variable: string, more: object = {}) => ({
  type: 'ASK' as const,
  question: `${variable}?`,
  inputs: [{ variable, instructions: `the ${variable}`, ...more }],
});
/** Runs an action or a tool. */
export const act = (name: string, more: object = {}) => ({ type: 'RUN' as const, target: { kind: 'action' as const, name, ...more } });
/** Leaves the playbook. */
export const exit = { type: 'RUN' as const, target: { kind: 'exit' as const } };
