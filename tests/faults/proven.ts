import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '../../src/files/sha256.ts';

/**
 * How things stood where a later plain run of a job was seen to set all right; all workers of one test run share it.
 * A later run decides by what it finds and by nothing else, so from equal states every run goes the same way.
 */
export interface Proven {
  has(state: string): boolean;
  add(state: string): void;
}

export function provenStates(outputDir: string, job: string): Proven {
  const folder = join(outputDir, 'proven', job);
  mkdirSync(folder, { recursive: true });
  const mark = (state: string) => join(folder, sha256Of(state));
  return { has: (state) => existsSync(mark(state)), add: (state) => writeFileSync(mark(state), state) };
}
