import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadPortals } from '../../engine/registry.ts';
import { accessRegister } from '../../evidence/runs/access.ts';
import { listedRuns, readRunList } from '../../evidence/runs/run-list.ts';
import { whatIsDue } from '../../fleet/due.ts';
import { dayOf } from '../../review/format.ts';
import { checkWords, type RegisterRow, registerCsv } from '../../review/register.ts';
import { hasCustomers } from '../../runbook/customers-files.ts';
import { loadCustomers } from '../../runbook/load-customers.ts';
import { printJson } from '../progress/json.ts';
import { print, printError, printLine } from '../terminal.ts';
import { type InWorkspace, runsOf, workspaceOf } from '../workspace.ts';

export interface RegisterOptions extends InWorkspace {
  customer?: string;
  csv?: string;
  json?: boolean;
}

const unreadable = ({ customers }: InWorkspace) =>
  `${customers} ${hasCustomers(customers) ? 'could not be read' : 'is not there'}, so no next rotation is known.`;

/** The register of access. Where the customers file cannot be read, nothing is known of rotations, and that is said. */
export async function readRegister(options: InWorkspace, say = printError): Promise<RegisterRow[]> {
  const runs = runsOf(options);
  const listed = listedRuns(readRunList(runs));
  const portals = await loadPortals(workspaceOf(options));
  const loaded = loadCustomers(options.customers, portals);
  if ('diagnostics' in loaded) say(unreadable(options));
  const customers = 'diagnostics' in loaded ? [] : [...loaded.customers.values()];
  const due = whatIsDue(runs, customers, listed, Date.now());
  const dueOf = ({ customer, heldBy }: RegisterRow) =>
    due.find((one) => one.customer === customer && (one.vendor && portals.get(one.vendor)?.title) === heldBy) ??
    due.find((one) => one.customer === customer && one.vendor === undefined);
  return accessRegister(runs, listed).map((row) => {
    const rotateBy = row.active && (row.keys ?? []).length > 0 ? dueOf(row)?.rotateBy : undefined;
    return { ...row, ...(rotateBy !== undefined && { rotateBy: new Date(rotateBy).toISOString() }) };
  });
}

function show(row: RegisterRow): void {
  const {
    customer,
    title,
    account,
    active,
    role,
    rights = [],
    keys = [],
    heldBy,
    since,
    keySince,
    seen,
    checked,
  } = row;
  const drift = checked?.drift === true;
  printLine({
    mark: active ? (drift ? '! ' : '✓ ') : '– ',
    tone: drift ? 'warn' : 'good',
    text: `${title} (${customer}): account ${account}, ${active ? `since ${dayOf(since.utc)}` : `inactive since ${dayOf(since.utc)}`}`,
  });
  const holder = heldBy === undefined ? '' : `, held by ${heldBy}`;
  const lines = [
    role === undefined ? undefined : `role ${role}${rights.length === 0 ? '' : `: ${rights.join('; ')}`}`,
    keys.length === 0
      ? undefined
      : `key ${keys.join(', ')}${keySince === undefined ? '' : ` of ${dayOf(keySince)}`}${holder}`,
    `last read ${dayOf(seen.utc)}; ` +
      (checked === undefined ? 'never checked' : `last check ${dayOf(checked.utc)}: ${checkWords(row)}`) +
      (row.rotateBy === undefined ? '' : `; next rotation ${dayOf(row.rotateBy)}`),
  ];
  for (const line of lines) if (line !== undefined) printLine({ mark: '    ', text: line });
}

/** Shows who has access to what, by the evidence of all runs. */
export async function showRegister(options: RegisterOptions): Promise<void> {
  const all = await readRegister(options);
  const rows = all.filter(({ customer }) => options.customer === undefined || customer === options.customer);
  if (options.csv !== undefined) {
    const file = resolve(options.csv);
    writeFileSync(file, registerCsv(rows), { mode: 0o600 });
    print(file);
  } else if (options.json) for (const row of rows) printJson({ type: 'access', ...row });
  else if (rows.length === 0) print('No run has read an account yet.');
  else for (const row of rows) show(row);
}
