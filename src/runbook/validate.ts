import { basename, dirname, resolve } from 'node:path';
import { closest } from '../files/closest.ts';
import type { Registry } from './actions.ts';
import { checkRunbook } from './check.ts';
import { type Customer, checkCustomers } from './customers.ts';
import { customersFiles } from './customers-files.ts';
import { type Checked, type Diagnostic, inOrder } from './diagnostic.ts';
import { type LoadedRunbook, loadRunbook, prepare, withSuggestion } from './load.ts';
import { loadCustomers } from './load-customers.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';

import { readSettings, SETTINGS } from './workspace-settings.ts';

const counted = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** What `keywright validate` found in a file or a folder. */
interface Validated {
  kind: 'runbook' | 'portal' | 'customers file' | 'customers folder' | 'settings file' | 'file';
  /** `9 steps`, `3 customers`; empty where something is wrong. */
  holds: string;
  diagnostics: Diagnostic[];
  hints: Diagnostic[];
}

function validated(kind: Validated['kind'], checked: Checked<{ holds: string; hints?: Diagnostic[] }>): Validated {
  return 'diagnostics' in checked
    ? { kind, holds: '', hints: [], diagnostics: checked.diagnostics }
    : { kind, hints: [], diagnostics: [], ...checked };
}

/** One with the key `form`, `makes`, `api` or `command` describes a portal; so does what lies where such pages are. */
function describesPortal({ file, value }: YamlFile): boolean {
  const has = (...keys: string[]) =>
    value !== null && typeof value === 'object' && keys.some((key) => Object.hasOwn(value, key));
  return has('form', 'makes', 'api', 'command') || (basename(dirname(resolve(file))) === 'portals' && !has('phases'));
}

/** Checks a file, or a folder of customers files, for `keywright validate`. */
export function validateFile(named: string, registry: Registry): Validated {
  const files = customersFiles(named);
  if ('diagnostics' in files) return validated('customers folder', files);
  const kind = files.length === 1 && files[0] === named ? 'customers file' : 'customers folder';
  if (kind === 'customers folder') {
    const checked = loadCustomers(named, registry);
    if ('diagnostics' in checked) return validated(kind, checked);
    return validated(kind, {
      holds: `${counted(checked.customers.size, 'customer')} in ${counted(files.length, 'file')}`,
    });
  }
  if (basename(named) === SETTINGS) {
    const settings = readSettings(named);
    if ('diagnostics' in settings) return validated('settings file', settings);
    return validated('settings file', { holds: counted(settings.portals.length, 'package') });
  }
  const source = readYaml(named);
  if ('diagnostics' in source)
    return validated('file', { diagnostics: source.diagnostics.map((one) => withSuggestion(one, named)) });
  // A file with the key `customers` is a customers file.
  if (source.value !== null && typeof source.value === 'object' && Object.hasOwn(source.value, 'customers')) {
    const checked = checkCustomers(source, registry);
    if ('diagnostics' in checked) return validated(kind, checked);
    return validated(kind, { holds: counted(checked.customers.size, 'customer') });
  }
  if (describesPortal(source)) {
    const diagnostics = registry.wrongWithPage?.(source) ?? [];
    return validated('portal', diagnostics.length > 0 ? { diagnostics } : { holds: 'described by a page' });
  }
  const checked = checkRunbook(source, registry);
  if ('diagnostics' in checked) return validated('runbook', checked);
  const steps = checked.runbook.phases.reduce((sum, phase) => sum + phase.steps.length, 0);
  return validated('runbook', { holds: counted(steps, 'step'), hints: checked.hints });
}

/**
 * Checks what each customer of these customers files gives to these runbooks, for `keywright validate`. A customer that
 * gives a runbook nothing may not be meant for it. Of runbooks with the same name, the first counts. A name that is
 * nearly that of a runbook is a hint (KW-INPUT-UNUSED): it may be of one that was not named.
 * @returns what is wrong, by the files and folders as they are named
 */
export function validateInputs(
  files: readonly string[],
  runbooks: readonly string[],
  registry: Registry,
): ReadonlyMap<string, Diagnostic[]> {
  const loaded = new Map<string, LoadedRunbook>();
  if (files.length === 0) return new Map();
  for (const one of runbooks.map((file) => loadRunbook(file, registry)))
    if (!('diagnostics' in one) && !loaded.has(one.runbook.name)) loaded.set(one.runbook.name, one);
  const wrong = (customer: Customer) =>
    Object.keys(customer.inputs).flatMap((name) => {
      const runbook = loaded.get(name);
      const meant = runbook ? undefined : closest(name, loaded.keys());
      if (meant !== undefined)
        return customer.source.wrong(
          ['customers', customer.name, 'inputs', name],
          { code: 'KW-INPUT-UNUSED', message: `no runbook is named "${name}" here`, hint: `Did you mean "${meant}"?` },
          'key',
        );
      const prepared = runbook && prepare(runbook, customer, [], registry);
      return prepared !== undefined && 'diagnostics' in prepared ? prepared.diagnostics : [];
    });
  return new Map(
    files.map((file) => {
      const checked = loadCustomers(file, registry);
      return [
        file,
        'diagnostics' in checked ? [] : [...checked.customers.values()].flatMap((one) => inOrder(wrong(one))),
      ];
    }),
  );
}
