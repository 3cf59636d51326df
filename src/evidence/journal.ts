import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskWords, persistently, syncFolder, writeAt } from '../files/durable-write.ts';
import { redact } from '../secrets/redact.ts';
import type { RunEvent } from './events.ts';

/** What the first line of a chain names as the hash of the line before. */
export const GENESIS_HASH = '0'.repeat(64);

/** A JSON text as a line of ASCII: what a reader sees is what is there. */
export function asciiLine(json: string): Buffer {
  return Buffer.from(
    `${json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`,
    'latin1',
  );
}

/** What a run does cannot be recorded any more, so nothing more may be done. */
export class JournalWriteError extends Error {
  /** What could not be written, with what the disk said. */
  readonly actual: string;

  /**
   * @param what could not be written, at the beginning of a sentence
   * @param journal its path
   */
  constructor(what: string, journal: string, cause: unknown) {
    const actual = `${what} could not be written (${diskWords(cause)})`;
    super(
      `${actual}, so the run stopped where it was: nothing was pressed after that. ` +
        `The journal holds everything up to there: ${journal}. ` +
        'See to the disk (room, rights, cable, programs that hold files there), then run again: it looks first ' +
        'and goes on from what is there.',
      { cause },
    );
    this.actual = actual;
  }
}

/**
 * The run's append-only list of events. Each line holds the SHA-256 of the line before (with its line feed), is ASCII,
 * and is on disk (fsync) when `write` returns: what it announces may be done then, and not before.
 */
export class Journal {
  readonly #file: string;
  #handle: number;
  #closed = false;
  #lost: JournalWriteError | undefined;
  #length = 0;
  #seq = 0;
  #prev = GENESIS_HASH;
  readonly #start = performance.now();

  /** @throws when the file is there already: a journal is never continued */
  constructor(folder: string) {
    this.#file = join(folder, 'journal.jsonl');
    this.#handle = persistently(this.#file, 'begun', () => openSync(this.#file, 'wx', 0o600));
    syncFolder(dirname(this.#file));
  }

  /**
   * @throws EvidenceLost when the disk did not take this line or an earlier one: a write may be tried again,
   *   but not what failed to sync once, because a second try may lie
   * @throws after `close`: what is left of a run that has ended must not write anywhere
   */
  write(event: RunEvent): void {
    if (this.#closed) throw new Error('The journal is closed.');
    if (this.#lost !== undefined) throw this.#lost;
    const { type, ...rest } = event;
    const head = {
      seq: this.#seq,
      prev: this.#prev,
      type,
      utc: new Date().toISOString(),
      mono_ms: Math.round(performance.now() - this.#start),
    };
    const json = redact(JSON.stringify({ ...head, ...rest }));
    const line = asciiLine(json);
    try {
      persistently(this.#file, 'written', () => writeAt(this.#handle, line, this.#length));
      fsyncSync(this.#handle);
    } catch (error) {
      this.#lost = new JournalWriteError('The journal', this.#file, error);
      this.dropTornLine();
      throw this.#lost;
    }
    this.#length += line.length;
    this.#seq += 1;
    this.#prev = createHash('sha256').update(line).digest('hex');
  }

  /** Takes away what there is of a line that was not written as a whole, where the disk still lets one. */
  private dropTornLine(): void {
    try {
      ftruncateSync(this.#handle, this.#length);
      fsyncSync(this.#handle);
    } catch {}
  }

  get file(): string {
    return this.#file;
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
  if (!text.endsWith('\n')) return { line: text.split('\n').length, wrong: 'is torn' };
  let prev = GENESIS_HASH;
  const lines = text.slice(0, -1).split('\n');
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith(`{"seq":${index},"prev":"${prev}",`))
      return { line: index + 1, wrong: 'does not follow from the line before' };
    prev = createHash('sha256').update(`${line}\n`).digest('hex');
  }
  return { lines: lines.length, head: prev };
}
