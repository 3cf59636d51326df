import { existsSync } from 'node:fs';
import { UserError } from '../files/user-error.ts';

/** Which customers a command is for, and how it goes about many, as the command line gave it. */
export interface ManyOptions {
  /** `acme`, or several: `acme,beta`. */
  customer?: string;
  /** The customers file, or names. */
  customers?: string[];
  all?: boolean;
  where?: string[];
  onlyFailed?: string | true;
  atOnce?: number;
  stopAfter?: number;
  notBefore?: string;
  notAfter?: string;
}

export const CUSTOMERS_FILE = 'customers.yaml';

/** Whether a value of `--customers` names customers rather than a file. No name has a dot or a slash. */
const areNames = (value: string) =>
  /^[a-z0-9-]+(,[a-z0-9-]+)*$/.test(value) && (value.includes(',') || !existsSync(value));

const split = (value: string) => value.split(',').filter((name) => name !== '');

/** What is chosen: one customer by name, or many. */
export interface Chosen {
  /** The customers file. */
  file: string;
  names: string[];
  /** The only one; undefined for a batch. */
  one: string | undefined;
}

/** @throws UserError if no customer is named, or two customers files are */
export function chosenCustomers({ customer, customers = [], all, where, onlyFailed }: ManyOptions): Chosen {
  const files = customers.filter((value) => !areNames(value));
  if (files.length > 1) throw new UserError('KW-USAGE', `error: --customers names two files: ${files.join(', ')}`);
  const names = [...(customer === undefined ? [] : split(customer)), ...customers.filter(areNames).flatMap(split)];
  const many = all === true || where !== undefined || onlyFailed !== undefined;
  if (!many && names.length === 0)
    throw new UserError(
      'KW-USAGE',
      "error: required option '-c, --customer <name>' not specified\n" +
        'Next:     Name a customer, several (--customers acme,beta), --all of them, or those --where tag=….',
    );
  return { file: files[0] ?? CUSTOMERS_FILE, names, one: !many && names.length === 1 ? names[0] : undefined };
}
