import { z } from 'zod';
import type { Context } from '../../src/portal-sdk/index.ts';

/** What the customers file says of MSPCFO beside the address. */
export const settings = z.strictObject({
  username: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('User name or e-mail address of the user who signs in. Not needed where a person signs in.'),
  'display-name': z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('The name at the top right of MSPCFO, if Keywright does not find it by itself.'),
  'sign-in-hosts': z
    .array(
      z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a full host name, such as login.microsoftonline.com'),
    )
    .max(20)
    .optional()
    .describe(
      "Host names that a person's sign-in leads through (identity provider); the browser may reach them, and no " +
        'secret is ever typed there.',
    ),
});

/** With the way to sign in, which every portal has (src/runbook/customers.ts). */
export type Settings = z.output<typeof settings> & {
  'sign-in': 'password' | 'password-and-code' | 'person' | 'saved-session';
};

export function settingsOf(ctx: Context): Settings {
  return ctx.settings as Settings;
}
