import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { noAccounts } from '../../engine/portals.ts';
import { loadPortals } from '../../engine/registry.ts';
import { type ManualAccess, readManualAccess, recordManualAccess } from '../../evidence/manual-access-log.ts';
import { UserError } from '../../files/user-error.ts';
import { type Entry, escrowCustomers, leftovers, readEntries } from '../../secrets/escrow/entries.ts';
import { destroyEntry, openEscrow } from '../../secrets/escrow/escrow.ts';
import { openSources, type SecretSource } from '../../secrets/sources.ts';
import type { Vault } from '../../secrets/vault.ts';
import { claimCustomer } from '../claim-customer.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { operator } from '../operator.ts';
import { askLine, promptIn } from '../prompt.ts';
import { atTerminal, showSecret } from '../show-secret.ts';
import { print, printError } from '../terminal.ts';
import { workspaceVault } from '../vault.ts';
import { type InWorkspace, stateOf, workspaceOf } from '../workspace.ts';

export interface EscrowOptions extends InWorkspace {
  customer?: string;
}

export interface OneSecretOptions extends InWorkspace {
  customer: string;
  portal?: string;
}

function entryLines(
  { portal, kind, label, publicKey, description, member, sealedAt, fp, damaged, refusedAt }: Entry,
  byHand: ManualAccess[],
): string[] {
  return [
    `  ${publicKey}   ${description}`,
    `      ${label}: ${kind} of ${member}, portal ${portal}`,
    `      sealed ${sealedAt}, fingerprint ${fp}`,
    ...byHand
      .filter((one) => one.publicKey === publicKey && (one.portal ?? 'connectwise') === portal)
      .map(({ event, utc, operator: who, host }) => `      ${event} by hand ${utc}, by ${who} on ${host}`),
    ...(damaged === undefined
      ? []
      : [`      cannot be opened: ${damaged}. Run the runbook again: it makes a new one and removes this one.`]),
    ...(refusedAt === undefined
      ? []
      : [`      refused by the vendor ${refusedAt}. Run the runbook again: it makes a new one and removes this one.`]),
  ];
}

const LEFT = {
  draft: 'is an unfinished file',
  orphan: 'is a sealed key without the file that names it',
};

/** What a crash or a failing disk has left. A run that is at work just now is about to finish such files. */
function leftLines(folder: string): string[] {
  return leftovers(folder).map(
    ({ file, what }) =>
      `  ! ${file} ${LEFT[what]}: a crash or a failing disk left it, unless a run is in progress. ` +
      'It cannot be used, and the next run for this customer removes it.',
  );
}

/** What lies sealed, for all customers or one. Opens nothing. */
export function listEscrow(options: EscrowOptions): void {
  const escrow = join(stateOf(options), 'escrow');
  let shown = 0;
  for (const customer of escrowCustomers(escrow).filter(
    (name) => options.customer === undefined || name === options.customer,
  )) {
    const folder = join(escrow, customer);
    const { entries, unreadable } = readEntries(folder);
    const left = leftLines(folder);
    if (entries.length + unreadable.length + left.length === 0) continue;
    shown += 1;
    print(
      [
        customer,
        ...entries.flatMap((entry) => entryLines(entry, readManualAccess(folder))),
        ...unreadable.map(({ wrong }) => `  ! ${wrong}`),
        ...left,
      ].join('\n'),
    );
  }
  if (shown === 0)
    print(
      options.customer === undefined
        ? 'The escrow is empty: every key was handed over.'
        : `The escrow holds nothing for customer ${options.customer}: every key was handed over.`,
    );
}

/**
 * Does something by hand with one sealed key: alone with this customer, by a person at a terminal, after a question.
 */
