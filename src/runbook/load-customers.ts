import { basename } from 'node:path';
import { oneLine } from '../files/sanitize.ts';
import type { Registry } from './actions.ts';
import { type Customer, checkCustomers } from './customers.ts';
import { customersFiles, folderIgnored } from './customers-files.ts';
import type { Checked, Diagnostic } from './diagnostic.ts';
import { quoted } from './quoted.ts';
import { readYaml } from './read-yaml.ts';
import { nameOf, suggestion } from './suggest.ts';

/** Customers whose name another file before has, too. */
function doubles(all: readonly Customer[]): Diagnostic[] {
  const first = new Map<string, Customer>();
  return all.flatMap((customer) => {
    const other = first.get(customer.name);
    if (other === undefined) first.set(customer.name, customer);
    if (other === undefined) return [];
    const message = `${oneLine(basename(other.source.file))} has a customer ${quoted(customer.name)}, too`;
    const mistake = {
      code: 'KW-KEY-DUPLICATE',
      message,
      hint: 'Rename one of them, or remove the file if it is a copy.',
    } as const;
    return [customer.source.wrong(['customers', customer.name], mistake, 'key')];
  });
}

/**
 * Reads and checks all customers.
 * @param named a customers file, or a folder of them
 */
export function loadCustomers(
  named: string,
  registry: Registry,
): Checked<{ customers: ReadonlyMap<string, Customer> }> {
  const files = customersFiles(named);
  if ('diagnostics' in files) return files;
  const checked = files.map((file) => {
    const source = readYaml(file);
    return 'diagnostics' in source ? source : checkCustomers(source, registry);
  });
  const all = checked.flatMap((one) => ('diagnostics' in one ? [] : [...one.customers.values()]));
  const wrong = [...checked.flatMap((one) => ('diagnostics' in one ? one.diagnostics : [])), ...doubles(all)];
  return wrong.length > 0
    ? { diagnostics: wrong }
    : { customers: new Map(all.map((customer) => [customer.name, customer])) };
}

/** One customer. @param named a customers file, or a folder of them */
export function loadCustomer(named: string, name: string, registry: Registry): Checked<Customer> {
  const checked = loadCustomers(named, registry);
  if ('diagnostics' in checked) return checked;
  const { customers } = checked;
  const ignored = folderIgnored(named);
  const titled = [...customers.values()].find(({ title }) => nameOf(title) === nameOf(name))?.name;
  const hint =
    (titled === undefined ? (suggestion(name, customers.keys(), 'Customers') ?? '') : `Did you mean "${titled}"?`) +
    (ignored === undefined
      ? ''
      : ` The folder "${basename(ignored)}" is not read while "${basename(named)}" is there.`);
  const message = `there is no customer ${quoted(name)}`;
  return (
    customers.get(name) ?? { diagnostics: [{ file: named, code: 'KW-CUSTOMER-UNKNOWN', message, hint: hint.trim() }] }
  );
}
