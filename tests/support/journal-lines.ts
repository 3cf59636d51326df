/**
 * The moments right before and right after each line of a run's journal. A test in this process watches them by
 * `watchJournal`; a process with NODE_OPTIONS=--import=<this file> and KILL_AT_LINE=<seq>[:before] dies in one of them,
 * or stops there with its browser, as a machine that sleeps (STOP_AT_LINE=<seq>).
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';

export type JournalMoment = (seq: number, when: 'before' | 'after') => void;

/** @returns stops watching */
export function watchJournal(look: JournalMoment): () => void {
  const { openSync, writeSync } = fs;
  /** Journals by their file handles. `line`: how much of the next line has been written. */
  const journals = new Map<number, { seq: number; line: 'none' | 'part' }>();

  fs.openSync = (...args) => {
    const handle = openSync(...args);
    // A new file may get the handle of one that was closed.
    journals.delete(handle);
    if (basename(String(args[0])) === 'journal.jsonl') journals.set(handle, { seq: 0, line: 'none' });
    return handle;
  };

  const write = writeSync as (handle: number, bytes: Uint8Array, offset: number, length: number, at: number) => number;
  fs.writeSync = ((handle, bytes, offset, length, at) => {
    const journal = journals.get(handle);
    if (journal?.line === 'none') look(journal.seq, 'before');
    if (journal) journal.line = 'part';
    const written = write(handle, bytes, offset, length, at);
    if (journal && offset + written === bytes.length) {
      look(journal.seq, 'after');
      journals.set(handle, { seq: journal.seq + 1, line: 'none' });
    }
    return written;
  }) as typeof write as typeof writeSync;

  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, { openSync, writeSync });
    syncBuiltinESMExports();
  };
}

/** The processes below this one, of which the browser is one. */
function descendants(of = process.pid): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (pid: number): number[] =>
    rows.filter(([, parent]) => parent === pid).flatMap(([child]) => [child, ...below(child)]);
  return below(of);
}

/** Sends a signal to a process and all below it, the process itself last. */
export function signalAll(signal: NodeJS.Signals, pid = process.pid): void {
  for (const below of descendants(pid)) {
    try {
      process.kill(below, signal);
    } catch {
      // It has ended by itself.
    }
  }
  process.kill(pid, signal);
}

/** Ends this process and all below it without a chance to clean up, as a power cut would. */
function killAll(): void {
  if (process.platform === 'win32') execFileSync('taskkill', ['/PID', String(process.pid), '/T', '/F']);
  signalAll('SIGKILL');
}

/** The environment of a process that is to die right after (`4`) or right before (`4:before`) a line. */
export const killAtLine = (at: string | number): Record<string, string> => ({
  NODE_OPTIONS: `--import=${import.meta.url}`,
  KILL_AT_LINE: String(at),
});

if (process.env['KILL_AT_LINE'] !== undefined) {
  const [line, moment = 'after'] = process.env['KILL_AT_LINE'].split(':');
  watchJournal((seq, when) => {
    if (String(seq) === line && when === moment) killAll();
  });
}

/** The environment of a process that is to stop right after a line, until it gets SIGCONT, as its browser does. */
export const stopAtLine = (line: number): Record<string, string> => ({
  NODE_OPTIONS: `--import=${import.meta.url}`,
  STOP_AT_LINE: String(line),
});

if (process.env['STOP_AT_LINE'] !== undefined)
  watchJournal((seq, when) => {
    if (String(seq) === process.env['STOP_AT_LINE'] && when === 'after') signalAll('SIGSTOP');
  });
