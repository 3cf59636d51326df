import { basename, relative } from 'node:path';
import { noAccounts } from '../../engine/portals.ts';
import { loadPortals } from '../../engine/registry.ts';
import { makeFolder, writeDurably } from '../../files/durable-write.ts';
import { UserError } from '../../files/user-error.ts';
import type { Registry } from '../../runbook/actions.ts';
import { openSources, PASSPHRASE } from '../../secrets/sources.ts';
import { variableOf } from '../../secrets/variable.ts';
import { ensureSigningKey } from '../ensure-signing-key.ts';
import { exit } from '../exit-codes.ts';
import { askCustomer } from '../init/ask.ts';
import { requireValid } from '../init/customers-text.ts';
import { type Entry, entryOf, type Given, namesOf, wrongWith } from '../init/entry.ts';
import { meaningOf } from '../init/fields.ts';
import { keptCustomers, textsWith } from '../init/kept-customers.ts';
import { readTable } from '../init/read-table.ts';
import { writeSurroundings } from '../init/surroundings.ts';
import { hasTerminal, promptIn } from '../prompt.ts';
import { print, printError } from '../terminal.ts';
import { openVault } from '../vault.ts';
import { type InWorkspace, runsOf, stateOf, workspaceOf } from '../workspace.ts';

export interface InitOptions extends InWorkspace {
  add?: string;
  from?: string;
  set?: string[];
}

/** What `--set` gives. */
function givenBy({ set = [], add }: InitOptions, registry: Registry): Map<string, string> {
  const given = new Map<string, string>(add === undefined ? [] : [['name', add]]);
  for (const option of set) {
    const at = option.indexOf('=');
    const meaning =
      at < 1 ? { wrong: `"${option}" is not of the form field=value` } : meaningOf(option.slice(0, at), registry);
    if ('wrong' in meaning) throw new UserError('KW-USAGE', `error: --set: ${meaning.wrong}`);
    given.set(meaning.name, option.slice(at + 1));
  }
  return given;
}

/** The customers of a table; each row that is refused is named with its line and all that is wrong with it. */
function fromTable(table: string, defaults: Given, taken: ReadonlySet<string>, registry: Registry) {
  const entries = new Map<string, Entry>();
  const refused: string[] = [];
  for (const { line, given, wrong } of readTable(table, registry)) {
    const whole = new Map([...defaults, ...[...given].filter(([, value]) => value !== '')]);
    const { name } = namesOf(whole);
    const entry = entryOf(whole, registry);
    const reasons =
      wrong !== undefined
        ? [wrong]
        : taken.has(name) || entries.has(name)
          ? [`there is a customer ${name} already${entries.has(name) ? ' in this table' : ''}`]
          : wrongWith(name, entry, registry).map(({ says }) => says);
    if (reasons.length === 0) entries.set(name, entry);
    else refused.push(`${table}:${line}: ${name === '' ? '' : `${name}: `}${reasons.join('; ')}`);
  }
  return { entries, refused };
}

async function oneCustomer(
  options: InitOptions,
  defaults: Given,
  taken: ReadonlySet<string>,
  registry: Registry,
): Promise<Map<string, Entry>> {
  const isWhole = wrongWith(namesOf(defaults).name, entryOf(defaults, registry), registry).length === 0;
  const isTaken = taken.has(namesOf(defaults).name);
  const given = hasTerminal() && (isTaken || !isWhole) ? await askCustomer(defaults, taken, registry) : defaults;
  const { name } = namesOf(given);
  const entry = entryOf(given, registry);
  if (taken.has(name))
    throw new UserError(
      'KW-CUSTOMER-EXISTS',
      `${options.customers} has a customer ${name} already; nothing was changed.`,
    );
  const wrong = wrongWith(name, entry, registry);
  if (wrong.length > 0)
    throw new UserError(
      'KW-VALUE-MISSING',
      `Nobody is at a terminal to be asked, and the options do not describe a customer:\n` +
        `${wrong.map(({ says }) => `  ${says}`).join('\n')}\nNext:     Start at a terminal, or give each with --set, such ` +
        'as --set title="Acme IT" --set connectwise.url=https://na.myconnectwise.net',
    );
  return new Map([[name, entry]]);
}

