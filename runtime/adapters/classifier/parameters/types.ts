/** A value that an author accepts, with other ways to say it. */
export type AcceptedValue = string | { value: string; synonyms?: readonly string[] };

/** One piece of information an action takes out of a message. */
export type Parameter = {
  name: string;
  /** string, number, integer, boolean, date, time, datetime, email, phone, url, currency, code or enum; others are read as string. */
  type: string;
  list?: boolean;
  required?: boolean;
  description?: string;
  acceptedValues?: readonly AcceptedValue[];
  pattern?: string;
};

/** An amount of money; `currency` is its ISO code, null where the message does not say. */
export type Money = { amount: number; currency: string | null };

/** What a parameter can hold. */
export type Value = string | number | boolean | Money | readonly Value[];

/** What extraction may lean on beside the message itself. */
export type ExtractionContext = {
  now: Date;
  timezone: string;
  language: string;
  /** The action's examples; slots in braces show what stands around a parameter. */
  examples: readonly string[];
  /** Two-letter country for phone numbers without a country code. */
  country?: string;
};

/** Why a parameter cannot be found in any message. */
export type ExtractionProblem = { name: string; code: 'bad_pattern'; message: string };

/** What was found in a message, what was required and not found, and which parameters can never be found. */
export type Extraction = { values: Record<string, Value>; missing: string[]; problems: ExtractionProblem[] };

/** A piece of the message that could be a parameter's value; `strength` says how sure its shape makes it. */
export type Candidate = { start: number; end: number; value: Value; strength: number };

/** Finds what could be a parameter's value in a message. */
export type Finder = (parameter: Parameter, text: string, context: ExtractionContext) => Candidate[];
