import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from '../../src/browser/install.ts';

export default async function globalSetup(): Promise<() => void> {
  for (const headed of [false, true]) await ensureBrowser(console.log, headed);
  // What this machine trusts beside is no part of a test, and each browser would be given all of it.
  delete process.env['NODE_EXTRA_CA_CERTS'];
  // What Node made of the code, kept for the processes that tests start, as the command line does for itself.
  process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '../../node_modules/.cache/keywright');
  // What is made once for all workers.
  const kept = mkdtempSync(join(tmpdir(), 'kw-kept-'));
  process.env['KEYWRIGHT_TEST_KEPT'] = kept;
  return () => rmSync(kept, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
