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

export function collect(value: string, all: string[]): string[] {
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
  return new Option(flags, `${description} (repeatable)`).argParser(collect).default([]);
}

export const headed = new Option('--headed', 'show the browser');
export const json = new Option('--json', 'print events as JSON lines');
export const customersFile = new Option('--customers <file>', 'the customers file').default('customers.yaml');
export const onlyCustomer = new Option('-c, --customer <name>', 'only runs of this customer');

/** Of a command that works in a workspace, whatever the customers file says. */
export const workspace = new Option('--customers <file>', 'the customers file: its folder is the workspace').default(
  'customers.yaml',
);

/** Of a command that does a runbook for a customer. */
export const runbook = new Argument(
  '<runbook>',
  'a YAML file, or the name of a runbook that comes with Keywright (onboard, check-access, rotate-keys, offboard)',
);
export const forCustomer: readonly Option[] = [
  new Option('-c, --customer <name>', 'the customer, by its name in the customers file').makeOptionMandatory(),
  customersFile,
  repeatable('-i, --input <name=value>', 'set an input of the runbook'),
  headed,
  json,
];

/** How a run is watched and steered. */
export const watching: readonly Option[] = [
  new Option(
    '--pace <pace>',
    'slow, normal, fast, or for how many milliseconds each instruction is shown before it is carried out ' +
      '(default: normal with --headed)',
  ).argParser(pace),
  new Option(
    '--step',
    'hold before the first step; keys or the watch page lead on, step by step or gesture by gesture',
  ),
  repeatable('--pause-before <step>', 'hold before this step'),
  repeatable('--approve <step>', 'approve beforehand what this step is about to change'),
  new Option('--watch', 'serve a live page on this machine, to watch the run and steer it; works headless, too'),
  new Option('--watch-port <number>', 'the port of that page, for a tunnel that was set up before').argParser(port),
  new Option(
    '--share <origin>',
    'the https origin of your own tunnel to that page, for people who may only look',
  ).argParser(httpsOrigin),
];
