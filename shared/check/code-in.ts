import { pathText } from '../finding.ts';
import type { Project } from '../project/project.ts';
import { fieldsOf } from './fields.ts';

/** A piece of JavaScript in a project, and where it stands. */
export type Code = { path: string; kind: 'script' | 'expression'; code: string };

/** All JavaScript of a project: conditions, `=` values, the code of script tools and of transformers. */
export function codeIn(project: Project): Code[] {
  const expressions = fieldsOf(project).flatMap(({ kind, text, path }): Code[] =>
    kind === 'expression' ? [{ path: pathText(path), kind: 'expression', code: text }] : [],
  );
  const scripts = [...scriptsIn('tools', project.tools), ...scriptsIn('transformers', project.transformers)];
  return [...expressions, ...scripts];
}

const scriptsIn = (path: string, list: readonly { type: string; code?: string }[]): Code[] =>
  list.flatMap(({ type, code }, at): Code[] =>
    type === 'script' && code !== undefined ? [{ path: `${path}[${at}].code`, kind: 'script', code }] : [],
  );
