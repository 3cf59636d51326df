import { hostname } from 'node:os';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { portalsSha256 } from '../../engine/own-portals.ts';
import { newRunId } from '../../engine/run-id.ts';
import { openSigner, type Signer } from '../../evidence/signing.ts';
import { UserError } from '../../files/user-error.ts';
import { signJobs } from '../../fleet/signed-job.ts';
import { OWN_RUNBOOKS, runbookFile } from '../../runbook/own-runbooks.ts';
import { confirmBatch } from '../confirm-deletion.ts';
import { type WithDatabase, withQueue } from '../database-address.ts';
import { ensureSigningKey } from '../ensure-signing-key.ts';
import { loadChosen } from '../load-chosen.ts';
import { chosenCustomers, type ManyOptions } from '../many-customers.ts';
import { operator } from '../operator.ts';
import { printJson } from '../progress/json.ts';
import { hasTerminal } from '../prompt.ts';
import { print, printError } from '../terminal.ts';
import { refuseUnattended, refuseUnknownSteps, refuseWithoutWindow, watchingOf } from '../watch-options.ts';
import { runsOf, stateOf, workspaceOf } from '../workspace.ts';

export interface SubmitOptions extends ManyOptions, WithDatabase {
  input?: string[];
  vendor?: string;
  approve?: string[];
  yes?: boolean;
  tag?: string;
  json?: boolean;
}

/** How a worker finds the runbook: one that comes with Keywright by its name, another by its path in the workspace. */
export function referenceTo(runbook: string, workspace: string): string {
  const file = runbookFile(runbook);
  if (file !== runbook) return runbook;
  const path = relative(workspace, resolve(file));
  if (path.startsWith('..') || isAbsolute(path))
    throw new UserError(
      'KW-USAGE',
      `error: ${file} is outside of the workspace (${workspace}), so no worker would find it.\nNext:     Put it ` +
        'beside the customers file, on each machine.',
    );
  return path.split(sep).join('/');
}

/** Where a worker finds what `referenceTo` said. */
export const runbookPath = (reference: string, workspace: string): string =>
  /^[a-z0-9-]+$/.test(reference) ? join(OWN_RUNBOOKS, `${reference}.yaml`) : join(workspace, reference);

/** What signs jobs. @throws UserError where the workspace has lost it */
export function jobSigner(state: string, runs: string, say: (text: string) => void): Signer {
  ensureSigningKey(state, runs, say);
  const signer = openSigner(state);
  if (signer !== undefined) return signer;
  throw new UserError(
    'KW-SIGNING-KEY',
    `Jobs are signed, and this workspace has lost its signing key.\nNext:     Put ${state}/signing back from your copy.`,
  );
}

/** Puts a job for each chosen customer into the queue. */
export async function submitJobs(runbook: string, options: SubmitOptions): Promise<void> {
  const { input = [], approve = [], vendor, tag, json } = options;
  const chosen = chosenCustomers(options);
  const workspace = { customers: chosen.file };
  const state = stateOf(workspace);
  const prepared = await loadChosen(runbook, chosen, options);
  const watching = watchingOf(options);
  for (const one of prepared) {
    refuseUnknownSteps(one, watching);
    refuseWithoutWindow(one, false);
  }
  const yes = await confirmBatch(prepared, watching, hasTerminal() && !json);
  for (const one of prepared) refuseUnattended(one, { ...watching, yes }, false);
  const portals = portalsSha256(workspaceOf(workspace));
  const reference = referenceTo(runbook, workspaceOf(workspace));
  const signer = jobSigner(state, runsOf(workspace), json ? printError : print);
  const asked = {
    runbook: reference,
    sha256: prepared[0]!.sha256,
    portals,
    inputs: input,
    approve,
    yes,
    ...(vendor && { vendor }),
  };
  const batch = newRunId().id;
  const customers = prepared.map(({ customer: { name } }) => name);
  await withQueue({ ...options, ...workspace }, async (queue) => {
    const who = { operator: operator(), host: hostname() };
    await queue.submit(signJobs(customers, { batch, ...asked, ...who }, await queue.now(), signer), tag);
  });
  if (json) printJson({ type: 'submitted', batch, runbook: reference, customers });
  else print(submitted(prepared[0]!.runbook.title, customers, tag));
}

function submitted(title: string, customers: readonly string[], tag: string | undefined): string {
  const [whom, them] = customers.length === 1 ? [customers[0], 'it'] : [`${customers.length} customers`, 'them'];
  const workers = tag === undefined ? 'Workers' : `Workers with --tag ${tag}`;
  return `Submitted: ${title}, for ${whom}.\n${workers} take ${them} from here. Follow ${them}: keywright queue`;
}
