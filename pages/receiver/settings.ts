import { z } from 'zod';
import type { Context } from '../../src/portal-sdk/index.ts';
import { asTyped, type SignInSettings, signInHosts } from '../sign-in.ts';

/** What the customers file says of a portal that takes keys, beside its address. */
export const settings = z.strictObject({
  username: asTyped
    .max(200)
    .optional()
    .describe('User name or e-mail address of the user who signs in. Not needed if a person signs in.'),
  'display-name': z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('The name at the top right, if Keywright does not find it by itself.'),
  'sign-in-hosts': signInHosts,
});

export type Settings = z.output<typeof settings> & SignInSettings;

export function settingsOf(ctx: Context): Settings {
  return ctx.settings as Settings;
}
