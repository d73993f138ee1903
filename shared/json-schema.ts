import { z } from 'zod';
import { project } from './project/project.ts';

/** The JSON Schema of a project as an author writes it; editors complete and check by it. */
export const projectJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(project, { io: 'input' }),
  title: 'Promptside project',
});
