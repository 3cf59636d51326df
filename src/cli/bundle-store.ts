import { noAccounts } from '../engine/portals.ts';
import { openProxies } from '../engine/proxies.ts';
import { loadPortals } from '../engine/registry.ts';
import { ownPublicKey } from '../evidence/signing.ts';
import { UserError } from '../files/user-error.ts';
import type { BundleStore } from '../fleet/bundle-store.ts';
import { settingsOf } from '../runbook/workspace-settings.ts';
import { openSources, type Prompt, type SecretSource } from '../secrets/sources.ts';
import { BadInput } from './bad-input.ts';
import { promptIn } from './prompt.ts';
import { printError } from './terminal.ts';
import { type InWorkspace, runsOf, stateOf, workspaceOf } from './workspace.ts';

/**
 * The store to which a workspace brings its closed bundles; undefined where its settings name none.
 * @param proxy as the customers file says it; left out: that of the environment
 * @throws UserError if the settings are wrong, or a key is missing
 */
export async function openBundleStore(
  workspace: string,
  sources: SecretSource,
  proxy?: string,
): Promise<BundleStore | undefined> {
  const settings = settingsOf(workspace);
  if ('diagnostics' in settings) throw new BadInput(settings.diagnostics);
  if (settings.bundles === undefined) return undefined;
  const id = await sources.need('KEYWRIGHT_BUNDLES_ACCESS_KEY_ID', 'Access key ID of the bundle store');
  const secret = await sources.need('KEYWRIGHT_BUNDLES_SECRET_ACCESS_KEY', 'Secret access key of the bundle store');
  const proxies = await openProxies(proxy, sources);
  const { BundleStore } = await import('../fleet/bundle-store.ts');
  return new BundleStore(settings.bundles, { id, secret }, proxies);
}

/**
 * Brings to the store what runs of a customer have left here. What goes wrong is said, and does not change how the run
 * has ended: the customer's next run, a worker that starts, and `bundles push` try again.
 * @returns what went wrong, for the result
 */
export async function keepBundles(
  store: BundleStore | undefined,
  { runs, state, customer }: { runs: string; state: string; customer: string | undefined },
): Promise<{ notStored?: string }> {
  if (store === undefined) return {};
  const wrong: string[] = [];
  try {
    const { pushBundles } = await import('../fleet/bundles.ts');
    await pushBundles(store, { runs, key: ownPublicKey(state) }, customer, (_name, why) => {
      if (why !== undefined) wrong.push(why.message);
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    wrong.push(`${error.message} Then: keywright bundles push.`);
  }
  for (const sentence of wrong) printError(`! ${sentence}`);
  return wrong[0] === undefined ? {} : { notStored: wrong[0].split('\n')[0]! };
}

/** The store of a command that is about all customers. */
export async function openWorkspaceStore(
  options: InWorkspace,
  prompt: Prompt = promptIn(stateOf(options)),
): Promise<BundleStore | undefined> {
  const workspace = workspaceOf(options);
  const accounts = noAccounts(await loadPortals(workspace));
  return await openBundleStore(
    workspace,
    openSources(workspace, { name: 'all customers', accounts }, prompt, printError),
  );
}

/** The store of a command that works without it, too: where its keys are missing, that is said, and nobody is asked. */
export async function readableStore(options: InWorkspace): Promise<BundleStore | undefined> {
  try {
    return await openWorkspaceStore(options, async () => undefined);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'KW-SECRET-MISSING') throw error;
    printError(`! The bundle store is not used: ${error.message.split('\n')[0]}`);
    return undefined;
  }
}

/** Brings the folder of a run of this name here from the store, unless it is here. @throws UserError */
export async function bringRun(
  store: BundleStore,
  options: InWorkspace,
  { run, customer }: { run: string; customer?: string | undefined },
): Promise<void> {
  const { closedRuns, fetchBundle, isHere } = await import('../fleet/bundles.ts');
  const [runs, state] = [runsOf(options), stateOf(options)];
  for (const listed of closedRuns(runs, customer))
    if (listed.begun.run === run && !isHere(runs, listed))
      await fetchBundle(store, { runs, key: ownPublicKey(state) }, state, listed);
}

/** @throws UserError where the settings name none */
export async function requireStore(options: InWorkspace): Promise<BundleStore> {
  const store = await openWorkspaceStore(options);
  if (store !== undefined) return store;
  throw new UserError(
    'KW-STORE-NONE',
    'Nothing names a bundle store.\nNext:     Write bundles: { endpoint: https://… } into keywright.yaml, beside ' +
      'the customers file.',
  );
}
