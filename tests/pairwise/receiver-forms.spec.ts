import { expect, test } from '@playwright/test';
import { loadPortals } from '../../src/engine/registry.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { contextAs } from '../support/context-as.ts';
import { LOOKS } from '../support/vendors/stand-ins/looks.ts';
import { startStandIn } from '../support/vendors/stand-ins/server.ts';

test.describe.configure({ timeout: 300_000 });

for (const [name, look] of Object.entries(LOOKS)) {
  test(`the form of ${name} takes keys, shows them again, gets others, and is emptied`, async ({ page }) => {
    const standIn = await startStandIn(look, (publicKey) => publicKey !== 'Wr0ngWr0ngWr0ngX');
    const notes: string[] = [];
    try {
      const portal = (await loadPortals()).get(name)!;
      const action = (verb: string) => portal.actions.find((one) => one.name === `${name}.credentials.${verb}`)!;
      const ctx = contextAs(page, standIn, notes);
      await page.goto(standIn.url);
      await portal.signIn.perform!(ctx, {});
      expect(await portal.account!(ctx)).toBe('Robin Doe');
      const wish = (publicKey: string) => ({
        publicKey,
        privateKey: new Secret(`Private-of-${publicKey}`, 'the private key'),
        server: 'https://na.myconnectwise.net',
        company: 'acme',
      });
      for (const publicKey of ['aB3dE5gH7jK9mN1p', 'zY8xW6vU4tS2rQ1o']) {
        expect(await action('ensure').inspect(ctx, wish(publicKey))).toMatchObject({ state: 'needed' });
        await action('ensure').perform!(ctx, wish(publicKey));
        expect(standIn.stored()).toMatchObject({ publicKey, privateKey: `Private-of-${publicKey}` });
        expect(await action('ensure').confirm!(ctx, wish(publicKey))).toMatchObject({ state: 'satisfied' });
        expect(await action('read').inspect(ctx, {})).toMatchObject({ output: { publicKey } });
      }
      // Some portals store keys that do not work, so reading back decides.
      await action('ensure').perform!(ctx, wish('Wr0ngWr0ngWr0ngX')).catch(() => undefined);
      expect(await action('ensure').confirm!(ctx, wish('Wr0ngWr0ngWr0ngX'))).not.toMatchObject({ state: 'satisfied' });
      expect(standIn.stored()).toMatchObject({ publicKey: 'zY8xW6vU4tS2rQ1o' });
      const own = { managed: ['zY8xW6vU4tS2rQ1o'], includeUnmanaged: false };
      await action('clear').perform!(ctx, own);
      expect(await action('clear').confirm!(ctx, own)).toMatchObject({ state: 'satisfied' });
      expect(standIn.stored()).toBeUndefined();
    } catch (error) {
      console.log(notes);
      throw error;
    } finally {
      await standIn.stop();
    }
  });
}
