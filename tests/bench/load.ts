import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Practice, startPractice } from '../../src/practice/testing/start.ts';
import type { Job } from './flows/job.ts';

const temporary = new Set<string>();
process.on('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** A folder that goes with the process. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-bench-'));
  temporary.add(folder);
  return folder;
}

/**
 * Practice portals that add no delay of their own, for one customer or several. Passwords are enough: the same for
 * every tool.
 */
export async function portals(customers: string[] = ['practice']): Promise<Practice> {
  const [companyId, ...others] = customers;
  return await startPractice({ delay: 0, mfa: false, companyId: companyId!, customers: others, restLimit: 1_000_000 });
}

/** One customer's job. */
export function jobOf(practice: Practice, browser: string, driver: string | undefined, nth = 0): Job {
  const { connectwise, mspcfo } = practice.customers[nth]!;
  return {
    browser,
    driver,
    folder: tempFolder(),
    name: 'MSPCFO',
    connectwise: {
      url: connectwise.url,
      company: connectwise.companyId,
      username: connectwise.username,
      password: connectwise.password,
      clientId: connectwise.clientId,
    },
    mspcfo: { url: mspcfo.url, username: mspcfo.username, password: mspcfo.password },
  };
}

/** Whether a flow has left what it should: keys that MSPCFO holds and that work. */
export function handedOver(practice: Practice, nth = 0): boolean {
  const { state } = practice.customers[nth]!.mspcfo;
  return state.connection?.ok === true && state.credentials !== undefined;
}
