import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Flow } from './job.ts';

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * CodeceptJS has tests of its own kind and a program that runs them: `codeceptjs run`, as its users do, with its
 * Playwright helper.
 */
export const flow: Flow = async (job) => {
  const done = join(job.folder, 'done.json');
  const started = Date.now();
  const child = spawn(
    process.execPath,
    [join(HERE, '../node_modules/codeceptjs/bin/codecept.js'), 'run', '-c', join(HERE, 'codecept/codecept.conf.js')],
    {
      cwd: join(HERE, 'codecept'),
      env: { ...process.env, BENCH_JOB: JSON.stringify(job), BENCH_DONE: done },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`codeceptjs run ended with ${String(code)}: ${said.slice(-2000)}`);
  const { begun, ended, titles, pictures } = JSON.parse(readFileSync(done, 'utf8')) as {
    begun: number;
    ended: number;
    titles: string[];
    pictures: number;
  };
  return { launch: begun - started, flow: ended - begun, close: Date.now() - ended, titles, pictures };
};
