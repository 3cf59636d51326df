import { findBrowser } from '../../browser/find.ts';
import { usePrivateTempFolder } from '../../browser/temp-folder.ts';
import { openProxies } from '../../engine/proxies.ts';
import { loadPortals } from '../../engine/registry.ts';
import { UserError } from '../../files/user-error.ts';
import type { Customer } from '../../runbook/customers.ts';
import { loadCustomer } from '../../runbook/load-customers.ts';
import { BadInput } from '../bad-input.ts';
import { type Finding, findingsOf } from '../doctor/check.ts';
import { machineChecks } from '../doctor/machine.ts';
import { networkChecks } from '../doctor/network.ts';
import { workspaceChecks } from '../doctor/workspace.ts';
import { thisWorld, type World } from '../doctor/world.ts';
import { exit } from '../exit-codes.ts';
import { printJson, printResult } from '../progress/json.ts';
import { type Line, printLine } from '../terminal.ts';
import { type InWorkspace, stateOf, workspaceOf } from '../workspace.ts';

export interface DoctorOptions extends InWorkspace {
  customer?: string;
  json?: boolean;
}

const CHECKS = [...machineChecks, ...workspaceChecks, ...networkChecks];

const MARK = { good: '✓', note: '!', bad: '✗' } as const;
const TONE = { good: 'good', note: 'warn', bad: 'bad' } as const;

async function worldOf(options: DoctorOptions): Promise<World> {
  const registry = await loadPortals(workspaceOf(options));
  let customer: Customer | undefined;
  if (options.customer !== undefined) {
    const loaded = loadCustomer(options.customers, options.customer, registry);
    if ('diagnostics' in loaded) throw new BadInput(loaded.diagnostics);
    customer = loaded;
  }
  const noPassword = async () => {
    throw new UserError(
      'KW-SECRET-MISSING',
      'The proxy asks for a password, and doctor sends none: the hosts behind it cannot be checked.',
    );
  };
  return {
    ...thisWorld(await openProxies(customer?.proxy, { need: noPassword })),
    workspace: workspaceOf(options),
    state: stateOf(options),
    customer,
    portals: [...registry.values()].filter(
      ({ name, noPages }) => customer?.portals[name] !== undefined && noPages !== 'a command',
    ),
    browser: {
      find: findBrowser,
      async probe(path) {
        const { probeBrowser } = await import('../../browser/probe.ts');
        const removeTempFolder = usePrivateTempFolder();
        try {
          return await probeBrowser(path);
        } finally {
          removeTempFolder();
        }
      },
    },
  };
}

function lineOf(name: string, { about, state, found, remedy }: Finding): Line {
  const whole = about === undefined ? name : `${name}, ${about}`;
  const end = remedy === undefined ? '' : ` ${state === 'good' ? '' : '→ '}${remedy}`;
  return { mark: `${MARK[state]} `, tone: TONE[state], text: `${whole}: ${found}.${end}`.replace(/\.\.(?= |$)/g, '.') };
}

/** Makes each check, prints a line for each of its findings, and sets the exit code. */
export async function examine(options: DoctorOptions): Promise<void> {
  const world = await worldOf(options);
  const all: Finding[] = [];
  for (const check of CHECKS)
    for (const finding of await findingsOf(check, world)) {
      all.push(finding);
      if (options.json) printJson({ type: 'check', name: check.name, ...finding });
      else printLine(lineOf(check.name, finding));
    }
  const count = (state: Finding['state']) => all.filter((finding) => finding.state === state).length;
  const code = count('bad') > 0 ? exit.drift : exit.success;
  process.exitCode = code;
  if (options.json) return printResult({ outcome: code === exit.success ? 'good' : 'bad', exit: code });
  const told = count('bad') === 0 ? 'Runs can work here' : `${count('bad')} to fix`;
  printLine({ text: `\n${told}${count('note') === 0 ? '' : `; ${count('note')} worth knowing`}.`, textTone: 'strong' });
}
