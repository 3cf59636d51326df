import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A folder that is made once in a run of the suite, whoever asks first, and kept for all workers until its end.
 * Not to be changed.
 */
export async function kept(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(process.env['KEYWRIGHT_TEST_KEPT']!, name);
  if (existsSync(folder)) return folder;
  const draft = `${folder} ${process.pid}`;
  await make(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
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
