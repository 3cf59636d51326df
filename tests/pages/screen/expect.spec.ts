import { expect, type Page, test } from '@playwright/test';
import { fieldOf } from '../../../pages/screen/boxes/field.ts';
import { buttonsOf } from '../../../pages/screen/buttons/buttons.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';
import { compare, type Expected, framed, newAndRequired } from '../../../pages/screen/survey/expect.ts';
import { differenceInWords } from '../../../src/portal-sdk/index.ts';

test.beforeAll(async () => await prepareLooks());

const box = (...words: string[]): Expected => ({ kind: 'box', words, find: (screen) => fieldOf(screen, words) });
const EXPECTED: Expected[] = [
  box('Code', 'Short Code'),
  box('Full Name'),
  box('Region'),
  { ...box('Notes'), optional: true },
  { kind: 'button', words: ['Save'], find: (screen) => buttonsOf(screen, ['Save']), toldApart: true },
];

const field = (label: string) => `<p><label>${label} <input></label></p>`;
const form = (...labels: string[]) => `${labels.map(field).join('')}<button>Save</button>`;

const seen = async (page: Page, html: string) => {
  await page.setContent(html);
  return await look(page, { hooks: {} });
};
/** What differs, in words. */
const differing = async (page: Page, html: string) => {
  const screen = await seen(page, html);
  return [...compare(screen, EXPECTED), ...newAndRequired(screen, EXPECTED)]
    .filter(({ state }) => state !== 'same')
    .map((one) => `${differenceInWords(one)}${one.usable ? '' : '!'}`);
};

const CASES: [what: string, html: string, differs: (string | RegExp)[]][] = [
  ['nothing differs', form('Code', 'Full Name', 'Region', 'Notes'), []],
  ['marks and case are no difference', form('CODE *', 'Full name:', 'Region', 'Notes'), []],
  ['another word of ours', form('Short Code', 'Full Name', 'Region', 'Notes'), ['box Code: renamed to "Short Code"']],
  [
    'a word that is like it',
    form('Code', 'Full Name', 'Regions', 'Notes'),
    [/^box Region: missing \(nearest: "Regions", 0\.\d\d\)!$/],
  ],
  [
    'a word that nobody knows, in its place',
    form('Code', 'Zwirbel', 'Region', 'Notes'),
    ['box Full Name: missing (nearest: "Zwirbel" stands in its place)!'],
  ],
  ['a job goes on without it', form('Code', 'Full Name', 'Region'), ['box Notes: missing']],
  ['another order', form('Full Name', 'Region', 'Code', 'Notes'), ['box Code: moved']],
  ['two of one name', form('Code', 'Full Name', 'Region', 'Notes', 'Code'), ['box Code: ambiguous, 2 of them (Code)!']],
  [
    'two buttons, which a job tells apart',
    `${form('Code', 'Full Name', 'Region', 'Notes')}<button>Save</button>`,
    ['button Save: ambiguous, 2 of them (Save)'],
  ],
  [
    'another box that must be filled',
    form('Code', 'Full Name', 'Region', 'Notes', 'Cost Center *'),
    ['box Cost Center: new and required'],
  ],
];

for (const [what, html, wanted] of CASES)
  test(`a screen is held against what is needed: ${what}`, async ({ page }) => {
    expect(await differing(page, html)).toEqual(
      wanted.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
    );
  });

test('a screen without anything of it misses all of it, and has nothing near', async ({ page }) => {
  const all = compare(await seen(page, '<h1>Something else</h1>'), EXPECTED);
  expect(all.map(({ state }) => state)).toEqual(Array(EXPECTED.length).fill('missing'));
  expect(all.every(({ nearest }) => nearest === '')).toBe(true);
});

test('where nothing else is known on a form, the only box that it wants filled may be meant', async ({ page }) => {
  const screen = await seen(page, `<p><label>Search <input></label></p>${field('Zwirbel *')}<button>Save</button>`);
  const [code] = compare(screen, EXPECTED);
  expect(code).toMatchObject({ state: 'missing', nearest: '"Zwirbel" stands in its place' });
});

test('a screen that has moved into a frame says so, and only then', async ({ page }) => {
  const inside = form('Code', 'Full Name', 'Region', 'Notes');
  expect(framed(await seen(page, inside), EXPECTED)).toEqual([]);
  const screen = await seen(
    page,
    `<iframe width=600 height=600 srcdoc="${inside.replaceAll('"', '&quot;')}"></iframe>`,
  );
  await expect.poll(async () => framed(await look(page, { hooks: {} }), EXPECTED).length).toBe(1);
  expect(screen).toBeDefined();
});
