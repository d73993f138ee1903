import { readFileSync, writeFileSync } from 'node:fs';
import { current, unexplained } from './reference.ts';

const page = current(readFileSync('docs/project.md', 'utf8'));
writeFileSync('docs/project.md', page);
for (const line of unexplained(page)) console.log(`Say what it means: ${line}`);
