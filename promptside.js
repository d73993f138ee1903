#!/usr/bin/env node
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 9)) {
  console.error(`Promptside needs Node 24.9 or newer; this is ${process.versions.node}. Run it through npm (npm start), which brings its own.`);
  process.exit(1);
}
module.enableCompileCache?.();
await import('./runtime/command.ts');
