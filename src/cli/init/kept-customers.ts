import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../files/user-error.ts';
import type { Registry } from '../../runbook/actions.ts';
import { checkCustomers } from '../../runbook/customers.ts';
import { customersFiles, customersFolder } from '../../runbook/customers-files.ts';
import { loadCustomers } from '../../runbook/load-customers.ts';
import { readYaml, type YamlFile } from '../../runbook/read-yaml.ts';
import { BadInput } from '../bad-input.ts';
import { newCustomersText, withCustomers } from './customers-text.ts';
import type { Entry } from './entry.ts';
import { SCHEMA_FILE } from './surroundings.ts';

/** The customers that are there: in a file, in a folder with files of them, or nowhere yet. */
interface KeptCustomers {
  names: Set<string>;
  file?: YamlFile;
  folder?: string;
}

/** @throws BadInput where what is there is not as it must be: nothing is added to it then */
export function keptCustomers(named: string, registry: Registry): KeptCustomers {
  const folder = customersFolder(named);
  if (folder !== undefined) {
    if ('diagnostics' in customersFiles(named)) return { folder, names: new Set() };
    const loaded = loadCustomers(named, registry);
    if ('diagnostics' in loaded) throw new BadInput(loaded.diagnostics);
    return { folder, names: new Set(loaded.customers.keys()) };
  }
  if (!existsSync(named)) return { names: new Set() };
  const read = readYaml(named);
  const checked = 'diagnostics' in read ? read : checkCustomers(read, registry);
  if ('diagnostics' in checked) throw new BadInput(checked.diagnostics);
  return { file: read as YamlFile, names: new Set(checked.customers.keys()) };
}

/**
 * The customers file with more customers, or a new file for each in a folder.
 * @returns texts by the files that they belong into
 * @throws UserError where a file of a folder is there already
 */
export function textsWith(
  entries: ReadonlyMap<string, Entry>,
  { file, folder }: KeptCustomers,
  named: string,
  registry: Registry,
): Map<string, string> {
  if (file !== undefined) return new Map([[named, withCustomers(file, entries, registry)]]);
  if (folder === undefined) return new Map([[named, newCustomersText(entries, `./${SCHEMA_FILE}`)]]);
  return new Map(
    [...entries].map(([name, entry]) => {
      const own = join(folder, `${name}.yaml`);
      if (existsSync(own))
        throw new UserError(
          'KW-FILE-EXISTS',
          `${own} is there, with other customers; nothing was changed.\nNext:     Rename it, or add ${name} to it by hand.`,
        );
      return [own, newCustomersText(new Map([[name, entry]]), `../${SCHEMA_FILE}`)];
    }),
  );
}
