import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** axe as a script, to be put on a page. */
export const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
