#!/usr/bin/env node
import module from 'node:module';
import { dirname, join } from 'node:path';
import { exit } from './exit-codes.ts';
import { tooOld } from './node-version.ts';

const problem = tooOld(process.versions.node);
if (problem !== undefined) {
  console.error(problem);
  process.exit(exit.badInput);
}

// Node keeps what it made of the code, so that the next start takes half the time. Beside the code, where nobody can
// write who could not change the code itself; where the folder is read-only, nothing is kept.
module.enableCompileCache(
  join(dirname(module.findPackageJSON(import.meta.url)!), 'node_modules', '.cache', 'keywright'),
);
await import('./program.ts');
