import { expect, type Page, test } from '@playwright/test';
import { Member } from '../../../pages/connectwise/screens/member.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { countPending } from '../../../src/browser/pending.ts';
import { bareContext } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

const list = (...entries: string[]) =>
  `<select><option></option>${entries.map((one) => `<option>${one}</option>`)}</select>`;
const field = (label: string, box: string) =>
  `<tr><td>${label.replace('*', '')}:</td><td>${label.includes('*') ? '*' : ''}</td><td>${box}</td><td style="min-width:30px"></td></tr>`;

/** A form of a tenant that requires more than others. */
const FORM = `<main><h1>New Member</h1><table>${[
  field('Member ID*', '<input>'),
  field('Member Name*', '<input>'),
  field('Time Zone*', list('US Eastern', 'US Pacific')),
  field('Role ID*', list('Admin', 'MSPCFO')),
  field('Level*', list('Corporate (Level 1)')),
  field('Name*', list('Corporate')),
  field('Location*', list('Tampa')),
  field('Department*', list('Admin')),
  field('Default Territory*', list('Corporate')),
  field('Default Calendar*', list('(None)', 'Standard', 'Night')),
  field('Nickname*', '<input>'),
  field('Office E-mail*', '<input>'),
  field('Hire Date*', '<input placeholder="mm/dd/yyyy">'),
  field('Daily Capacity*', '<input type=number>'),
  field('Notes', '<textarea></textarea>'),
].join('')}</table></main>`;

/** What the form holds, by label. */
const heldIn = async (page: Page): Promise<Record<string, string>> =>
  await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('tr')].map((row) => [
        row.cells[0]!.innerText.replace(':', ''),
        row.querySelector<HTMLInputElement>('input, select, textarea')!.value,
      ]),
    ),
  );

test('whatever a form requires gets something valid, and nothing else is touched', async ({ page }) => {
  await page.setContent(FORM);
  await new Member(bareContext(page)).fillIn({ id: 'MSPCFO', name: 'MSP CFO', role: 'MSPCFO' });
  const now = new Date();
  expect(await heldIn(page)).toEqual({
    'Member ID': 'MSPCFO',
    'Member Name': 'MSP CFO',
    'Time Zone': 'US Eastern',
    'Role ID': 'MSPCFO',
    Level: 'Corporate (Level 1)',
    Name: 'Corporate',
    Location: 'Tampa',
    Department: 'Admin',
    'Default Territory': 'Corporate',
    'Default Calendar': 'Standard',
    Nickname: 'MSP CFO',
    'Office E-mail': 'nobody@keywright.invalid',
    'Hire Date':
      [now.getMonth() + 1, now.getDate()].map((n) => `${n}`.padStart(2, '0')).join('/') + `/${now.getFullYear()}`,
    'Daily Capacity': '0',
    Notes: '',
  });
});

test('what a list depends on is given first, whatever a tenant calls it', async ({ page }) => {
  const empty = '<select id=department><option></option></select>';
  const form = FORM.replace(field('Location*', list('Tampa')), field('Default Location*', list('Tampa')));
  await page.setContent(
    `${form.replace(field('Department*', list('Admin')), field('Department*', empty))}<script>
      [...document.querySelectorAll('tr')].find((row) => row.textContent.includes('Default Location'))
        .querySelector('select').onchange = () => department.add(new Option('Service'));
    </script>`,
  );
  await new Member(bareContext(page)).fillIn({ id: 'MSPCFO', name: 'MSP CFO', role: 'MSPCFO' });
  expect(await heldIn(page)).toMatchObject({ 'Default Location': 'Tampa', Department: 'Service' });
});

test('the number that a list shows until its entries have come is not read', async ({ page, context }) => {
  await countPending(context);
  await page.route('http://portal.example/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<main><h1>MSPCFO (MSP CFO)</h1><table>${field('Member ID*', '<input value=MSPCFO>')}
        ${field('Role ID*', '<div id=role role=combobox tabindex=0 style="width:120px;height:20px">1001</div>')}</table></main>
        <script>setTimeout(() => { role.textContent = 'MSPCFO' }, 1500)</script>`,
    }),
  );
  await page.goto('http://portal.example/');
  expect(await new Member(bareContext(page)).read()).toMatchObject({ id: 'MSPCFO', role: 'MSPCFO' });
});

test('a runbook can give any field of the form by its label', async ({ page }) => {
  await page.setContent(FORM);
  const fields = { 'Default Calendar': 'Night', Notes: 'For MSPCFO' };
  await new Member(bareContext(page)).fillIn({ id: 'MSPCFO', name: 'MSP CFO', role: 'MSPCFO' }, fields);
  expect(await heldIn(page)).toMatchObject(fields);
});

test('a field that a runbook gives and the form does not have is named', async ({ page }) => {
  test.setTimeout(150_000);
  await page.setContent(FORM);
  const filled = new Member(bareContext(page)).fillIn({ id: 'MSPCFO' }, { 'Default Board': 'Service' });
  await expect(filled).rejects.toThrow('the field Default Board');
});
