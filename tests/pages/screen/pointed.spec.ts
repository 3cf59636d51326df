import { expect, type Page, test } from '@playwright/test';
import { fieldOf } from '../../../pages/screen/boxes/field.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';
import { firstUnfound, pointedAt } from '../../../pages/screen/survey/pointed.ts';
import type { Screen } from '../../../pages/screen/thing.ts';
import { Lexicon } from '../../../pages/screen/words/lexicon.ts';
import { words } from '../../../pages/screen/words/words.ts';

test.beforeAll(async () => await prepareLooks());

const ROLE = ['Role ID', 'Role'];
const SAVE = ['Save'];
const NAMES = new Map([
  [ROLE, 'member.role'],
  [SAVE, 'tools.save'],
]);
const lexicon = new Lexicon({ nameOf: (term) => NAMES.get(term as never) });

const seen = async (page: Page, html: string): Promise<Screen> => {
  await page.setContent(html);
  return (await look(page, { hooks: {} })).in(lexicon);
};
/** Points at the middle of an element, as a term. */
const point = async (page: Page, screen: Screen, css: string, term: string[]) => {
  const { x, y, width, height } = (await page.locator(css).boundingBox())!;
  return pointedAt(screen, { x: x + width / 2, y: y + height / 2 }, term, NAMES.get(term)!);
};

const field = (label: string, id = 'a') =>
  `<p><label id="${id}-label" for="${id}">${label}</label> <input id="${id}"></p>`;

for (const [what, at] of [
  ['the box', '#a'],
  ['its label', '#a-label'],
] as const)
  test(`a box is known by its label's words, whether ${what} is pointed at`, async ({ page }) => {
    const screen = await seen(page, `${field('Security Role *')}${field('Member ID', 'b')}`);
    expect(firstUnfound(screen, [SAVE, ROLE])).toBe('tools.save');
    const found = await point(page, screen, at, ROLE);
    if ('refused' in found) throw new Error(found.refused);
    expect(found.word).toEqual({ term: 'member.role', kind: 'box', says: 'Security Role' });
    const taught = screen.in(lexicon.with(ROLE, found.word));
    expect(fieldOf(screen, ROLE)).toEqual([]);
    expect(fieldOf(taught, ROLE).map(({ listed }) => listed.id)).toEqual([found.thing.listed.id]);
    expect(firstUnfound(taught, [ROLE])).toBeUndefined();
  });

test('a confirmed word counts before those of the reference, as long as it is shown', async ({ page }) => {
  const word = { term: 'member.role', kind: 'box', says: 'Security Role' };
  const both = (await seen(page, `${field('Role ID', 'b')}${field('Security Role')}`)).in(lexicon.with(ROLE, word));
  expect(fieldOf(both, ROLE)).toHaveLength(1);
  const other = (await seen(page, field('Role ID'))).in(lexicon.with(ROLE, word));
  expect(fieldOf(other, ROLE)).toHaveLength(1);
});

test('a button is known by its tooltip, and what has no words is refused', async ({ page }) => {
  const screen = await seen(
    page,
    '<button id="a" title="Store">💾</button><button id="b" style="width:30px"></button>',
  );
  const found = await point(page, screen, '#a', SAVE);
  expect('word' in found && found.word).toMatchObject({ kind: 'button' });
  expect(await point(page, screen, '#b', SAVE)).toEqual({ refused: expect.stringContaining('no words') as unknown });
});

test('of two of one name, the part that it stands in tells', async ({ page }) => {
  const part = (title: string, id: string) => `<section><h3>${title}</h3>${field('Role ID', id)}</section>`;
  const screen = await seen(page, `${part('Search', 'b')}${part('Overview', 'a')}`);
  const found = await point(page, screen, '#a', ROLE);
  if ('refused' in found) throw new Error(found.refused);
  expect(found.word).toEqual({ term: 'member.role', kind: 'box', says: 'Role ID', in: 'Overview' });
  const taught = screen.in(lexicon.with(ROLE, found.word));
  expect(fieldOf(screen, ROLE)).toHaveLength(2);
  expect(fieldOf(taught, ROLE).map(({ listed }) => listed.id)).toEqual([found.thing.listed.id]);
});

test('two of one name that nothing tells apart are refused', async ({ page }) => {
  const screen = await seen(page, `${field('Role ID', 'b')}${field('Role ID')}`);
  expect(await point(page, screen, '#a', ROLE)).toEqual({
    refused: expect.stringContaining('tell them apart') as unknown,
  });
});

test('a menu entry is known by what it says', async ({ page }) => {
  const screen = await seen(
    page,
    '<ul role="menu"><li role="menuitem" id="a">Store it</li><li role="menuitem">Other</li></ul>',
  );
  const found = await point(page, screen, '#a', SAVE);
  if ('refused' in found) throw new Error(found.refused);
  expect(found.word.says).toBe('Store it');
  expect(words(screen.in(lexicon.with(SAVE, found.word)), SAVE)).toHaveLength(1);
});
