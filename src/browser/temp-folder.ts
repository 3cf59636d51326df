import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../files/is-running.ts';

const NAME = /^keywright-(\d+)-/;

/**
 * Gives this process a temporary folder of its own, which the browser inherits, so that nothing of a run stays in the
 * system's. Folders that killed runs left behind are removed first.
 * @returns removes the folder and restores the environment
 */
export function usePrivateTempFolder(): () => void {
  const system = tmpdir();
  for (const name of readdirSync(system)) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    try {
      rmSync(join(system, name), { recursive: true, force: true });
    } catch {
      // Somebody else's, on a machine that is shared.
    }
  }
  const folder = mkdtempSync(join(system, `keywright-${process.pid}-`));
  const before = ['TMPDIR', 'TEMP', 'TMP'].map((name) => [name, process.env[name]] as const);
  for (const [name] of before) process.env[name] = folder;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    // A browser that is just ending may still write; a second try is enough for that.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
}
