import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { stringify } from 'yaml';
import { UserError } from '../files/user-error.ts';
import type { PracticeCustomer } from '../practice/start.ts';
import type { Customer } from '../runbook/customers.ts';

type Portals = Pick<PracticeCustomer, 'connectwise' | 'mspcfo'>;

/** The variables that hold the practice customer's secrets. */
export function practiceEnvironment({ connectwise, mspcfo }: Portals): Record<string, string> {
  return {
    CONNECTWISE_PASSWORD: connectwise.password,
    ...(connectwise.totpSecret && { CONNECTWISE_TOTP_SECRET: connectwise.totpSecret }),
    CONNECTWISE_CLIENT_ID: connectwise.clientId,
    MSPCFO_PASSWORD: mspcfo.password,
    ...(mspcfo.totpSecret && { MSPCFO_TOTP_SECRET: mspcfo.totpSecret }),
  };
}

const strategy = (portal: { totpSecret?: string | undefined }) =>
  portal.totpSecret ? 'password-and-code' : 'password';

/** A customer as it is, but at practice portals. Whatever else the customers file says of the portals is left out. */
export function atPractice(customer: Customer, { connectwise, mspcfo }: Portals): Customer {
  const { url, companyId, username } = connectwise;
  return {
    ...customer,
    title: `${customer.title} (rehearsal)`,
    proxy: 'none',
    portals: {
      connectwise: {
        url: new URL(url),
        settings: { company: companyId, username, 'sign-in': strategy(connectwise) },
      },
      mspcfo: { url: new URL(mspcfo.url), settings: { username: mspcfo.username, 'sign-in': strategy(mspcfo) } },
    },
  };
}

/** The first line of what is written here. */
const MARK = '# For practice portals only; it changes with every start.\n';

/** Writes a file for its owner only. @throws rather than write over a file that wasn't written here */
function writeOwn(file: string, content: string): string {
  if (existsSync(file) && !readFileSync(file, 'utf8').startsWith(MARK))
    throw new UserError('KW-FILE-EXISTS', `${file} exists and was not made by practice. Choose another folder.`);
  // Left over with other rights, the file would keep them.
  rmSync(file, { force: true });
  writeFileSync(file, MARK + content, { mode: 0o600, flag: 'wx' });
  return file;
}

/** Writes a customers file for practice portals. @returns its path @throws when another customers file is there */
export function writePracticeWorkspace(folder: string, name: string, { connectwise, mspcfo }: Portals): string {
  const customers = {
    [name]: {
      title: 'Practice IT',
      portals: {
        connectwise: {
          url: connectwise.url,
          company: connectwise.companyId,
          username: connectwise.username,
          'sign-in': strategy(connectwise),
        },
        mspcfo: { url: mspcfo.url, username: mspcfo.username, 'sign-in': strategy(mspcfo) },
      },
    },
  };
  return writeOwn(join(folder, 'customers.yaml'), stringify({ keywright: 1, customers }));
}

/**
 * Writes the practice customer's secrets to `.env.<name>` for its owner only.
 * @returns its path
 * @throws when another file of that name is there
 */
export function writePracticeSecrets(folder: string, name: string, portals: Portals): string {
  const lines = Object.entries(practiceEnvironment(portals)).map(
    ([variable, value]) => `${variable}=${quoted(value)}\n`,
  );
  return writeOwn(join(folder, `.env.${name}`), lines.join(''));
}

/** A value as dotenv reads it back: it knows no escapes, so the quotes must not be in the value. */
function quoted(value: string): string {
  const found = ["'", '`', '"']
    .map((quote) => `${quote}${value}${quote}`)
    .find((text) => parse(`VALUE=${text}`)['VALUE'] === value);
  if (found === undefined) throw new Error('A practice password has characters that a .env file cannot hold.');
  return found;
}
