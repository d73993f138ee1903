import { writesOf } from '../../shared/check/playbook-variables.ts';
import type { Step } from '../../shared/project/playbook.ts';
import type { Value } from '../../shared/value.ts';
import { type Path, valueAt } from './path.ts';
import { stepKeyword } from './playbook-steps.ts';
import { asList, asRecord, asText, nameOf } from './read.ts';
import { stageVariables } from './stage-variables.ts';
import { stepTargets } from './step-targets.ts';

/** Something that a text of a step can name: what it is called, where it comes from, and what stands for it in the text. */
export type Placeholder = { name: string; from: string; text: string };

/** What may be named in a text of a step: what the steps before it have set, the inputs of its playbook, variables of stages, fields of the profile (R004-09). */
export function stepPlaceholders(document: Value, { playbook, step }: { playbook: Path; step: Path }): Placeholder[] {
  const inputs = asList(asRecord(valueAt(document, playbook)).inputs).map(asText);
  const profile = asList(asRecord(document).profile).map(nameOf);
  return distinct([
    ...setBefore(document, { playbook, step }),
    ...inputs.map((name) => variable(name, 'input of this playbook')),
    ...stageVariables(document).map(({ name, stage }) => variable(name, `variable of stage ${stage}`)),
    ...profile.map((name): Placeholder => ({ name: `userProfile.${name}`, from: 'field of the profile', text: `{{userProfile.${name}}}` })),
  ]);
}

/** Those that go on as it is typed, those that begin so first. */
export function placeholdersLike(placeholders: readonly Placeholder[], typed: string): Placeholder[] {
  const wanted = typed.toLowerCase();
  const place = ({ name }: Placeholder): number => name.toLowerCase().indexOf(wanted);
  return placeholders.filter((it) => place(it) >= 0).toSorted((left, right) => Number(place(left) > 0) - Number(place(right) > 0));
}

/** Where the `@` stands that is being typed before a cursor, and what follows it; none in an address, a link or a template. */
export function mentionBefore(text: string): { from: number; typed: string } | null {
  const found = /(?<![\p{L}\p{N}_.%+\-/@\\])@([\p{L}\p{N}_.]*)$/u.exec(text);
  const isInTemplate = text.lastIndexOf('{{') > text.lastIndexOf('}}');
  return found && !isInTemplate ? { from: found.index, typed: found[1] ?? '' } : null;
}

const variable = (name: string, from: string): Placeholder => ({ name, from, text: `{{vars.${name}}}` });

function setBefore(document: Value, { playbook, step }: { playbook: Path; step: Path }): Placeholder[] {
  return stepTargets(document, playbook)
    .filter(({ path }) => isBefore(path, step))
    .flatMap(({ path }) => {
      const earlier = valueAt(document, path);
      return writtenBy(earlier).map((name) => variable(name, `set by ${stepKeyword(earlier)}`));
    });
}

/** Whether a step runs before another one, as they are written: what stands in another branch does not. */
function isBefore(path: Path, step: Path): boolean {
  const at = path.findIndex((part, index) => part !== step[index]);
  const [mine, theirs] = [path[at], step[at]];
  return typeof mine === 'number' && typeof theirs === 'number' && mine < theirs && path[at - 1] !== 'branches';
}

function writtenBy(step: Value | undefined): string[] {
  try {
    // In a draft a part of a step may be missing or of another kind: then it writes nothing, or a name that is none.
    return writesOf(step as Step).filter((name) => typeof name === 'string');
  } catch {
    return [];
  }
}

/** Each once, where it was found first; what has no name that a template could read is left out. */
const distinct = (placeholders: Placeholder[]): Placeholder[] =>
  placeholders.filter(
    ({ name, text }, index) => /^(userProfile\.)?[A-Za-z_]\w*$/.test(name) && placeholders.findIndex((other) => other.text === text) === index,
  );
