import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Whether the worker is still there that this file names; one that does not name it yet is. */
function isAlive(turn: string): boolean {
  try {
    const pid = Number.parseInt(readFileSync(turn, 'utf8'), 10);
    return Number.isNaN(pid) || process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Takes the turn to make something, unless another worker has it. */
function takeTurn(turn: string): boolean {
  try {
    writeFileSync(turn, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(turn)) rmSync(turn, { force: true });
    return false;
  }
}

/**
 * A folder that is made once in a run of the suite, by whoever asks first, and kept for all workers until its end.
 * Not to be changed.
 */
export async function kept(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(process.env['KEYWRIGHT_TEST_KEPT']!, name);
  const [turn, draft] = [`${folder}.turn`, `${folder} ${process.pid}`];
  for (; !existsSync(folder); await setTimeout(50)) {
    if (!takeTurn(turn)) continue;
    try {
      // Another worker may have ended its turn between the look and this one.
      if (existsSync(folder)) break;
      await make(draft);
      renameSync(draft, folder);
    } finally {
      rmSync(turn, { force: true });
    }
  }
  return folder;
}

/** A folder of this worker alone, until the end of a run of the suite. */
export const ownFolder = (): string => mkdtempSync(join(process.env['KEYWRIGHT_TEST_KEPT']!, 'worker-'));

/**
 * What is made once in a worker, for all tests that ask; it lasts until the worker ends. Tests with a worker's fixture
 * would get workers of their own, each with another browser.
 */
export function onceInWorker<From, T>(make: (from: From) => Promise<T>): (from: From) => Promise<T> {
  let made: Promise<T> | undefined;
  return async (from) => await (made ??= make(from));
}
