import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../shared/problem.ts';
import type { Value } from '../shared/value.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command = 'start'] = process.argv.slice(2);
const everything = 10_000;
/** How the process ends where a command could not do what it is for. */
let failing = 1;

const commands: Record<string, () => Promise<void>> = {
  /** Builds what is not built yet, then serves until it is told to stop. */
  async start() {
    let stop = async (): Promise<unknown> => undefined;
    const leave = (): void => {
      // Whatever hangs, the process is gone in time; what was acknowledged is stored, the rest goes on at the next start.
      setTimeout(() => process.exit(0), everything).unref();
      stop().finally(() => process.exit(0));
    };
    process.once('SIGTERM', leave);
    process.once('SIGINT', leave);
    await build();
    const [{ main }, { linkAddress }] = await Promise.all([import('./main.ts'), import('./settings.ts')]);
    const server = await main(root, process.env);
    stop = server.stop;
    const address = server.settings.publicAddress || `http://localhost:${server.port}`;
    console.log(`Promptside is listening: ${address}`);
    if (await server.access.needsLink())
      console.log(
        `Admin page (opens once, within a day): ${linkAddress(server.settings, server.port)}/admin/#token=${await server.access.newLink()}`,
      );
    else console.log(`Admin page: ${address}/admin/ (for whoever cannot sign in any more: npx promptside link)`);
  },
  /** Prints a link that signs in the first owner, once: for whoever has forgotten the password. */
  async link() {
    const { recoveryLink } = await import('./main.ts');
    console.log(`Opens once, within a day: ${await recoveryLink(process.env)}`);
  },
  /** Builds the widget and the admin page, where they are not up to date. */
  build,
  /** Prints types for a page's own code: the project's commands and their parameters. */
  async types() {
    const [{ widgetTypes }, { parseProject }, { readProject }] = await Promise.all([
      import('../shared/widget-types.ts'),
      import('../shared/parse.ts'),
      import('./read-project.ts'),
    ]);
    const { project, findings } = parseProject(readProject(process.argv[3] ?? 'demo/shop.project.json'));
    if (!project) throw Object.assign(new Problem('project.invalid', { count: findings.length, first: findings[0]?.message ?? '' }), { findings });
    console.log(widgetTypes(project));
  },
  /** Runs the tests of a project; ends with 1 where one fails, with 2 where they could not be run. */
  async test() {
    const [{ testProject }, { readProject }, { testReport }] = await Promise.all([
      import('./main.ts'),
      import('./read-project.ts'),
      import('./perform/rehearsal/test-report.ts'),
    ]);
    const file = process.argv[3] ?? 'demo/shop.project.json';
    failing = 2;
    // What a JSON file holds is a value.
    const run = await testProject(readProject(file) as Value, process.env);
    console.log(testReport(run, file));
    process.exitCode = run.failed > 0 ? 1 : 0;
  },
  /** Writes the JSON Schema of the project document. */
  async schema() {
    const { projectJsonSchema } = await import('../shared/json-schema.ts');
    writeFileSync(join(root, 'project.schema.json'), `${JSON.stringify(projectJsonSchema(), null, 2)}\n`);
  },
};

async function build(): Promise<void> {
  const { buildAll } = await import('../widget/build.ts');
  await buildAll();
}

try {
  const run = commands[command];
  if (!run) throw new Error(`There is no command "${command}"; there are: ${Object.keys(commands).join(', ')}.`);
  await run();
} catch (thrown) {
  console.error(thrown instanceof Problem ? `${thrown.code}: ${thrown.message}` : thrown);
  if (thrown instanceof Problem && 'findings' in thrown && Array.isArray(thrown.findings)) {
    for (const { level, path, message, suggestion } of thrown.findings)
      console.error(`  ${level} ${path}: ${message}${suggestion ? ` (${suggestion})` : ''}`);
  }
  process.exit(failing);
}
