import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../secrets/files.ts';
import { clean } from '../secrets/filter.ts';
import { asciiLine, checkChain, FIRST } from './journal.ts';
import { whileLocked } from './locked.ts';

/** The whole lines of a chained file; a torn last one (a crash while it was written) says nothing. Empty where there is no file. */
export function wholeLines(file: string): string {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/** What is wrong with a chained file, and in which line (from 1); undefined for a good or an empty one. */
export function wrongLine(text: string): { line: number; wrong: string } | undefined {
  if (text === '') return undefined;
  const chain = checkChain(text);
  return 'wrong' in chain ? chain : undefined;
}

/**
 * Appends an event to a file of JSON lines that each hold the SHA-256 of the line before. It is on disk when this returns.
 * @throws when the file was changed by others: nothing is appended to what cannot be trusted
 */
export function appendChained(file: string, event: { type: string }): void {
  whileLocked(`${file}.lock`, () => {
    const text = wholeLines(file);
    const chain = text === '' ? { lines: 0, head: FIRST } : checkChain(text);
    if ('wrong' in chain) throw new Error(`${file} was changed: line ${chain.line} ${chain.wrong}. Nothing was written. Keep the file for whoever has to look into it, and move it away to begin a new one.`);
    const { type, ...rest } = event;
    const bytes = asciiLine(clean(JSON.stringify({ seq: chain.lines, prev: chain.head, type, utc: new Date().toISOString(), ...rest })));
    const handle = openSync(file, 'a', 0o600);
    try {
      // What a crash tore goes: it never counted.
      ftruncateSync(handle, Buffer.byteLength(text));
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    syncFolder(dirname(file));
  });
}
