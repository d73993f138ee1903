import type { ProblemReport } from '../shared/problem.ts';
import type { Handle } from './loader/handle.ts';

/** The precise line of a refusal that lasts, for the page's owner; once, whichever part of us meets it first. The visitor reads a calm one. */
export function refuse(handle: Handle, problem: ProblemReport): void {
  if (handle.refusal === problem.message) return;
  handle.refusal = problem.message;
  tellProblem(handle, problem, 'problems');
}

/** One problem: a line in the console that says where it is explained, and an event for the page. */
export function tellProblem(handle: Handle, problem: ProblemReport, heading: string): void {
  warn(handle, `${problem.message} (${problem.code})`, heading);
  handle.tell('error', problem);
}

/** One line in the page's console that ends with an address which can be clicked: our own server has the page. */
export const warn = ({ settings: { base } }: Handle, what: string, heading: string): void =>
  console.warn(`Promptside: ${what}; see ${base}docs/widget.md#${heading}`);
