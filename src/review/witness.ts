import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { witnessedRun } from '../evidence/witness/tell.ts';
import type { Witness } from './templates/first-page/genuine.ts';

/** What outside the machine vouches for a closed bundle's time. */
export function witnessOf(folder: string): Witness {
  if (!existsSync(join(folder, 'SHA256SUMS'))) return 'not known yet';
  if (existsSync(join(folder, 'SHA256SUMS.tsr'))) return 'time stamp';
  return witnessedRun(dirname(dirname(folder)), basename(folder)) ?? 'none';
}
