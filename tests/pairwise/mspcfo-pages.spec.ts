import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Context } from '../../src/portal-sdk/index.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { addKey } from '../../src/practice/connectwise/state.ts';
import { variants, type MspcfoVariants } from '../../src/practice/mspcfo/variants.ts';
import { startPractice, type Practice } from '../../src/practice/testing/start.ts';
import { codeAfter } from '../../src/secrets/totp.ts';
import { bareContext } from '../support/bare-context.ts';
import { credentialsAction, portal } from '../support/mspcfo.ts';
import { pairwise } from './pairs.ts';

const credentialsEnsure = credentialsAction('ensure');
const credentialsClear = credentialsAction('clear');

test.describe.configure({ timeout: 180_000 });

/** A context with a practice user's own secrets, that answers native questions as a gesture wants. */
function contextOf(
  page: Page,
  { mspcfo: { url, username, password, totpSecret } }: Practice,
  notes: string[],
): Context {
  return {
    ...bareContext(page, notes),
    url: new URL(url),
    settings: { username, 'sign-in': 'password-and-code' },
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

for (const [n, chosen] of pairwise(variants).entries()) {
  test(`MSPCFO setting ${n}: signs in, stores, reads and removes the keys`, async ({ page }) => {
    const practice = await startPractice({ delay: 5, mspcfoVariants: chosen as unknown as MspcfoVariants });
    const notes: string[] = [];
    try {
      const { company, companyId, url } = practice.connectwise;
      const member = company.members.find(({ memberId }) => memberId === 'Dispatch')!;
      const role = company.roles.find(({ recid }) => recid === member.roleRecid)!;
      role.levels['System/API Reports'] = { add: 'None', edit: 'None', delete: 'None', inquire: 'All' };
      const { key, privateKey } = addKey(company, member.recid, 'test');
      const ctx = contextOf(page, practice, notes);
      await page.goto(practice.mspcfo.url);
      await portal.signIn.perform!(ctx, {});
      expect(await portal.account!(ctx)).toBeDefined();
      const wish = {
        publicKey: key.publicKey,
        privateKey: new Secret(privateKey, 'the private key'),
        server: url,
        company: companyId,
      };
      expect(await credentialsEnsure.inspect(ctx, wish)).toMatchObject({ state: 'needed' });
      await credentialsEnsure.perform!(ctx, wish);
      expect(practice.mspcfo.state.credentials).toMatchObject({ publicKey: key.publicKey, privateKey });
      expect(await credentialsEnsure.confirm!(ctx, wish)).toMatchObject({
        state: 'satisfied',
        output: { connection: 'works' },
      });
      const own = { managed: [key.publicKey], includeUnmanaged: false };
      expect(await credentialsClear.inspect(ctx, own)).toMatchObject({ state: 'needed' });
      await credentialsClear.perform!(ctx, own);
      expect(await credentialsClear.confirm!(ctx, own)).toMatchObject({ state: 'satisfied' });
      expect(practice.mspcfo.state.credentials).toBeUndefined();
    } catch (error) {
      console.log(JSON.stringify(chosen), notes);
      throw error;
    } finally {
      await practice.stop();
    }
  });
}
