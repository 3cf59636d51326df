import { expect, type Locator, type Page, test } from '@playwright/test';
import { View } from '../../pages/connectwise/widgets/view.ts';
import { keepNewSecret } from '../../pages/new-secret.ts';
import { buttonsOf } from '../../pages/screen/buttons/buttons.ts';
import { COMMON } from '../../pages/screen/messages/common-phrases.ts';
import { Phrases } from '../../pages/screen/messages/phrases.ts';
import type { Context } from '../../src/portal-sdk/index.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { bareContext } from '../support/bare-context.ts';

const SECRET = 'acme0f4a4c7f9b3d2e61';

/** Presses Create on a page, and keeps what is shown then. @param shown what the page draws */
async function keep(page: Page, shown: string, label: string[] | undefined, publicLabel?: string[]) {
  await page.setContent(`<h1>Tokens</h1><p>Older: <b>aa11bb22cc33dd44</b></p><button>Create</button><div id=out></div>
    <script>document.querySelector('button').onclick = () => (out.innerHTML = ${JSON.stringify(shown)})</script>`);
  const sealed: Record<string, string>[] = [];
  const ctx = {
    ...bareContext(page),
    takeSecret: async (at: Locator, name: string) => new Secret((await at.innerText()).trim(), name),
    escrow: {
      seal: async ({ privateKey, ...entry }: { privateKey: Secret }) =>
        void sealed.push({ ...(entry as object), secret: privateKey.reveal() }),
    },
  } as unknown as Context;
  const view = new View(ctx, 'Tokens');
  const at = await view.find('Create', (screen) => buttonsOf(screen, ['Create']));
  const speech = { phrases: new Phrases(COMMON), answers: [] };
  const error = await keepNewSecret(view, {
    ...{ at, button: 'Create', kind: 'API token', name: 'Reporting kw-00000000', speech },
    ...{ label, publicLabel },
  }).catch((problem: Error) => problem);
  return { sealed, error: error as { message: string; actual: string; hint: string } | undefined };
}

test('a secret is taken from beside its label, or as the only new text that looks like one', async ({ page }) => {
  for (const label of [['Token'], undefined, ['What it is not called']]) {
    const { sealed } = await keep(page, `<p>Token</p><p>${SECRET}</p><p>Made today</p>`, label);
    expect(sealed).toEqual([
      expect.objectContaining({ secret: SECRET, publicKey: 'Reporting kw-00000000', kind: 'API token' }),
    ]);
  }
  const long = await keep(page, `<p>Copy your token</p><p>${SECRET.repeat(13)}</p>`, undefined);
  expect(long.sealed).toEqual([expect.objectContaining({ secret: SECRET.repeat(13) })]);
  const pair = `<p><i>User name</i> <b>~t:u1</b></p><p><i>Password</i> <b>${SECRET}</b></p>`;
  const { sealed, error } = await keep(page, pair, ['Password'], ['User name']);
  expect({ sealed, error }).toEqual({
    sealed: [expect.objectContaining({ secret: SECRET, publicKey: '~t:u1' })],
    error: undefined,
  });
});

test('where no secret is found, that is said at once, with labels and nothing that could be a secret', async ({
  page,
}) => {
  const began = performance.now();
  const shown = `<h2>Your new token</h2><p>Token value</p><p>${SECRET}</p><p>${SECRET.toUpperCase()}</p><p>x1 y2 z3 ${SECRET}</p>`;
  const { sealed, error } = await keep(page, shown, ['Tokens value']);
  expect(sealed).toEqual([]);
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(error!.actual).toContain('labels nearest to it: "Token value"');
  expect(error!.actual).toContain('3 texts that look like a secret');
  expect(JSON.stringify(error)).not.toMatch(new RegExp(`${SECRET}|x1 y2`, 'i'));
});

test('what only stands for a secret, or was there before, is none', async ({ page }) => {
  const shown = ['•'.repeat(12), 'acme0f4a...', 'acme-0f4a…', '********', 'aa11bb22cc33dd44'];
  const { sealed, error } = await keep(page, shown.map((one) => `<p>Token</p><p>${one}</p>`).join(''), ['Token']);
  expect(sealed).toEqual([]);
  expect(error!.message).toContain('the new API token beside "Token"');
});

test('a refusal is told in its words', async ({ page }) => {
  const { sealed, error } = await keep(page, '<p role=alert>This name is already in use.</p>', ['Token']);
  expect(sealed).toEqual([]);
  expect(error!.actual).toBe('the message "This name is already in use."');
});
