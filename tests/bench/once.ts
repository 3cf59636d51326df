import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Done, Job } from './flows/job.ts';
import { handedOver, jobOf, portals } from './load.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

type Said = { done: Done } | { failed: string };

/** A tool's flow, in a process of its own. */
export async function inWorker(tool: string, job: Job): Promise<Done> {
  const child = fork(WORKER, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.send({ tool, job });
  const said = await new Promise<Said>((resolve) => {
    child.once('message', (message) => resolve(message as Said));
    child.once('exit', (code) => resolve({ failed: `The process ended with ${String(code)}.` }));
  });
  if ('failed' in said) throw new Error(`${tool}: ${said.failed}`);
  return said.done;
}

/**
 * Runs a tool's flow once, on portals of its own, and makes sure that it has done the job.
 * @param look at the folder that it leaves, which goes afterwards
 */
export async function once(
  tool: string,
  browser: string,
  driver: string | undefined,
  look: (folder: string) => void | Promise<void> = () => undefined,
): Promise<Done> {
  const practice = await portals();
  const job = jobOf(practice, browser, driver);
  try {
    const done = await inWorker(tool, job);
    if (!handedOver(practice)) throw new Error(`${tool} ended, but MSPCFO does not hold a key that works.`);
    await look(job.folder);
    return {
      ...done,
      titles: done.titles.map((title) => plain(title, practice.mspcfo.state.credentials!.publicKey, job)),
    };
  } finally {
    await practice.stop();
    rmSync(job.folder, { recursive: true, force: true });
  }
}

/** A title without what differs from run to run. */
function plain(title: string, publicKey: string, { connectwise, mspcfo }: Job): string {
  return title
    .replace(publicKey, '<public key>')
    .replace(connectwise.url, '<ConnectWise>')
    .replace(mspcfo.url, '<MSPCFO>');
}
