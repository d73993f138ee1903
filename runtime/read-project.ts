import { existsSync, readFileSync } from 'node:fs';
import { Problem, report } from '../shared/problem.ts';

/** A project file as JSON, not yet checked; throws `project.unreadable` or `project.not_json`. */
export function readProject(file: string): unknown {
  if (!existsSync(file)) throw new Problem('project.unreadable', { file, reason: 'there is no such file' });
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new Problem('project.not_json', { file, reason: thrown instanceof Error ? thrown.message : report(thrown).message });
  }
}
