import { join } from 'node:path';
import { noAccounts } from '../engine/portals.ts';
import { openProxies } from '../engine/proxies.ts';
import { loadPortals } from '../engine/registry.ts';
import type { RunEvent } from '../evidence/events.ts';
import { batchHere } from '../fleet/messages.ts';
import type { Prepared } from '../runbook/load.ts';
import { holdsSecrets } from '../secrets/lookup.ts';
import { openSources, type SecretSource } from '../secrets/sources.ts';
import type { Control } from '../watch/control.ts';
import { noticeOf, noticeQuestions } from '../watch/notices.ts';
import { Notifier } from '../watch/notifier.ts';
import { promptIn } from './prompt.ts';
import { printError } from './terminal.ts';
import { type InWorkspace, stateOf, workspaceOf } from './workspace.ts';

/** Tells people elsewhere that a run waits, fails or ends. */
interface RunNotices {
  event(event: RunEvent): void;
  /** Resolves when all has gone out. */
  close(): Promise<void>;
}

/**
 * @param portals the names of those whose secrets no command gets
 * @param proxy that leads to the webhook, as the customers file says it
 */
async function openNotifier(
  { portals, proxy }: { portals: readonly string[]; proxy?: string | undefined },
  sources: SecretSource,
  say: (text: string) => void,
): Promise<Notifier> {
  const webhook = await sources.get('KEYWRIGHT_NOTIFY_URL', 'address for notices');
  return new Notifier({
    command: process.env['KEYWRIGHT_NOTIFY_COMMAND'] || undefined,
    webhook,
    withhold: holdsSecrets(portals),
    proxies: webhook && (await openProxies(proxy, sources)),
    say,
  });
}

/** Opens the notices of what is about several customers. No command gets a secret of any portal. */
export async function openWorkspaceNotifier(options: InWorkspace): Promise<Notifier> {
  const workspace = workspaceOf(options);
  const accounts = noAccounts(await loadPortals(workspace));
  const sources = openSources(workspace, { name: 'all customers', accounts }, promptIn(stateOf(options)), printError);
  return await openNotifier({ portals: Object.keys(accounts) }, sources, printError);
}

/** The notices of KEYWRIGHT_NOTIFY_COMMAND and KEYWRIGHT_NOTIFY_URL; what goes wrong with them is said, and no more. */
export async function openNotices(
  { customer, runbook }: Prepared,
  run: { id: string; runs: string; control: Control; page: string | undefined },
  sources: SecretSource,
  say: (text: string) => void,
): Promise<RunNotices> {
  const notifier = await openNotifier({ portals: Object.keys(customer.portals), proxy: customer.proxy }, sources, say);
  const about = { run: run.id, customer: customer.name, runbook: runbook.title };
  const report = join(run.runs, customer.name, run.id, 'report.html');
  let step: string | undefined;
  const end = noticeQuestions(run.control, { ...about, page: run.page }, () => step, notifier.tell);
  return {
    event(event) {
      if (event.type === 'step.intent') step = event.step;
      const notice = noticeOf(event, about, report);
      // A batch tells its end itself, once.
      if (notice !== undefined && !(notice.what === 'ended' && batchHere() !== undefined)) notifier.tell(notice);
    },
    async close() {
      end();
      await notifier.settled();
    },
  };
}
