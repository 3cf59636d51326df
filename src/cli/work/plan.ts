import { ensureBrowser } from '../../browser/install.ts';
import { usePrivateTempFolder } from '../../browser/temp-folder.ts';
import { customerLockHolder } from '../../engine/customer-lock.ts';
import { plan, type PlannedStep } from '../../engine/plan.ts';
import { explainError } from '../../engine/explain-error.ts';
import { openSources } from '../../secrets/sources.ts';
import { holderLine } from '../lock-message.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { exit } from '../exit-codes.ts';
import { onInterrupt } from '../interrupt.ts';
import { loadJob, type CustomerOptions } from '../load-job.ts';
import { problemLines } from '../progress.ts';
import { askSecret } from '../prompt.ts';
import { print, printError } from '../terminal.ts';
import { openVault } from '../vault.ts';
import { stateOf, workspaceOf } from '../workspace.ts';

function lines(step: PlannedStep): string[] {
  if ('after' in step) return [`  ? ${step.title}`, `      will be known when "${step.after}" is done`];
  const { finding } = step;
  if (finding.state === 'satisfied' && finding.left !== undefined) {
    return [
      `  ! ${step.title}`,
      ...finding.left.map(({ what, why }) => `      would be left for you: ${what} (${why})`),
    ];
  }
  if (finding.state === 'satisfied' && finding.skipped)
    return [`  – ${step.title}`, `      would be skipped: ${finding.actual}`];
  if (finding.state === 'satisfied') return [`  = ${step.title}`, `      already in place: ${finding.actual}`];
  if (finding.state === 'conflict')
    return [
      `  ! ${step.title}`,
      `      Expected: ${finding.expected}`,
      `      Saw:      ${finding.actual}`,
      `      Next:     ${finding.hint}`,
    ];
  return [
    `  + ${step.title}`,
    `      ${finding.actual}`,
    ...finding.changes.map((change) => `      would change: ${change}`),
  ];
}

/** Looks at each step as a run would, prints what it would change, and sets the exit code. */
export async function showPlan(runbook: string, options: CustomerOptions): Promise<void> {
  refuseLeakyEnvironment();
  const prepared = await loadJob(runbook, options);
  if (prepared === undefined) return;
  const state = stateOf(options);
  const sources = openSources(workspaceOf(options), options.customer, askSecret);
  const browser = await ensureBrowser(options.json ? printError : () => undefined);
  const vault = await openVault(state, prepared.customer.name, sources);
  const holder = customerLockHolder(state, prepared.customer.name);
  if (holder !== undefined)
    printError(
      `Somebody is at work for this customer (${holderLine(holder)}), so the plan may show half of that work.`,
    );
  const removeTempFolder = usePrivateTempFolder();
  let phase = '';
  let changes = 0;
  try {
    const stop = new AbortController();
    onInterrupt(stop.signal, () => stop.abort());
    await plan(
      { prepared, state, browser, headed: options.headed ?? false, sources, vault, say: print, signal: stop.signal },
      (step) => {
        if ('after' in step || step.finding.state !== 'satisfied') changes += 1;
        if (options.json) return print(JSON.stringify(step));
        if (step.phase !== phase) print(`\n${step.phase}`);
        phase = step.phase;
        for (const line of lines(step)) print(line);
      },
    );
    const sum =
      changes === 0 ? 'Nothing to do.' : `${changes} of ${prepared.steps.length} steps would change something.`;
    if (!options.json) print(`\n${sum} Nothing was touched.`);
    process.exitCode = exit.success;
  } catch (error) {
    printError(problemLines(explainError(error, undefined)).join('\n'));
    process.exitCode = exit.runFailed;
  } finally {
    removeTempFolder();
  }
}
