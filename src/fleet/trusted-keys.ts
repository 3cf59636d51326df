import type { KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownPublicKey, readPublicKey } from '../evidence/signing.ts';

/**
 * The public keys of those who may submit jobs to this workspace's workers: its own, and each `.pem` in
 * `.keywright/submitters/`.
 */
export function trustedKeys(state: string): KeyObject[] {
  const own = ownPublicKey(state);
  const folder = join(state, 'submitters');
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pem')) : [];
  return [
    ...(own === undefined ? [] : [own]),
    ...others.map((name) => readPublicKey(readFileSync(join(folder, name), 'utf8'))),
  ];
}
