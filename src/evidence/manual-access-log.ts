import { join } from 'node:path';
import { readIfThere, rename } from '../files/durable-write.ts';
import { appendChained, type ChainedFile, completeLines } from './chain/chained-file.ts';
import { hashOfLine } from './chain/hash-chain.ts';

/** What a person did to the escrow by hand. The journals hold what runs did. */
export interface ManualAccess {
  utc: string;
  event: 'opened' | 'forgotten';
  publicKey: string;
  /** Missing in old lines, as is `label`. */
  portal?: string;
  label?: string;
  description: string;
  fp: string;
  operator: string;
  host: string;
}

/** The log in a customer's escrow folder. */
const logIn = (folder: string): ChainedFile => ({
  file: join(folder, 'log.jsonl'),
  what: 'The record of what was done by hand',
  otherwise: 'Nothing was done. Keep the file for an inspection, and move it away to begin a new one.',
  lock: join(folder, 'log.lock'),
});

/** Logs from before lines had numbers. They stay as they are, and the first line of the next log holds their hash. */
const formerIn = (folder: string): string => join(folder, 'log.former.jsonl');

const isFormer = (text: string): boolean => text !== '' && !text.startsWith('{"seq":');

/** Adds a line to the customer's `log.jsonl`. It is on disk when this returns. */
export function recordManualAccess(folder: string, access: ManualAccess): void {
  const log = logIn(folder);
  const former = formerIn(folder);
  if (isFormer(completeLines(log.file)) && readIfThere(former) === undefined) rename(log.file, former);
  appendChained(log, () => {
    const first = completeLines(log.file) === '' ? readIfThere(former) : undefined;
    return { type: 'manual-access', ...access, ...(first && { former: hashOfLine(first) }) };
  });
}

function parse(line: string): ManualAccess[] {
  try {
    return [JSON.parse(line) as ManualAccess];
  } catch {
    // A crash has torn a line of a former log.
    return [];
  }
}

/** What people did by hand, oldest first. */
export function readManualAccess(folder: string): ManualAccess[] {
  return [formerIn(folder), logIn(folder).file].flatMap((file) => completeLines(file).split('\n').flatMap(parse));
}
