import type { Parameter } from './parameters/types.ts';

/** An action as the classifier sees it: what it is called, what sets it off and what does not. */
export type ExampleAction = {
  name: string;
  trigger?: string;
  examples: readonly string[];
  counterExamples?: readonly string[];
  threshold?: number;
  parameters?: readonly Parameter[];
};

/** What a stage may set for all its actions; `against` holds examples that belong to other stages. */
export type TrainOptions = {
  language?: string;
  threshold?: number;
  against?: readonly string[];
};

/** An action's name and the calibrated probability that a message asks for it. */
export type Match = { name: string; score: number };

/** The accepted actions (none: fallback) and every candidate, best first. */
export type Classification = { matches: Match[]; ranked: Match[] };

/** `only` names the actions that exist for this message; the others are hidden from the decision. */
export type ClassifyOptions = { only?: ReadonlySet<string> };

/** Why one action was or was not accepted, as the trace shows it. */
export type Candidate = Match & {
  threshold: number;
  accepted: boolean;
  nearest: { example: string; similarity: number } | null;
  wordsFor: { word: string; weight: number }[];
  wordsAgainst: { word: string; weight: number }[];
};

/** What a trained stage keeps of an action. */
export type TrainedAction = { name: string; threshold: number; examples: readonly string[] };

/** Everything that training found out, as plain data that survives a structured clone. */
export type ModelData = {
  version: number;
  language: string;
  actions: TrainedAction[];
  words: string[];
  hashes: Int32Array;
  rarity: Float32Array;
  weights: Int16Array;
  scales: Float32Array;
  bias: Float32Array;
  midpoint: number;
};

/** A trained stage, ready to read messages. */
export type Model = {
  classify(text: string, options?: ClassifyOptions): Classification;
  explain(text: string, options?: ClassifyOptions): Candidate[];
  bytes(): number;
  data: ModelData;
};
