import type { Values } from './value.ts';

/** What a script sees (docs/scripting.md). Plain data; scripts get copies. */
export type ScriptScope = {
  vars: Values;
  userProfile: Values;
  userInput: string;
  originalUserInput: string;
  params: Values;
  stage: string;
  stageVars: Record<string, Values>;
  constants: Values;
  history: { role: string; text: string }[];
  events: Values[];
  actions: string[];
  results: Values;
  time: Values;
  /** What the knowledge says to the message, best first. */
  faq: Values[];
  conversationId: string;
};
