// The same job as hand-over.yaml without Keywright, to compare: node plain.mjs <MeshCentral> <Unleash>, and
// MESH_PASSWORD and UNLEASH_PASSWORD in the environment.
// Looks at nothing first, keeps no evidence, and makes one more token and integration each time.
import { argv, env } from 'node:process';
import { chromium } from 'playwright';

const [, , mesh, unleash] = argv;
const began = performance.now();
const browser = await chromium.launch({ executablePath: env.KEYWRIGHT_BROWSER });
const page = await browser.newPage();
await page.goto(mesh);
await page.locator('#username').fill('admin');
await page.locator('#password').fill(env.MESH_PASSWORD);
await page.locator('#loginButton').click();
await page.getByText('Logout').waitFor();
await page.goto(`${mesh}/?viewmode=2`);
await page.locator('#p2meshes').waitFor({ state: 'attached' });
await page.locator('[onclick*=account_createLoginToken]').locator('visible=true').first().click();
// OK is switched on by keys alone.
await page.locator('#d2tokenName').pressSequentially('Plain');
await page.getByRole('button', { name: 'OK' }).click();
const shown = page.locator('#id_dialogOptions .selecttext');
await shown.nth(1).waitFor();
const [user, secret] = await shown.allInnerTexts();
await page.goto(unleash);
await page.getByLabel('Email').fill('admin');
await page.getByLabel('Password').fill(env.UNLEASH_PASSWORD);
await page.getByRole('button', { name: 'Sign in' }).click();
await page.getByText('Admin settings').first().waitFor();
await page.goto(`${unleash}/integrations/create/datadog`);
await page.getByLabel('Datadog API key').fill(secret);
await page.getByLabel('Datadog Source Type Name').fill(user);
await page.getByLabel('Events*').click();
await page.getByRole('option', { name: 'feature-created', exact: true }).click();
await page.keyboard.press('Escape');
await page.getByRole('button', { name: 'Create', exact: true }).click();
await page.getByText('Integration created').waitFor();
await browser.close();
console.log(`${((performance.now() - began) / 1_000).toFixed(1)} s`);
