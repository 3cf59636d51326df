import { expect, type Page, test } from '@playwright/test';
import { emptyRequired, requiredFields } from '../../../pages/screen/boxes/required.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';

test.beforeAll(async () => await prepareLooks());

const named = async (page: Page, find = requiredFields) =>
  find(await look(page, { hooks: {} })).map(({ label }) => label);

const row = (label: string, star: string, box: string) =>
  `<tr><td><div>${label}:</div></td><td>${star}</td><td>${box}</td></tr>`;

/** Ways in which a form marks what it requires: always Calendar, and never Notes or E-mail. */
const FORMS: Record<string, string> = {
  'an asterisk in the label': '<label>Calendar* <input></label><br><label>Notes <textarea></textarea></label>',
  'an asterisk in a part of its own':
    '<div><div>Calendar <span>*</span></div><input></div><div style="margin-top:20px"><div>Notes</div><input></div>',
  'an asterisk in a column of its own': `<div style="display:flex;gap:20px"><table>${row('Calendar', '*', '<input>')}${row(
    'E-mail',
    '',
    '<input>',
  )}</table><table>${row('Notes', '', '<textarea></textarea>')}</table></div>`,
  'an asterisk that only the style draws':
    '<style>.must::after { content: " *" }</style><label class=must>Calendar <input></label><label>Notes <input></label>',
  required: '<label>Calendar <input required></label><label>Notes <input></label>',
  'aria-required': '<label>Calendar <input aria-required=true></label><label>Notes <input></label>',
  'a red mark after a refused Save': '<label>Calendar <input aria-invalid=true></label><label>Notes <input></label>',
};

for (const [way, html] of Object.entries(FORMS)) {
  test(`a field is required that is marked by ${way}, and no other`, async ({ page }) => {
    await page.setContent(html);
    expect(await named(page)).toEqual(['Calendar']);
    expect(await named(page, emptyRequired)).toEqual(['Calendar']);
    await page.locator('input').first().fill('Standard');
    expect(await named(page, emptyRequired)).toEqual([]);
  });
}

test('filters of a list and boxes of bars are no fields of a form', async ({ page }) => {
  await page.setContent(
    `<header><label>Search * <input></label></header><table><tr><th>Member ID * <input></th></tr><tr><td>a</td></tr>` +
      '</table><label>Calendar * <input></label>',
  );
  expect(await named(page)).toEqual(['Calendar']);
});
