import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendDurably, readIfThere } from '../../files/durable-write.ts';

/** What a person did to the escrow by hand. What runs do is in their journals. */
export interface ManualAccess {
  utc: string;
  event: 'opened' | 'forgotten';
  publicKey: string;
  /** Whose secret it was, and what; missing in old lines. */
  portal?: string;
  label?: string;
  description: string;
  fp: string;
  operator: string;
  host: string;
}

const GENESIS_HASH = '0'.repeat(64);
const fileIn = (folder: string) => join(folder, 'log.jsonl');

function lines(folder: string): string[] {
  return existsSync(fileIn(folder))
    ? readFileSync(fileIn(folder), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}

/**
 * Adds a line to the customer's `log.jsonl`; it is on disk when this returns. Each line holds the SHA-256 of the line
 * before.
 */
export function recordManualAccess(folder: string, event: ManualAccess): void {
  const last = lines(folder).at(-1);
  const isNew = last === undefined;
  const prev = isNew ? GENESIS_HASH : createHash('sha256').update(`${last}\n`).digest('hex');
  const before = readIfThere(fileIn(folder)) ?? Buffer.alloc(0);
  const torn = !isNew && before.at(-1) !== 0x0a;
  appendDurably(
    fileIn(folder),
    before.length,
    Buffer.from(`${torn ? '\n' : ''}${JSON.stringify({ prev, ...event })}\n`),
  );
}

/** What persons did by hand, oldest first. A line that a crash has torn is left out. */
export function readManualAccess(folder: string): ManualAccess[] {
  return lines(folder).flatMap((line) => {
    try {
      return [JSON.parse(line) as ManualAccess];
    } catch {
      return [];
    }
  });
}
