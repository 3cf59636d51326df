import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Witness } from './templates/first-page/genuine.ts';

/** What outside the machine vouches for a closed bundle's time. */
export function witnessOf(folder: string): Witness {
  if (!existsSync(join(folder, 'SHA256SUMS'))) return 'not known yet';
  return existsSync(join(folder, 'SHA256SUMS.tsr')) ? 'time stamp' : 'none';
}
