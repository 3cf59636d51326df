import { ensureBrowser } from '../../src/browser/install.ts';

export default async function globalSetup(): Promise<void> {
  await ensureBrowser((line) => console.log(line));
  // What this machine trusts beside is no part of a test, and each browser would be given all of it.
  delete process.env['NODE_EXTRA_CA_CERTS'];
}
