import type { Value } from './value.ts';

/** One thing that a test looked at, and how it was. */
export type TestCheck = { what: string; expected: Value; actual: Value; ok: boolean };
/** What became of one step; `problem` where it could not be done at all, or its turn failed. */
export type TestStepRun = { step: string; ok: boolean; checks: TestCheck[]; problem?: string };
/** What became of one test; `problem` where it could not begin. Steps after one that could not be done are not there. */
export type ProjectTestRun = { name: string; ok: boolean; steps: TestStepRun[]; problem?: string; milliseconds: number };
/** What became of all of them. */
export type TestRun = { tests: ProjectTestRun[]; passed: number; failed: number };
