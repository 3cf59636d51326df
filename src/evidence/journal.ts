import { closeSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskWords, persistently, syncFolder, writeAt } from '../files/durable-write.ts';
import { chainedLine, GENESIS_HASH, hashOfLine } from './chain/hash-chain.ts';
import type { RunEvent } from './events.ts';

/** The run cannot be recorded any more, so it must not do anything more. */
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
        'Check the disk (room, rights, cable, programs that hold files there), then run again: it looks first ' +
        'and continues from what is there.',
      { cause },
    );
    this.actual = actual;
  }
}

/** What only tells of the past: the next line that announces something makes it durable, too. */
const TELLS: ReadonlySet<RunEvent['type']> = new Set(['gesture.end', 'shot', 'shot.withheld', 'list.read', 'note']);

/**
 * The run's append-only list of events. Each line holds the SHA-256 of the line before (with its line feed), and is
 * ASCII. One that announces something is on disk (fsync) when `write` returns, with all before it: what it announces may
 * be done then, and not before.
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
   * @throws JournalWriteError when the disk did not take this line or an earlier one: a write may be tried again,
   *   but not what failed to sync once, because a second try may lie
   * @throws after `close`: what is left of a run that has ended must not write anywhere
   */
  write(event: RunEvent): void {
    if (this.#closed) throw new Error('The journal is closed.');
    if (this.#lost !== undefined) throw this.#lost;
    const { type, ...rest } = event;
    const line = chainedLine(this.#seq, this.#prev, {
      type,
      utc: new Date().toISOString(),
      mono_ms: Math.round(performance.now() - this.#start),
      ...rest,
    });
    try {
      persistently(this.#file, 'written', () => writeAt(this.#handle, line, this.#length));
      if (!TELLS.has(type)) fsyncSync(this.#handle);
    } catch (error) {
      this.#lost = new JournalWriteError('The journal', this.#file, error);
      this.#dropTornLine();
      throw this.#lost;
    }
    this.#length += line.length;
    this.#seq += 1;
    this.#prev = hashOfLine(line);
  }

  /** Removes a line that was not written completely, if the disk still allows it. */
  #dropTornLine(): void {
    try {
      ftruncateSync(this.#handle, this.#length);
      fsyncSync(this.#handle);
    } catch {}
  }

  get file(): string {
    return this.#file;
  }

  close(): void {
    this.#closed = true;
    closeSync(this.#handle);
  }
}
