import { dirname } from 'node:path';
import type { FoundBrowser } from '../browser/find.ts';
import { ensureBrowser } from '../browser/install.ts';
import type { Proxies } from '../browser/proxies.ts';
import { collectSecrets, requireCommands } from '../engine/portals.ts';
import { openProxies } from '../engine/proxies.ts';
import type { OperatorKey } from '../evidence/operators/key-file.ts';
import type { BundleStore } from '../fleet/bundle-store.ts';
import type { Prepared } from '../runbook/load.ts';
import type { SecretSource } from '../secrets/sources.ts';
import type { Vault } from '../secrets/vault.ts';
import { openBundleStore } from './bundle-store.ts';
import { ensureSigningKey } from './ensure-signing-key.ts';
import { unlockStarter } from './sign-start.ts';
import { openVault } from './vault.ts';

/** What a run must have before it begins. */
interface RunNeeds {
  proxies: Proxies;
  browser: FoundBrowser;
  vault: Vault;
  /** Where closed bundles are kept, too. */
  store: BundleStore | undefined;
  starter: OperatorKey | undefined;
}

interface RunNeedsOptions {
  prepared: Prepared;
  sources: SecretSource;
  runs: string;
  state: string;
  /** Whether the browser has a window. */
  headed: boolean;
}

/** Installs, asks for and opens what is not there yet. Who is at the terminal is asked now, and not in mid-run. */
export async function collectRunNeeds(
  { prepared, sources, runs, state, headed }: RunNeedsOptions,
  inform: (text: string) => void,
): Promise<RunNeeds> {
  const { customer } = prepared;
  const proxies = await openProxies(customer.proxy, sources);
  requireCommands(prepared, sources);
  const browser = await ensureBrowser(inform, headed);
  await collectSecrets(prepared, sources);
  const vault = await openVault(state, customer.name, sources);
  const store = await openBundleStore(dirname(state), sources, customer.proxy);
  const starter = await unlockStarter(prepared, { runs, state });
  ensureSigningKey(state, runs, inform);
  return { proxies, browser, vault, store, starter };
}
