import { execFile } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../../files/durable-write.ts';
import { redact } from '../../secrets/redact.ts';
import { withoutSecrets } from './settings.ts';

/** Milliseconds for each of git's steps. */
const LIMIT = 60_000;
const FILE = 'runs.jsonl';

/**
 * Commits a line, and pushes it to a branch of its own.
 * @param folder a clone of nothing else
 * @param branch one for each workspace, so that two never meet
 * @param withhold whether a variable of the environment is kept from git
 * @returns the commit
 */
export async function pushLine(
  line: string,
  {
    folder,
    remote,
    branch,
    withhold,
  }: { folder: string; remote: string; branch: string; withhold(name: string): boolean },
): Promise<string> {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !withhold(name)));
  const git = async (...args: string[]) =>
    await promisify(execFile)('git', ['-C', folder, '-c', 'user.name=keywright', '-c', 'user.email=', ...args], {
      timeout: LIMIT,
      env: { ...kept, GIT_TERMINAL_PROMPT: '0' },
    }).catch((error: Error & { stderr?: string }) => {
      const said = (error.stderr ?? error.message).replaceAll(remote, withoutSecrets(remote));
      throw new Error(redact(said).trim().split('\n').slice(-2).join(' '));
    });
  makeFolder(folder);
  if (!existsSync(join(folder, '.git'))) await git('init', '--quiet');
  appendFileSync(join(folder, FILE), line, { mode: 0o600 });
  await git('add', FILE);
  await git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', 'A run was closed');
  await git('push', '--quiet', remote, `HEAD:refs/heads/${branch}`);
  return (await git('rev-parse', 'HEAD')).stdout.trim();
}
