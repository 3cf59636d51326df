import { expect, test } from '@playwright/test';
import { addKey } from '../../src/practice/connectwise/state.ts';
import { type MspcfoVariants, variants } from '../../src/practice/mspcfo/variants.ts';
import { startPractice } from '../../src/practice/testing/start.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { contextAs } from '../support/context-as.ts';
import { credentialsAction, portal } from '../support/mspcfo.ts';
import { pairwise } from './pairs.ts';

const credentialsEnsure = credentialsAction('ensure');
const credentialsClear = credentialsAction('clear');

test.describe.configure({ timeout: 180_000 });

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
      const ctx = contextAs(page, practice.mspcfo, notes);
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
