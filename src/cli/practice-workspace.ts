import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Practice } from '../practice/start.ts';

/** The variables that hold the practice customer's secrets. */
export function practiceEnvironment({ connectwise, mspcfo }: Pick<Practice, 'connectwise' | 'mspcfo'>): Record<string, string> {
  return {
    CONNECTWISE_PASSWORD: connectwise.password,
    ...(connectwise.totpSecret && { CONNECTWISE_TOTP_SECRET: connectwise.totpSecret }),
    CONNECTWISE_CLIENT_ID: connectwise.clientId,
    MSPCFO_PASSWORD: mspcfo.password,
    ...(mspcfo.totpSecret && { MSPCFO_TOTP_SECRET: mspcfo.totpSecret }),
  };
}

/** Writes a customers file for practice portals. @returns its path */
export function writePracticeWorkspace(folder: string, name: string, { connectwise, mspcfo }: Pick<Practice, 'connectwise' | 'mspcfo'>): string {
  const file = join(folder, 'customers.yaml');
  const strategy = (portal: { totpSecret?: string | undefined }) => (portal.totpSecret ? 'password-and-code' : 'password');
  const customers = {
    [name]: {
      title: 'Practice IT',
      portals: {
        connectwise: { url: connectwise.url, company: connectwise.companyId, username: connectwise.username, 'sign-in': strategy(connectwise) },
        mspcfo: { url: mspcfo.url, username: mspcfo.username, 'sign-in': strategy(mspcfo) },
      },
    },
  };
  writeFileSync(file, stringify({ keywright: 1, customers }), { mode: 0o600 });
  return file;
}
