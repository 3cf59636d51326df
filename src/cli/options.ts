import { basename } from 'node:path';
import { Argument, Option } from 'commander';
import { UserError } from '../files/user-error.ts';

export function integer(text: string): number {
  if (!/^\d{1,5}$/.test(text))
    throw new UserError('KW-USAGE', `error: "${text}" is not a whole number from 0 to 99999`);
  return Number(text);
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535)
    throw new UserError('KW-USAGE', `error: "${text}" is not a port: a whole number from 1 to 65535`);
  return Number(text);
}

/** A run by its folder's name; its path and that of its report, as runs print them, say the same. */
export const runName = (text: string): string => basename(text.replace(/[\\/]report\.html$/, ''));

export function collect(value: string, all: string[] = []): string[] {
  return [...all, value];
}

function pace(text: string): string {
  if (!/^(slow|normal|fast|\d{1,5})$/.test(text))
    throw new UserError(
      'KW-USAGE',
      `error: the pace is slow, normal, fast, or a whole number of milliseconds, not "${text}"`,
    );
  return text;
}

function httpsOrigin(text: string): URL {
  if (!URL.canParse(text) || new URL(text).origin !== text.replace(/\/$/, '') || !text.startsWith('https://'))
    throw new UserError('KW-USAGE', `error: "${text}" is not an origin such as https://call.example.com`);
  return new URL(text);
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description} (repeatable)`).argParser(collect);
}

export const headed = new Option('--headed', 'show the browser');
export const json = new Option(
  '--json',
  'print JSON lines: each event with its time (utc), and last a result: outcome, exit, code, problem, changed, ' +
    'differs, left, report, folder',
);
/** Of commands that start no run. */
export const jsonLines = new Option('--json', 'print JSON, an object per line');
export const customersFile = new Option('--customers <path>', 'the customers file, or a folder of them').default(
  'customers.yaml',
);
export const onlyCustomer = new Option('-c, --customer <name>', 'only runs of this customer');

/** How much a run says at the terminal. */
export const detail: readonly Option[] = [
  new Option('-q, --quiet', 'print only problems and the end; with --json only the result'),
  new Option('-v, --verbose', 'print each gesture, too'),
];
/** Of a command that may delete. */
export const yes = new Option(
  '-y, --yes',
  "don't ask: confirm a job that deletes, and approve every step that asks for it (for scripts)",
);

/** Of a command that works in a workspace, whatever the customers file says. */
export const workspace = new Option(
  '--customers <path>',
  'the customers file or folder; the workspace is the folder that contains it',
).default('customers.yaml');

/** Of a command that does a runbook for a customer. */
export const runbook = new Argument(
  '<runbook>',
  'a YAML file, or a runbook that comes with Keywright: onboard, check-access, rotate-keys, offboard, vendor-access',
);

function atLeastOne(text: string): number {
  const number = integer(text);
  if (number < 1) throw new UserError('KW-USAGE', `error: "${text}" is not a whole number of 1 or more`);
  return number;
}

function timeOfDay(text: string): string {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text))
    throw new UserError('KW-USAGE', `error: "${text}" is not a time of day, such as 22:00`);
  return text;
}

/** Which customers: one, or many. */
export const whichCustomers: readonly Option[] = [
  new Option('-c, --customer <name>', 'the customer, by its name in the customers file; or several: acme,beta'),
  new Option(
    '--customers <file or names>',
    'the customers file (default: customers.yaml), or names of customers in it: acme,beta',
  ).argParser(collect),
  new Option('--all', 'for all customers of the customers file'),
  repeatable('--where <tag=name>', 'for the customers with this tag'),
];

export const vendor = new Option('--vendor <name>', 'the vendor who gets the keys, in place of MSPCFO');
export const input = repeatable('-i, --input <name=value>', 'set an input of the runbook');
export const approve = repeatable('--approve <step>', 'approve beforehand what this step will change');
export const atOnce = new Option('--at-once <number>', 'how many customers at once (default: 4)').argParser(atLeastOne);

/** For whom, and how, a command does a runbook. */
export const forCustomers: readonly Option[] = [...whichCustomers, atOnce, input, headed];

/** Of a command that works with the queue. */
export const database = new Option(
  '--database <address>',
  'the PostgreSQL database that the machines share, such as postgres://keywright@db.example.com/keywright; with a ' +
    'password, put it into KEYWRIGHT_DATABASE_URL instead',
);

function tagName(text: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(text))
    throw new UserError('KW-USAGE', `error: a tag consists of lower-case letters, digits and hyphens, not "${text}"`);
  return text;
}

export const workerTag = new Option(
  '--tag <name>',
  'for the workers with this tag (default: those without one)',
).argParser(tagName);

/** How a job is run for many customers. */
export const forMany: readonly Option[] = [
  new Option(
    '--only-failed [batch]',
    'only the customers for whom a batch failed (default: the last batch of this runbook)',
  ),
  new Option('--stop-after <number>', 'hold the batch once this many customers have failed').argParser(atLeastOne),
  new Option('--not-before <time>', 'start no run before this time of day, such as 22:00').argParser(timeOfDay),
  new Option('--not-after <time>', 'start no run after this time of day, such as 05:00').argParser(timeOfDay),
];
function oneLine(text: string): string {
  if (!/^[^\p{Cc}]{1,200}$/u.test(text.trim()))
    throw new UserError('KW-USAGE', 'error: who asked for it must be one line of at most 200 characters');
  return text.trim();
}

/** How a run is watched and steered. */
export const watching: readonly Option[] = [
  new Option('--requested-by <who>', 'who asked for it, for the evidence: a name, a ticket').argParser(oneLine),
  new Option(
    '--pace <pace>',
    'slow, normal, fast, or the milliseconds to show each instruction before it is carried out (default: ' +
      'normal with --headed)',
  ).argParser(pace),
  new Option(
    '--step',
    'pause before the first step; continue with keys or on the live page, step by step or gesture by gesture',
  ),
  repeatable('--pause-before <step>', 'pause before this step'),
  approve,
  new Option('--watch', 'serve a live page on this machine to watch and steer the run; works headless, too'),
  new Option('--watch-port <number>', 'the port of the live page, for a tunnel that is already set up').argParser(port),
  new Option('--share <origin>', 'the https origin of your own tunnel to the live page, for viewers').argParser(
    httpsOrigin,
  ),
];
