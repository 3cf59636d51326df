import { expect, test } from '@playwright/test';
import { labels } from '../../../pages/connectwise/labels.ts';
import { titledAs } from '../../../pages/connectwise/widgets/title.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';

test.beforeAll(async () => await prepareLooks());

const tabs = (chosen: string) =>
  `<ul>${['Members', 'New Member'].map((name) => `<li class="${name === chosen ? 'active' : ''}"><a href="#">${name}</a></li>`).join('')}</ul>`;

const SCREENS: [what: string, html: string, titles: number][] = [
  ['a heading is a title', '<h1>New Member</h1>', 1],
  ['a chosen tab is one, where nothing else says it', tabs('New Member'), 1],
  ['a tab that is not chosen is none', tabs('Members'), 0],
  ['a button is none', '<button>New Member</button><button>Search</button>', 0],
];
for (const [what, html, titles] of SCREENS)
  test(`what says which screen this is: ${what}`, async ({ page }) => {
    await page.setContent(html);
    expect(titledAs(await look(page, { hooks: {} }), labels.titles.newMember)).toHaveLength(titles);
  });
