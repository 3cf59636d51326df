import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from '../browser/install.ts';
import { usePrivateTempFolder } from '../browser/temp-folder.ts';
import { portalSecrets, usedPortals } from '../engine/portals.ts';
import { run } from '../engine/run.ts';
import { renderReport } from '../review/report.ts';
import type { Prepared } from '../runbook/load.ts';
import { clean } from '../secrets/filter.ts';
import type { SecretSource } from '../secrets/sources.ts';
import { exit } from './exit-codes.ts';
import { onInterrupt } from './interrupt.ts';
import { progress } from './progress.ts';
import { print, printError } from './terminal.ts';
import { openVault } from './vault.ts';

export interface ExecuteOptions {
  prepared: Prepared;
  sources: SecretSource;
  runs: string;
  state: string;
  headed: boolean;
  slowMo: number;
  json: boolean;
}

/** Runs a prepared runbook with progress at the terminal, and says where the report is. Gives the exit code. */
export async function execute({ prepared, sources, runs, state, headed, slowMo, json }: ExecuteOptions): Promise<number> {
  const say = json ? printError : print;
  const browser = await ensureBrowser(say);
  const { customer } = prepared;
  for (const portal of usedPortals(prepared)) await portalSecrets(portal, customer.portals[portal.name]!.settings, sources);
  const vault = await openVault(state, customer.name, sources);
  const removeTempFolder = usePrivateTempFolder();
  try {
    const result = await run({
      prepared, runs, state, browser, headed, slowMo, sources, vault, say,
      operator: process.env['KEYWRIGHT_OPERATOR'] || userInfo().username,
      watch: json ? (event) => print(JSON.stringify(event)) : progress(print),
      report: async (folder) => writeFileSync(join(folder, 'report.html'), clean(await renderReport(folder)), { mode: 0o600 }),
      signal: onInterrupt(),
    });
    say(`Report: ${join(result.folder, 'report.html')}`);
    return { done: exit.success, 'nothing to do': exit.success, failed: exit.runFailed, drift: exit.drift, interrupted: exit.interrupted }[result.outcome];
  } finally {
    removeTempFolder();
  }
}
