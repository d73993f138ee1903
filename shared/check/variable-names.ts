import type { Project } from '../project/project.ts';
import type { Doc } from './holders.ts';
import { effectsOf } from './holders.ts';
import { each, inside, type Partly } from './partly.ts';
import { namesInCode, writesOf } from './playbook-variables.ts';
import { stepsOf } from './steps.ts';

const known = new WeakMap<Project, ReadonlySet<string>>();

/** Every variable that something in a project writes or declares; `@name` stands for no other (R004-09). */
export function variablesOf(project: Project): ReadonlySet<string> {
  const found = known.get(project) ?? new Set([...givenVariables(project), ...inPlaybooks(project)]);
  known.set(project, found);
  return found;
}

/** Variables that have or may get a value outside of playbooks: declared ones, and what effects, transformers and scripts write. */
export function givenVariables(document: Doc): Set<string> {
  const effects = effectsOf(document).flatMap(({ it }) => {
    if (it.type === 'modify_variables') return each(it.modifications, []).flatMap((change) => change.it.variable ?? []);
    if (it.type === 'call_tool') return it.saveAs ?? [];
    return it.type === 'start_playbook' ? Object.keys(it.inputs ?? {}) : [];
  });
  const declared = each(document.stages, []).flatMap(({ it }) => each(it.variables, []).flatMap((one) => one.it.name ?? []));
  const written = [...each(document.tools, []), ...each(document.transformers, [])].flatMap(({ it }) => writtenBy(it));
  return new Set([...effects, ...declared, ...written]);
}

// Where the type of a tool or transformer is none, nothing is known of its other keys.
function writtenBy(it: object): string[] {
  const [code, variables] = [inside(it, 'code'), inside(it, 'variables')];
  const named = Array.isArray(variables) ? variables.filter((name) => typeof name === 'string') : [];
  return [...named, ...(typeof code === 'string' ? namesInCode(code) : [])];
}

/** What the playbooks of a document take in, give back and write. */
export function inPlaybooks(document: Doc): Set<string> {
  return new Set(
    each(document.playbooks, []).flatMap((playbook) => [
      ...each(playbook.it.inputs, []).map(({ it }) => it),
      ...stepsOf(playbook).flatMap(({ it }) => writesOfLoose(it)),
    ]),
  );
}

function writesOfLoose(step: Partly<Parameters<typeof writesOf>[0]>): string[] {
  try {
    // A step of a sound project is whole; in one with faults a part may be missing, and then it writes nothing.
    return writesOf(step as Parameters<typeof writesOf>[0]);
  } catch {
    return [];
  }
}
