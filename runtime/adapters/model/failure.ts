import { type ProblemCode, type ProblemDetails, type ProblemReport, sentence } from '../../../shared/problem.ts';

/** Why an attempt failed, and whether another one may go better. */
export type Failure = {
  problem: ProblemReport;
  mayRetry: boolean;
  /** How long the provider asked to be left alone. */
  waitMilliseconds?: number;
};

/** Carries a failure through the code of others: it is thrown, or is the reason of an abort. */
export class ModelFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.problem.message);
    this.name = 'ModelFailure';
    this.failure = failure;
  }
}

/** A failure that another attempt would meet again. */
export const final = (code: ProblemCode, details: ProblemDetails): Failure => ({ problem: problem(code, details), mayRetry: false });

/** A failure that may pass. */
export const passing = (code: ProblemCode, details: ProblemDetails): Failure => ({ problem: problem(code, details), mayRetry: true });

const problem = (code: ProblemCode, details: ProblemDetails): ProblemReport => ({ code, message: sentence(code, details), details });