/** Chooses the workspace's passphrase, where it has none and somebody can give it. @returns whether there is one */
async function choosePassphrase(options: InitOptions, name: string, entry: Entry): Promise<boolean> {
  const state = stateOf(options);
  const accounts = noAccounts(await loadPortals(workspaceOf(options)));
  const sources = openSources(
    workspaceOf(options),
    { name, title: entry.title, accounts },
    promptIn(state),
    printError,
  );
  const isGiven = hasTerminal() || (await sources.get(PASSPHRASE, 'Escrow passphrase')) !== undefined;
  if (isGiven) await openVault(state, name, sources);
  return isGiven;
}

/** Makes what a workspace lacks, and adds customers to it. Nothing that is there is written over. */
export async function makeWorkspace(options: InitOptions): Promise<void> {
  const registry = await loadPortals(workspaceOf(options));
  const defaults = givenBy(options, registry);
  const { customers: path } = options;
  const kept = keptCustomers(path, registry);
  const { file, folder, names } = kept;
  if ((file !== undefined || names.size > 0) && options.add === undefined && options.from === undefined)
    throw new UserError(
      'KW-FILE-EXISTS',
      `${folder ?? path} is there, with ${[...names].join(', ')}; nothing was changed.\nNext:     keywright init --add <name> adds a ` +
        'customer to it.',
    );
  const { entries, refused } =
    options.from === undefined
      ? { entries: await oneCustomer(options, defaults, names, registry), refused: [] }
      : fromTable(options.from, defaults, names, registry);
  for (const reason of refused) printError(`Refused  ${reason}`);
  if (entries.size === 0)
    throw new UserError('KW-VALUE-MISSING', `${options.from} contains no customer; nothing was changed.`);
  const texts = textsWith(entries, kept, path, registry);
  for (const [place, text] of texts) requireValid(place, text, registry);
  makeFolder(workspaceOf(options));
  for (const [place, text] of texts) writeDurably(place, text);
  const places = [...texts.keys()].join(', ');
  print(`${file === undefined ? 'Made' : 'Added to'} ${places}: ${[...entries.keys()].join(', ')}`);
  for (const made of writeSurroundings(workspaceOf(options), registry)) print(made);
  ensureSigningKey(stateOf(options), runsOf(options), print);
  const [[name, entry]] = entries as unknown as [[string, Entry]];
  const hasPassphrase = await choosePassphrase(options, name, entry);
  print(nextSteps(options, name, entry, hasPassphrase, registry));
  if (refused.length > 0) process.exitCode = exit.badInput;
}

/** What to type next. */
function nextSteps(
  { customers }: InitOptions,
  name: string,
  { portals }: Entry,
  hasPassphrase: boolean,
  registry: Registry,
): string {
  const signIn = (portal: string) => String(portals[portal]?.['sign-in'] ?? (portals[portal] ? 'password' : ''));
  const secrets = [...registry.keys()].flatMap((portal) => [
    ...(signIn(portal).startsWith('password') ? [variableOf(portal, 'PASSWORD')] : []),
    ...(signIn(portal) === 'password-and-code' ? [variableOf(portal, 'TOTP_SECRET')] : []),
  ]);
  if (!hasPassphrase) secrets.push(PASSPHRASE);
  const where =
    basename(customers) === customers && customers === 'customers.yaml'
      ? ''
      : ` --customers ${relative('', customers)}`;
  const known = portals['connectwise'] ? ['check-screens', 'plan onboard'] : ['plan <runbook>'];
  const lines = ['doctor', ...known].map((command) => `  keywright ${command} --customer ${name}${where}`);
  const asked =
    secrets.length === 0
      ? ''
      : `Put ${secrets.join(', ')} into .env.${name} (.env.example explains each), or be asked for them.\n`;
  return `\n${asked}Next:\n${lines.join('\n')}`;
}
