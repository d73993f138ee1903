import { syntaxFault } from '../../../shared/syntax.ts';
import type { ScriptCall, ScriptProblem } from '../../ports.ts';
import { maximumCode, scriptProblem } from './answers.ts';

type Code = Pick<ScriptCall, 'kind' | 'code'>;

/** What is wrong with a piece of code before it runs: too large, or not to be parsed, with line and column as the author counts them. */
export function syntaxProblem(call: Code): ScriptProblem | null {
  return sizeProblem(call.code) ?? parseProblem(call);
}

/** Whether code is too large to be run at all. */
export function sizeProblem(code: string): ScriptProblem | null {
  const isTooLarge = code.length > maximumCode || (code.length * 3 > maximumCode && Buffer.byteLength(code) > maximumCode);
  return isTooLarge ? scriptProblem('script.too_large', { limit: maximumCode }) : null;
}

function parseProblem({ kind, code }: Code): ScriptProblem | null {
  const fault = syntaxFault(code, kind);
  return fault && scriptProblem('script.syntax', { reason: fault.reason }, fault);
}
