import { join } from 'node:path';
import { ensureBrowser } from '../../browser/install.ts';
import { usePrivateTempFolder } from '../../browser/temp-folder.ts';
import { takeCustomerLock } from '../../engine/customer-lock.ts';
import { portalSecrets, usedPortals } from '../../engine/portals.ts';
import { newRunId, type RunId } from '../../engine/run-id.ts';
import { run } from '../../engine/run.ts';
import type { RunEvent } from '../../evidence/events.ts';
import { renderReport } from '../../review/report.ts';
import type { Prepared } from '../../runbook/load.ts';
import { writeDurably } from '../../files/durable-write.ts';
import type { SecretSource } from '../../secrets/sources.ts';
import { busyError } from '../lock-message.ts';
import { exit } from '../exit-codes.ts';
import { openLivePage, pageKeys } from '../live-page.ts';
import { askLine } from '../prompt.ts';
import { onInterrupt } from '../interrupt.ts';
import { operator } from '../operator.ts';
import { progress } from '../progress.ts';
import { ensureSigningKey } from '../ensure-signing-key.ts';
import { print, printError } from '../terminal.ts';
import { KEYS_HELP, openTerminalKeys, PAGE_KEYS_HELP } from '../../watch/terminal-keys.ts';
import { openVault } from '../vault.ts';
import { openControl, refuseWatching, hasKeyboardControl, type WatchingOptions } from '../watch-options.ts';

export interface RunJobOptions {
  prepared: Prepared;
  /** The run that this one continues. */
  continues?: string;
  sources: SecretSource;
  runs: string;
  state: string;
  watching: WatchingOptions;
  json: boolean;
}

/** Runs a prepared runbook with progress at the terminal, and says where the report is. Gives the exit code. */
export async function runJob(options: RunJobOptions): Promise<number> {
  const { name } = options.prepared.customer;
  const id = newRunId();
  const lock = await takeCustomerLock(options.state, name, { doing: `run ${id.id}`, operator: operator() });
  if ('heldBy' in lock) throw busyError(name, lock.heldBy);
  try {
    return await runWithLock(id, options);
  } finally {
    lock.release();
  }
}

async function runWithLock(
  id: RunId,
  { prepared, continues, sources, runs, state, watching, json }: RunJobOptions,
): Promise<number> {
  const say = json ? printError : print;
  const terminal = process.stdin.isTTY && process.stderr.isTTY && !json;
  refuseWatching(prepared, watching, terminal);
  const browser = await ensureBrowser(say);
  const { customer } = prepared;
  for (const portal of usedPortals(prepared))
    await portalSecrets(portal, customer.portals[portal.name]!.settings, sources);
  const vault = await openVault(state, customer.name, sources);
  ensureSigningKey(state, runs, say);
  const removeTempFolder = usePrivateTempFolder();
  const stop = new AbortController();
  const control = openControl(watching, stop);
  onInterrupt(stop.signal, (hand) => void control.command('stop', hand));
  const page = await openLivePage(watching, control, say);
  const keys =
    terminal && hasKeyboardControl(prepared, watching)
      ? openTerminalKeys(control, operator(), say, {
          n: () => void askNote(),
          ...(page && pageKeys(page, say)),
        })
      : undefined;
  async function askNote(): Promise<void> {
    const note = await keys!.without(() => askLine('Note (Enter to keep it)'));
    const refusal = control.note(note, { who: operator(), via: 'terminal' });
    if (refusal !== undefined) say(refusal);
  }
  if (keys !== undefined) say(page === undefined ? KEYS_HELP : `${KEYS_HELP}\n${PAGE_KEYS_HELP}`);
  const show = json ? (event: RunEvent) => print(JSON.stringify(event)) : progress(print);
  let report: string | undefined;
  try {
    const result = await run({
      run: id,
      prepared,
      continues,
      runs,
      state,
      browser,
      headed: watching.headed,
      control,
      approved: watching.approve,
      vault,
      say,
      sources:
        keys === undefined
          ? sources
          : {
              ...sources,
              ask: (label) => keys.without(() => sources.ask(label)),
              need: (variable, label, refused) => keys.without(() => sources.need(variable, label, refused)),
            },
      operator: operator(),
      watch: (event) => {
        show(event);
        page?.event(event);
      },
      live: page && ((picture) => page.picture(picture)),
      report: async (folder) => writeDurably(join(folder, 'report.html'), await renderReport(folder)),
      timeStamps: process.env['KEYWRIGHT_TIME_STAMP_URL'] || undefined,
      signal: stop.signal,
    });
    report = join(result.folder, 'report.html');
    say(`Report: ${report}`);
    return {
      done: exit.success,
      'nothing to do': exit.success,
      failed: exit.runFailed,
      drift: exit.drift,
      interrupted: exit.interrupted,
    }[result.outcome];
  } finally {
    keys?.close();
    await page?.stop(report);
    removeTempFolder();
  }
}
