import type { Evidence } from '../../shared/event.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Action, Parameter } from '../../shared/project/action.ts';
import type { Model } from '../../shared/project/settings.ts';
import type { KnowledgeItem } from '../../shared/project/stage.ts';
import type { Values } from '../../shared/value.ts';
import type { ModelMessage } from './models.ts';

/** Actions that compete for a message, and what is evidence against all of them. */
export type ClassifierTask = {
  /** The same key means the same content: it is prepared once. */
  key: string;
  actions: Action[];
  language: string;
  timezone: string;
  threshold?: number;
  /** Examples of actions elsewhere in the project that this task does not offer. */
  against: string[];
  /** Set where a language model decides; the prompt is the author's own, if there is one. */
  model?: { model: Model; prompt?: string };
};

export type ClassifierAnswer = {
  action: string;
  score: number;
  threshold: number;
  accepted: boolean;
  parameters: Values;
  missing: string[];
  evidence?: Evidence;
};

export type Explained = { action: string; score: number; threshold: number; accepted: boolean; evidence: Evidence };

/** A message to classify; `history` is what was said before it, for models. */
export type ClassifiedMessage = { text: string; available: ReadonlySet<string>; now: number; history: ModelMessage[] };

/** A message that values are taken from; examples show by slots in braces what stands around a value. */
export type ExtractedFrom = { text: string; examples: readonly string[]; language: string; timezone: string; now: number };

/** Decides which actions a message means. */
export interface Classifier {
  /** Trains or loads what `classify` needs; answers what an author should know. */
  prepare(task: ClassifierTask): Promise<Finding[]>;
  /** Values of these parameters in a message, and the names of required ones that it does not give. */
  extract(parameters: readonly Parameter[], message: ExtractedFrom): Promise<{ values: Values; missing: string[] }>;
  /** Why each action of a task would or would not be meant by a text: for people who ask, not for every turn. */
  explain(task: ClassifierTask, text: string): Promise<Explained[]>;
  /** Candidates, best first. Only `available` names compete: the rest is hidden (R003-11). */
  classify(task: ClassifierTask, message: ClassifiedMessage): Promise<ClassifierAnswer[]>;
}

/** The questions and answers of a project; the same key means the same content. */
export type Library = { key: string; items: readonly KnowledgeItem[]; language: string };

/** Finds answers without a model: by full text, then by closeness of meaning. */
export interface Knowledge {
  /** Items that answer the text, best first, none below a score at which an answer may be given unasked. */
  find(library: Library, query: { text: string; tags?: readonly string[] }): Promise<{ item: KnowledgeItem; score: number }[]>;
}
