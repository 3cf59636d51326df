import { expect, test } from '@playwright/test';
import { labels } from '../pages/mspcfo/labels.ts';
import { mistakes } from '../pages/mspcfo/screens/api-credentials.ts';
import { openEyes } from '../pages/sight/engines.ts';

test.beforeAll(async () => await openEyes());

const { publicKey, privateKey, server, company } = labels.credentials;
const FOUR = { publicKey: [...publicKey], privateKey: [...privateKey], server: [...server], company: [...company] };
const box = (label: string, type = 'text') => `<p><label>${label} <input type="${type}"></label></p>`;
const ALL = box('Public Key') + box('Private Key', 'password') + box('CW Server URL') + box('CW Company ID');

/** A form, and what is wrong with it. */
const FORMS: Record<string, [html: string, wrong: RegExp | undefined]> = {
  'four boxes, of which the private key’s hides what is typed': [ALL, undefined],
  'four plain boxes': [ALL.replace('password', 'text'), undefined],
  'a box for one’s own password beside them': [ALL.replace('password', 'text') + box('Password', 'password'), undefined],
  'one box for two': ['<input aria-labelledby="a b" style="width:300px"><p id=a>Private Key</p><p id=b>CW Server URL</p>'.replace('aria-labelledby="a b"', 'aria-labelledby="a" placeholder="CW Server URL"') + box('Public Key'), /^the same box for Private Key and CW Server URL$/],
  'a public key that is hidden': [box('Public Key', 'password') + box('Private Key') + box('CW Server URL'), /^a box that hides what is typed for Public Key$/],
  'a private key that is not hidden although another box is': [box('Private Key') + box('Something else', 'password'), /^another box that hides/],
};

for (const [what, [html, wrong]] of Object.entries(FORMS)) {
  test(`${what}: ${wrong === undefined ? 'the private key may be typed' : 'no private key is typed there'}`, async ({ page }) => {
    await page.setContent(html);
    const found = (await mistakes.all(page, FOUR)).map(({ read }) => read);
    expect(found).toEqual(wrong === undefined ? [] : [expect.stringMatching(wrong)]);
  });
}
