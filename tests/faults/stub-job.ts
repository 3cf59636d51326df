import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findBrowser } from '../../src/browser/find.ts';
import { loadJob } from '../../src/cli/load-job.ts';
import { takeCustomerLock } from '../../src/engine/customer-lock.ts';
import { run } from '../../src/engine/run.ts';
import { newRunId } from '../../src/engine/run-id.ts';
import type { RunResult } from '../../src/engine/run-options.ts';
import { signingKeyForRun } from '../../src/evidence/signing-key.ts';
import { writeDurably } from '../../src/files/durable-write.ts';
import { renderReport } from '../../src/review/report.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { Vault } from '../../src/secrets/vault.ts';
import { NO_SOURCES } from '../support/no-sources.ts';
import { type StubServer, startStub } from '../support/stub-portal/server.ts';
import { paperBrowser } from './paper-browser.ts';

const STUB = resolve('tests/support/stub-portal');

/** A workspace whose customer has the stub portal alone, and no browser, so that a run takes a third of a second. */
export interface StubJob {
  folder: string;
  server: StubServer;
  /** Makes a key and hands it over, with the real engine, evidence, escrow and lists. */
  run(): Promise<{ result: RunResult; said: string[] } | { refused: string }>;
  /** Everything as before the first run. */
  reset(): void;
  end(): Promise<void>;
}

export async function createStubJob(): Promise<StubJob> {
  const server = await startStub();
  const folder = mkdtempSync(join(tmpdir(), 'kw-stub-'));
  const [state, runs] = [join(folder, '.keywright'), join(folder, 'runs')];
  writeFileSync(
    join(folder, 'customers.yaml'),
    `keywright: 1
customers:
  acme:
    title: Acme
    portals:
      stub: { url: '${server.url}', sign-in: saved-session }
`,
  );
  symlinkSync(join(STUB, 'portals'), join(folder, 'portals'), 'junction');
  const passphrase = new Secret('zx9 Quokka-71 umbra', 'passphrase');
  const vault = await Vault.open(join(folder, 'vault'), async () => passphrase);
  const prepared = await loadJob(join(STUB, 'hand-over.yaml'), {
    customer: 'acme',
    customers: join(folder, 'customers.yaml'),
  });
  const found = findBrowser()!;
  async function locked(): Promise<{ result: RunResult; said: string[] }> {
    const said: string[] = [];
    signingKeyForRun(state, runs);
    const options = {
      run: newRunId(),
      prepared,
      runs,
      state,
      browser: found,
      headed: false,
      operator: 'test',
      sources: NO_SOURCES,
      vault,
      watch: () => undefined,
      signal: new AbortController().signal,
      say: (text: string) => void said.push(text),
      report: async (where: string) => writeDurably(join(where, 'report.html'), await renderReport(where)),
    };
    const result = await run(options, async () => paperBrowser());
    return { result, said };
  }
  return {
    folder,
    server,
    async run() {
      const lock = await takeCustomerLock(state, 'acme', { doing: 'run', operator: 'test' }).catch(
        (error: Error) => error.message,
      );
      if (typeof lock === 'string') return { refused: lock };
      if ('heldBy' in lock) throw new Error('somebody has the lock');
      try {
        return await locked();
      } catch (error) {
        return { refused: (error as Error).message };
      } finally {
        lock.release();
      }
    },
    reset() {
      server.reset();
      for (const place of [state, runs]) {
        rmSync(place, { recursive: true, force: true });
        mkdirSync(place);
      }
    },
    async end() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every file and folder of a folder, by path. */
export const allIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });
