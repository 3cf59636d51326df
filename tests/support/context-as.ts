import type { Locator, Page } from '@playwright/test';
import type { Context } from '../../src/portal-sdk/index.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { codeAfter } from '../../src/secrets/totp.ts';
import { bareContext } from './bare-context.ts';

/** A context with a user's own secrets, that answers native questions as a gesture wants. */
export function contextAs(
  page: Page,
  { url, username, password, totpSecret }: { url: string; username: string; password: string; totpSecret?: string },
  notes: string[],
): Context {
  return {
    ...bareContext(page, notes),
    url: new URL(url),
    settings: { username, 'sign-in': totpSecret === undefined ? 'password' : 'password-and-code' },
    planning: false,
    secret: () => new Secret(password, 'the password'),
    oneTimeCode: async () =>
      await codeAfter(
        new Secret(totpSecret!, 'seed'),
        () => false,
        undefined as never,
        () => {},
      ),
    typeSecret: async (at: Locator, value: Secret) => await at.fill(value.reveal()),
    holdsSecret: async (at: Locator, value: Secret) => (await at.inputValue()) === value.reveal(),
    takeSecret: async () => {
      throw new Error('This portal never shows a private key.');
    },
    gesture: async (title: string, act: () => Promise<unknown>, options?: { dialog?: string }) => {
      notes.push(title);
      const answer = async (dialog: { accept(): Promise<void>; dismiss(): Promise<void>; type(): string }) =>
        await (dialog.type() === 'alert' || options?.dialog === 'accept' ? dialog.accept() : dialog.dismiss());
      page.on('dialog', answer);
      return await act().finally(() => page.off('dialog', answer));
    },
  } as unknown as Context;
}
