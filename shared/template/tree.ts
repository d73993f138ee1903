import type { Value } from '../value.ts';

/** A place in the data: `up` frames out of the blocks around it, then down by own properties. */
export type PathRead = { kind: 'path'; up: number; parts: string[] };
/** What an `each` tells about its turn, `up` frames out. */
export type LoopRead = { kind: 'loop'; up: number; what: LoopWord };
export type Literal = { kind: 'literal'; value: Value | undefined };
export type Call = { kind: 'call'; helper: HelperName; arguments: Expression[] };
export type Expression = PathRead | LoopRead | Literal | Call;

export type Text = { kind: 'text'; text: string };
export type Mustache = { kind: 'value'; expression: Expression };
export type Block = { kind: 'block'; block: BlockName; subject: Expression; body: Part[]; otherwise: Part[] };
export type Part = Text | Mustache | Block;

/** A template that parsed: names of blocks and loops are already resolved to places. */
export type Template = { kind: 'template'; source: string; parts: Part[] };

/** Why a template does not parse, and where; lines and columns count from 1. */
export type TemplateFault = { kind: 'fault'; message: string; line: number; column: number };

export const blockNames = ['if', 'unless', 'each', 'with'] as const;
export type BlockName = (typeof blockNames)[number];

export const loopWords = ['index', 'key', 'first', 'last'] as const;
export type LoopWord = (typeof loopWords)[number];

/** The helpers and how many arguments each takes: at least, at most. */
export const helperArguments = {
  get: [2, 3],
  exists: [1, 1],
  hasItems: [1, 1],
  join: [1, 2],
  contains: [2, 2],
  default: [2, 2],
  json: [1, 1],
  eq: [2, 2],
  ne: [2, 2],
  gt: [2, 2],
  gte: [2, 2],
  lt: [2, 2],
  lte: [2, 2],
  and: [1, 20],
  or: [1, 20],
  not: [1, 1],
} as const satisfies Record<string, readonly [number, number]>;
export type HelperName = keyof typeof helperArguments;

/** Whether a name is one of the helpers. */
export const isHelper = (name: string): name is HelperName => Object.hasOwn(helperArguments, name);
