#!/usr/bin/env node
import module from 'node:module';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Promptside needs Node 24 or newer; this is ${process.versions.node}. Run it through npm (npm start), which brings its own.`);
  process.exit(1);
}
module.enableCompileCache?.();
await import('./runtime/command.ts');
