import { banFindings } from './check/bans.ts';
import { buttonFindings, formFindings } from './check/commands.ts';
import { cycleFindings } from './check/cycles.ts';
import { shapeFindings } from './check/document-shape.ts';
import { handoffAdvice, handoffFindings } from './check/handoff.ts';
import type { Doc } from './check/holders.ts';
import { incompleteFindings } from './check/incomplete.ts';
import { actionFindings } from './check/lint-actions.ts';
import { duplicateFindings, takenFindings } from './check/names.ts';
import { without } from './check/partly.ts';
import { playbookFindings } from './check/playbooks.ts';
import { placeholderFindings } from './check/prompt-sequences.ts';
import { readOrderFindings } from './check/read-order.ts';
import { unknownNames } from './check/references.ts';
import { schemaFindings } from './check/schema-issues.ts';
import { secretFindings } from './check/secrets.ts';
import { nestedSequences } from './check/sequences.ts';
import { templateFindings } from './check/templates.ts';
import { testFindings } from './check/tests.ts';
import { watchFindings } from './check/watches.ts';
import { webhookFindings } from './check/webhooks.ts';
import type { Finding } from './finding.ts';
import { type Project, project as projectSchema } from './project/project.ts';

/** A project without errors, with the warnings there are; or null, and everything that is to mend, all at once. */
export type ParsedProject = { project: Project; findings: Finding[] } | { project: null; findings: Finding[] };

/** Reads a document as a project: its shape, its names, and advice where those are in order. */
export function parseProject(input: unknown): ParsedProject {
  const shape = shapeFindings(input);
  if (shape.length > 0) return { project: null, findings: shape };
  const parsed = projectSchema.safeParse(input);
  if (parsed.success) return judged(parsed.data);
  const { findings, unsound } = schemaFindings(input, parsed.error.issues);
  // What the schema found no fault with has the schema's types; the rest has been taken out.
  const sound = without(input, unsound) as Doc;
  return { project: null, findings: [...findings, ...errorChecks.flatMap((check) => check(sound))] };
}

/** Checks that also look at documents with faults in other places. */
const errorChecks: readonly ((document: Doc) => Finding[])[] = [
  duplicateFindings,
  takenFindings,
  unknownNames,
  buttonFindings,
  formFindings,
  nestedSequences,
  placeholderFindings,
  banFindings,
  cycleFindings,
  playbookFindings,
  incompleteFindings,
  templateFindings,
  secretFindings,
  webhookFindings,
  handoffFindings,
];

/** Checks that only say something about a whole project. */
const advice: readonly ((project: Project) => Finding[])[] = [watchFindings, readOrderFindings, actionFindings, testFindings, handoffAdvice];

function judged(project: Project): ParsedProject {
  const findings = [...errorChecks.flatMap((check) => check(project)), ...advice.flatMap((check) => check(project))];
  return findings.some(({ level }) => level === 'error') ? { project: null, findings } : { project, findings };
}
