import { z } from 'zod';
import type { Context } from '../../src/portal-sdk/index.ts';
import { asTyped, type SignInSettings, signInHosts } from '../sign-in.ts';

/** What the customers file says about ConnectWise beside the address. */
export const settings = z.strictObject({
  company: asTyped
    .max(100)
    .refine((text) => !text.includes('+'), 'must be the company ID alone: a + joins it to a key, for the REST API only')
    .describe('The company ID that the sign-in page asks for.'),
  username: asTyped
    .max(100)
    .optional()
    .describe(
      'User name of the member who signs in; needs rights for Security Roles and Members. Not needed if a ' +
        'person signs in.',
    ),
  'sign-in-hosts': signInHosts,
});

/** `language` is every portal's that has words in several (src/runbook/customers.ts). */
export type Settings = z.output<typeof settings> & SignInSettings & { language?: string };

export function settingsOf(ctx: Context): Settings {
  return ctx.settings as Settings;
}
