import type { Locator, Page } from 'playwright';
import { labels } from '../labels.ts';
import { leaveForms } from './interruptions.ts';
import { titles } from './title.ts';
import type { View } from './view.ts';

const SECTIONS = '.cw-lcm-section';

/** The section of the left rail: by its class, else the words that stand furthest to the left (PRODUCT.md A7). */
async function section(view: View, words: readonly string[]): Promise<Locator | undefined> {
  const known = await view.look({ words: [...words], inside: SECTIONS });
  if (known !== undefined) return known;
  const named = await view.all({ words: [...words], not: '.pod-element-row, tr' });
  const places = await Promise.all(
    named.map(async (at) => ({ at, box: await at.boundingBox({ timeout: 500 }).catch(() => null) })),
  );
  return places.filter(({ box }) => box !== null && box.x < 160).sort((a, b) => a.box!.x - b.box!.x)[0]?.at;
}

/** How long the first screen may take to show its title, in milliseconds; not each has one. */
const LANDS = 3_000;

/** Which documents have shown their first screen, by when they began. */
const landed = new WeakMap<Page, number>();

/**
 * Gives the first screen of a document the time to come: it would take the place of whatever is chosen before it
 * (PRODUCT.md B: which one it is differs).
 */
async function land(view: View): Promise<void> {
  const { page } = view.ctx;
  const began = await page.evaluate(() => performance.timeOrigin);
  if (landed.get(page) === began) return;
  landed.set(page, began);
  if (await view.within(LANDS, async () => (await titles(page)).length > 0)) await view.settled();
}

/**
 * Chooses an entry of System's fly-out. There are no links to these screens (PRODUCT.md A10), and the menu is the
 * way that people know.
 * @throws ScreenProblem when the entry is missing: the person who is signed in lacks the right (PRODUCT.md C6)
 */
export async function openFromSystem(view: View, entry: readonly string[]): Promise<void> {
  const { page } = view.ctx;
  const ways = { menu: [...entry], beside: SECTIONS };
  await leaveForms(view);
  const system = await view.wait(
    'the section System in the left rail',
    async () => await section(view, labels.menu.system),
  );
  await land(view);
  let tries = 0;
  await view.wait(`the entry "${entry[0]}" under System`, async () => {
    if ((await view.look(ways)) === undefined) {
      // Moving away first: a pointer that is there already raises nothing.
      await page.mouse.move(700, 450);
      await (tries % 2 === 0 ? view.hover(system, 'System') : view.press(system, 'System'));
      tries += 1;
      await view.within(Math.max(700, view.pace * 2), async () => (await view.look(ways)) !== undefined);
    }
    const found = await view.look(ways);
    if (
      found === undefined &&
      tries > 3 &&
      (await view.look({ menu: ['Setup Tables', 'My Company'], beside: SECTIONS })) !== undefined
    ) {
      throw await view.problem(`the entry "${entry[0]}" under System`, {
        actual: 'a System menu without it',
        hint:
          'The member who is signed in lacks the right for it. Sign in as a member who may maintain security ' +
          'roles and members, and run again.',
      });
    }
    // A fly-out may close under the mouse; choosing an entry twice does no harm.
    return await found?.click({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
  });
  // The pointer would hold the fly-out open over the screen.
  await page.mouse.move(700, 450);
}