async function byHand(
  publicKey: string,
  options: OneSecretOptions,
  what: { command: 'open' | 'forget'; warning(entry: Entry): string },
  act: (entry: Entry, folder: string, record: (event: ManualAccess['event']) => void) => Promise<void>,
): Promise<void> {
  const state = stateOf(options);
  const customer = options.customer;
  if (!atTerminal())
    throw new UserError(
      'KW-NO-TERMINAL',
      `keywright escrow ${what.command} needs a terminal: it asks a person, and writes to no pipe or file.\n` +
        'Next:     Run it at a terminal.',
    );
  const folder = join(state, 'escrow', customer);
  const find = () =>
    escrowCustomers(join(state, 'escrow')).includes(customer)
      ? readEntries(folder).entries.filter(
          (entry) => entry.publicKey === publicKey && (options.portal ?? entry.portal) === entry.portal,
        )
      : [];
  const portals = [...new Set(find().map(({ portal }) => portal))];
  if (portals.length === 0)
    throw new UserError(
      'KW-ESCROW-UNKNOWN',
      `The escrow holds no key ${publicKey.slice(0, 100)} for customer ` +
        `${customer.slice(0, 100)}${options.portal === undefined ? '' : ' of this portal'}. "keywright escrow ` +
        'list" shows what it holds.',
    );
  if (portals.length > 1)
    throw new UserError(
      'KW-ESCROW-AMBIGUOUS',
      `Several portals have a secret under ${publicKey}: ${portals.join(', ')}. Say which with --portal.`,
    );
  const claim = await claimCustomer({
    state,
    customer,
    doing: `escrow ${what.command}`,
  });
  try {
    const [entry] = find();
    if (entry === undefined) throw new UserError('KW-ESCROW-UNKNOWN', `The key ${publicKey} has just left the escrow.`);
    print(entryLines(entry, readManualAccess(folder)).join('\n'));
    print(what.warning(entry));
    const typed = await askLine('Type the last four characters of the public key to continue');
    if (typed !== publicKey.slice(-4))
      throw new UserError('KW-NOT-CONFIRMED', 'These are not the last four characters. Nothing was done.');
    await act(entry, folder, (event) =>
      recordManualAccess(folder, {
        utc: new Date().toISOString(),
        event,
        publicKey,
        portal: entry.portal,
        label: entry.label,
        description: entry.description,
        fp: entry.fp,
        operator: operator(),
        host: hostname(),
      }),
    );
  } finally {
    await claim.release();
  }
}

async function existingVault(state: string, sources: SecretSource): Promise<Vault> {
  if (!existsSync(join(state, 'vault', 'recipient.txt')))
    throw new UserError(
      'KW-VAULT-MISSING',
      `There is no vault in ${state}, so nothing in it can be opened. Was the workspace moved without its ` +
        '.keywright folder?',
    );
  return await workspaceVault(state, sources);
}

/** Shows one sealed secret at the terminal, for a person who must finish a hand-over without Keywright. Recorded. */
export async function openByHand(publicKey: string, options: OneSecretOptions): Promise<void> {
  refuseLeakyEnvironment();
  const warning = ({ label }: Entry) => `This shows the ${label} on this screen, and who opened it is recorded.`;
  await byHand(publicKey, options, { command: 'open', warning }, async ({ portal }, folder, record) => {
    const vault = await existingVault(
      stateOf(options),
      openSources(
        workspaceOf(options),
        { name: options.customer, accounts: noAccounts(await loadPortals(workspaceOf(options))) },
        promptIn(stateOf(options)),
        printError,
      ),
    );
    const secret = await openEscrow(folder, vault, () => undefined)
      .of(portal)
      .open(publicKey);
    record('opened');
    showSecret(secret);
    print(
      'Clear the terminal (and what it can scroll back to) when you have used it. The sealed copy stays until ' +
        'a run has proven that its receiver holds the key, or until "keywright escrow forget".',
    );
  });
}

/** Destroys one sealed copy. Recorded. */
export async function forgetByHand(publicKey: string, options: OneSecretOptions): Promise<void> {
  const warning = ({ label, portal }: Entry) =>
    `This destroys the sealed copy of the ${label}. If nobody else holds it, it is lost for good: the next run ` +
    `deletes its key in ${portal} and makes a new one.`;
  await byHand(publicKey, options, { command: 'forget', warning }, async (entry, folder, record) => {
    record('forgotten');
    destroyEntry(folder, entry);
    print(`Forgotten: ${publicKey}.`);
  });
}
