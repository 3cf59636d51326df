import { existsSync, renameSync, rmSync } from 'node:fs';
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
