import { type Command, commandsOf } from './check/commands.ts';
import type { Parameter } from './project/action.ts';
import type { Project } from './project/project.ts';

/** The types of a page's `Promptside` function with a project's own commands and their parameters, as a `.d.ts`. */
export function widgetTypes(project: Project): string {
  const byName = Map.groupBy(commandsOf(project), ({ name }) => name);
  const commands = [...byName].map(([name, all]) => `  ${JSON.stringify(name)}: ${typeOf(all)};`);
  const list = commands.length > 0 ? `{\n${commands.join('\n')}\n}` : '{}';
  const rules = project.widget.proactive.map(({ name }) => JSON.stringify(name)).join(' | ') || 'never';
  return `${head(project.name)}\n\nexport interface Commands ${list}\n\nexport type Proactive = ${rules};\n${page}`;
}

const head = (name: string): string =>
  `// Written by \`npx promptside types\` from the project "${name}"; write it anew when the project changes.\n// biome-ignore-all lint: generated`;

/** A name may be offered in several stages with parameters of their own: any of them will do. */
const typeOf = (commands: readonly Command[]): string => [...new Set(commands.map(({ parameters }) => objectOf(parameters)))].join(' | ');

function objectOf(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return 'Record<string, never>';
  return `{ ${parameters.map((parameter) => `${parameter.name}${isNeeded(parameter) ? '' : '?'}: ${typeText(parameter)}`).join('; ')} }`;
}

/** One that is asked for when it is missing may be left out. */
const isNeeded = ({ required, onMissing }: Parameter): boolean => required && onMissing !== 'ask';

function typeText({ type, list, acceptedValues }: Parameter): string {
  const one = acceptedValues?.length ? acceptedValues.map((it) => JSON.stringify(typeof it === 'string' ? it : it.value)).join(' | ') : plain[type];
  return list ? `(${one})[]` : one;
}

const plain: Record<Parameter['type'], string> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'string',
  time: 'string',
  email: 'string',
  phone: 'string',
  url: 'string',
  currency: 'string | number',
  code: 'string',
  enum: 'string',
  list: 'unknown[]',
  object: 'Record<string, unknown>',
  any: 'unknown',
};

const page = `
type Needed<T> = Record<string, never> extends T ? [parameters?: T] : Partial<T> extends T ? [parameters?: T] : [parameters: T];

export interface Message {
  id: string;
  role: 'user' | 'assistant' | 'operator';
  text: string;
  at: number;
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Events {
  ready: undefined;
  open: undefined;
  close: undefined;
  message: Message;
  command: { command: string; parameters: Record<string, unknown> };
  unread: number;
  stage: string;
  status: 'active' | 'waiting_for_human' | 'with_human' | 'closed';
  handoff: 'active' | 'waiting_for_human' | 'with_human' | 'closed';
  error: { code?: string; message: string };
}

export interface PromptsideFunction {
  (call: 'open' | 'close' | 'toggle' | 'show' | 'hide' | 'shutdown'): void;
  (call: 'message', text: string): void;
  (call: 'identify', token: string): void;
  (call: 'locale', language: string, words?: Record<string, string>): void;
  (call: 'theme', theme: 'light' | 'dark' | 'auto'): void;
  (call: 'attributes', attributes: Record<string, Json | null>): void;
  (call: 'event', name: string): void;
  (call: 'proactive', name: Proactive): void;
  <Name extends keyof Events>(call: 'on', event: Name, handler: (data: Events[Name]) => void): () => void;
  (call: 'on', event: string & {}, handler: (data: unknown) => void): () => void;
  <Name extends keyof Commands>(call: 'command', name: Name, ...parameters: Needed<Commands[Name]>): void;
}

declare global {
  const Promptside: PromptsideFunction;
  interface Window {
    Promptside: PromptsideFunction;
  }
}
`;
