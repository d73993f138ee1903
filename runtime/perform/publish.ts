import type { Finding } from '../../shared/finding.ts';
import { Problem } from '../../shared/problem.ts';
import type { AuthoredProject, Project } from '../../shared/project/project.ts';
import type { Ports } from '../ports.ts';
import { type Trial, type Tried, tryTool } from './try-tool.ts';
import type { Parse, Versions } from './versions.ts';

/** The pieces of code in a project, with their places. */
export type CodeIn = (project: Project) => { path: string; kind: 'script' | 'expression'; code: string }[];

/** What is to go live: a document, why and by whom, and whether running conversations move to it (else they end on their own version). */
export type Edition = { document: unknown; note: string; author: string; moveRunning?: boolean };

/** Checks documents and makes them live. */
export interface Press {
  /** All that an author should know about a document; the project itself where nothing stands against it. */
  examine(document: unknown): Promise<{ project: Project | null; findings: Finding[] }>;
  /** Runs one tool of a document alone (the admin page's tester); throws `project.invalid` where the document has errors. */
  tryTool(document: unknown, trial: Trial): Promise<Tried>;
  /** Stores the next version and makes it live, or throws `project.invalid` and changes nothing (G-08). */
  publish(edition: Edition): Promise<{ version: number; findings: Finding[] }>;
}

/** A press over these ports. */
export function pressOf(ports: Ports, versions: Versions, { parse, codeIn }: { parse: Parse; codeIn: CodeIn }): Press {
  const examine: Press['examine'] = async (document) => {
    const { project, findings } = parse(document);
    if (!project) return { project, findings };
    const all = [...findings, ...(await syntaxErrors(ports, codeIn(project)))];
    return { project: all.some(({ level }) => level === 'error') ? null : project, findings: all };
  };
  return {
    examine,
    async tryTool(document, trial) {
      const { project, findings } = await examine(document);
      if (!project) throw new RefusedPublish(findings);
      return tryTool(ports, { project, version: 0, tasks: new Map() }, trial);
    },
    async publish({ document, note, author, moveRunning = false }) {
      const { project, findings } = await examine(document);
      if (!project) throw new RefusedPublish(findings);
      // The document was parsed by the project's own schema, so it is an authored project.
      const edition = { project: project.name, document: document as AuthoredProject, note, author, at: ports.clock.now(), moveRunning };
      const version = await ports.store.publish(edition);
      const learned = await versions.goLive({ ...edition, version });
      return { version, findings: [...findings, ...learned] };
    },
  };
}

/** Why a document was not published, finding by finding. */
export class RefusedPublish extends Problem {
  readonly findings: Finding[];
  constructor(findings: Finding[]) {
    const errors = findings.filter(({ level }) => level === 'error');
    const first = errors[0] ? `${errors[0].path}: ${errors[0].message}` : '';
    super('project.invalid', { count: errors.length, first });
    this.findings = findings;
  }
}

async function syntaxErrors({ sandbox }: Pick<Ports, 'sandbox'>, pieces: ReturnType<CodeIn>): Promise<Finding[]> {
  const checked = await Promise.all(pieces.map(async (piece) => ({ piece, problem: await sandbox.check(piece) })));
  return checked.flatMap(({ piece, problem }): Finding[] =>
    problem ? [{ level: 'error', code: problem.code, path: piece.path, message: problem.message }] : [],
  );
}
