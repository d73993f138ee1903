import { execFile } from 'node:child_process';

/** Whether what ships may ship, and what there is to say about it. */
export type Audit = { isFine: boolean; says: string };

const longest = 60_000;

/** Asks the registry about everything that ships: a high advisory is a failure, a registry that cannot be asked is not (G-34). */
export function audit(root: string, environment: Record<string, string> = {}): Promise<Audit> {
  const question = ['audit', '--omit=dev', '--audit-level=high', '--json'];
  // Elsewhere npm is a script, which only a shell starts.
  const options = {
    cwd: root,
    timeout: longest,
    maxBuffer: 50_000_000,
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  };
  return new Promise((resolve) => {
    execFile('npm', question, options, (failure, output) => resolve(asked({ isClean: !failure, output })));
  });
}

/** What npm answered, in a sentence. */
export function asked({ isClean, output }: { isClean: boolean; output: string }): Audit {
  const report = parsed(output);
  const counts = report.metadata?.vulnerabilities;
  if (!counts) return { isFine: true, says: `the registry could not be asked for advisories: ${(report.message ?? 'no answer').slice(0, 200)}` };
  const found = ['critical', 'high', 'moderate', 'low'].flatMap((level) => (counts[level] ? [`${counts[level]} ${level}`] : []));
  const isFine = isClean && !counts.high && !counts.critical;
  return {
    isFine,
    says: found.length === 0 ? 'no advisories for what ships' : `advisories for what ships: ${found.join(', ')}; npm audit --omit=dev has them`,
  };
}

type Report = { message?: string; metadata?: { vulnerabilities?: Record<string, number> } };

function parsed(output: string): Report {
  try {
    return JSON.parse(output) as Report; // npm's own report, or its error; nothing else is read of either
  } catch {
    return {};
  }
}
