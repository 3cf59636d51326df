import { stringify } from 'yaml';
import { loadPortals, lookActionOf } from '../../engine/registry.ts';
import { UserError } from '../../files/user-error.ts';
import { checkRunbook } from '../../runbook/check.ts';
import { prepare } from '../../runbook/load.ts';
import { loadCustomer } from '../../runbook/load-customers.ts';
import { parseYaml } from '../../runbook/read-yaml.ts';
import { milliseconds } from '../../runbook/schema.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { BadInput } from '../bad-input.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import type { CustomerOptions } from '../load-job.ts';
import { workspaceOf } from '../workspace.ts';
import { runInWorkspace } from './run.ts';

export interface LookOptions extends CustomerOptions {
  portal: string;
  things: string[];
  go?: string;
  press?: string[];
  patience: string;
}

/** A runbook that signs in and looks for each thing; the first look goes to the screen. */
function runbookFor({ portal, things, go, press = [], patience }: LookOptions, title: string): string {
  const first = { ...(go !== undefined && { go }), ...(press.length > 0 && { press }) };
  return stringify({
    keywright: 1,
    name: 'look',
    title: `Look at ${title}`,
    check: true,
    phases: [
      {
        title: 'Look',
        steps: [
          { id: 'sign-in', use: `${portal}.sign-in` },
          ...things.map((thing, n) => ({
            id: `look-${n + 1}`,
            use: `${portal}.screens.look`,
            retries: 0,
            with: { thing, patience: milliseconds(patience), ...(n === 0 && first) },
          })),
        ],
      },
    ],
  });
}

/**
 * Looks at a screen as a run of its own, so that sign-in, guard, redaction and pictures are those of any run.
 * @throws BadInput; UserError for an unknown portal or patience
 */
export async function lookAt(options: LookOptions): Promise<void> {
  refuseLeakyEnvironment();
  if (!/^[1-9]\d{0,3}[smh]$/.test(options.patience))
    throw new UserError('KW-USAGE', `error: --patience is a time such as 5s or 1m, not "${options.patience}"`);
  const registry = await loadPortals(workspaceOf(options));
  const portal = registry.get(options.portal);
  if (portal === undefined)
    throw new UserError(
      'KW-USAGE',
      `error: there is no portal "${options.portal}". ${suggestion(options.portal, registry.keys(), 'Portals') ?? ''}`,
    );
  registry.set(portal.name, { ...portal, actions: [...portal.actions, await lookActionOf(portal.name)] });
  const bytes = Buffer.from(runbookFor(options, portal.title));
  const source = parseYaml('keywright look', bytes);
  const customer = loadCustomer(options.customers, options.customer, registry);
  const checked = 'diagnostics' in source ? source : checkRunbook(source, registry);
  if ('diagnostics' in source || 'diagnostics' in checked || 'diagnostics' in customer)
    throw new BadInput([source, checked, customer].flatMap((one) => ('diagnostics' in one ? one.diagnostics : [])));
  const { sha256 } = source;
  const prepared = prepare({ ...checked, file: 'look', bytes, sha256, source }, customer, [], registry);
  if ('diagnostics' in prepared) throw new BadInput(prepared.diagnostics);
  await runInWorkspace(prepared, options);
}
