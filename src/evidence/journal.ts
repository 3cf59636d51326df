import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder } from '../secrets/files.ts';
import { clean } from '../secrets/filter.ts';
import type { RunEvent } from './events.ts';
import { faultPoint } from './fault-point.ts';

const FIRST = '0'.repeat(64);

/**
 * The run's append-only list of events. Each line holds the SHA-256 of the line before (with its line feed), is ASCII,
 * and is on disk (fsync) when `write` returns: what it announces may be done then, and not before.
 */
export class Journal {
  #handle: number;
  #closed = false;
  #seq = 0;
  #prev = FIRST;
  readonly #start = performance.now();

  /** @throws when the file is there already: a journal is never continued */
  constructor(folder: string) {
    const file = join(folder, 'journal.jsonl');
    this.#handle = openSync(file, 'wx', 0o600);
    syncFolder(dirname(file));
  }

  /** @throws after `close`: what is left of a run that has ended must not write anywhere */
  write(event: RunEvent): void {
    if (this.#closed) throw new Error('The journal is closed.');
    const { type, ...rest } = event;
    const head = { seq: this.#seq, prev: this.#prev, type, utc: new Date().toISOString(), mono_ms: Math.round(performance.now() - this.#start) };
    const json = clean(JSON.stringify({ ...head, ...rest }));
    const line = Buffer.from(`${json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`, 'latin1');
    faultPoint(this.#seq, 'before');
    for (let written = 0; written < line.length; ) written += writeSync(this.#handle, line, written);
    fsyncSync(this.#handle);
    faultPoint(this.#seq, 'after');
    this.#seq += 1;
    this.#prev = createHash('sha256').update(line).digest('hex');
  }

  /** The hash that the next line would hold: it stands for all lines so far. */
  get head(): string {
    return this.#prev;
  }

  close(): void {
    this.#closed = true;
    closeSync(this.#handle);
  }
}

/**
 * Checks the chain of a journal's text.
 * @returns the number of whole lines and the head hash, or what is wrong and in which line (from 1)
 */
export function checkChain(text: string): { lines: number; head: string } | { line: number; wrong: string } {
  if (!text.endsWith('\n')) return { line: text.split('\n').length, wrong: 'the last line is torn' };
  let prev = FIRST;
  const lines = text.slice(0, -1).split('\n');
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith(`{"seq":${index},"prev":"${prev}",`)) return { line: index + 1, wrong: 'does not follow from the line before' };
    prev = createHash('sha256').update(`${line}\n`).digest('hex');
  }
  return { lines: lines.length, head: prev };
}
