import type { Locator, Page } from 'playwright';
import { RIGHT_MISSING } from '../../../src/portal-sdk/index.ts';
import { byTooltip } from '../../screen/buttons/toolbar.ts';
import { floats } from '../../screen/lists/list.ts';
import { locate } from '../../screen/look.ts';
import { click } from '../../screen/mouse.ts';
import { type Screen, saysSomething, type Thing } from '../../screen/thing.ts';
import { nearest } from '../../screen/words/likeness.ts';
import { words } from '../../screen/words/words.ts';
import { labels } from '../labels.ts';
import { foreignLanguage } from '../languages.ts';
import { settingsOf } from '../settings.ts';
import { isInRail, menuOpener, picturesInRail } from '../signed-in.ts';
import { leaveForms } from './interruptions.ts';
import { isScreen, menuAround, sectionOf } from './menu-sections.ts';
import { titlesOf } from './title.ts';
import type { View } from './view.ts';

/** A menu is narrower than this part of the page's width; a layer that holds a screen is not. */
const NARROW = 0.4;

/** Entries of menus that lie over the page, and of the menu at the left: a table beside it may say the same. */
function entriesOf(screen: Screen, names: readonly string[]): Thing[] {
  const system = sectionOf(screen, labels.menu.system);
  const menu = system && menuAround(system);
  const isMenu = (at: Thing) =>
    (at.is('menu') || floats(at)) &&
    at.box.width < screen.view.width * NARROW &&
    at.find((part) => part.hooked('title', 'banner')).length === 0;
  return words(screen, names).filter(
    (entry) => !isScreen(entry) && (entry.isIn(isMenu) || (isInRail(entry) && menu?.holds(entry) !== false)),
  );
}

/** How long the first screen may take to show its title, in milliseconds; not each has one. */
const LANDS = 3_000;

/** Which documents have shown their first screen, by when they began. */
const landed = new WeakMap<Page, string>();

/**
 * Gives the first screen of a document the time to come: it would take the place of whatever is chosen before it
 * (PRODUCT.md B: which one it is differs).
 */
async function land(view: View): Promise<void> {
  const { page } = view.ctx;
  const { document } = await view.see();
  if (landed.get(page) === document) return;
  landed.set(page, document);
  if (await view.becomesTrue(async () => titlesOf(await view.see()).length > 0, { reacts: LANDS }))
    await view.settled();
}

/** Moves the mouse off the menu: a pointer that is there already raises nothing, and would hold a fly-out open. */
async function moveAway(view: View): Promise<void> {
  const { page } = view.ctx;
  // A window that a person sees has whatever size they gave it.
  const { width, height } = page.viewportSize() ?? (await view.see()).view;
  await page.mouse.move(width / 2, height / 2);
}

/** @throws ScreenProblem when the words that are there tell of another language than the one that is looked for */
async function refuseForeign(view: View, sought: string): Promise<void> {
  const language = foreignLanguage(await view.see(), settingsOf(view.ctx)?.language);
  if (language === undefined) return;
  throw await view.problem(sought, {
    actual: `that this ConnectWise is shown in ${language}`,
    hint:
      'Give the `language` of connectwise in the customers file, or sign in as a member whose language is English ' +
      "(My Account, or the member's record), and run again.",
    retry: false,
  });
}

/** A menu has more entries than one, or one that says it twice. */
const MOST_ALONE = 3;

/** So much like a word that the entry may be it, under another name. */
const RENAMED = 0.6;

/**
 * Says that System's menu lacks an entry, as long as the menu is shown: who sits there can point at it.
 * @throws ScreenProblem: a right is missing (PRODUCT.md C6), or the entry is called otherwise
 */
async function refuseWithout(view: View, entry: readonly string[]): Promise<void> {
  const screen = await view.see();
  const [other] = entriesOf(screen, labels.menu.besides);
  const menu = other?.closest((part) => part.find(saysSomething).length > MOST_ALONE);
  if (menu === undefined) return;
  const near = nearest(
    screen.said(entry),
    menu.find(saysSomething).map((text) => text.said()),
  ).find(({ likeness }) => likeness >= RENAMED);
  throw await view.problem(`the entry "${entry[0]}" under System`, {
    actual: 'a System menu without it',
    ...(near === undefined && { code: RIGHT_MISSING }),
    term: screen.lexicon.nameOf(entry),
    hint:
      near === undefined
        ? 'The member who is signed in lacks the right for it. Sign in as a member who may maintain security roles and ' +
          'members, and run again.'
        : `It may be called "${near.text}" here: run again with --headed or --watch, and point at it.`,
  });
}

/**
 * Chooses an entry of System's fly-out. There are no links to these screens (PRODUCT.md A10), and the menu is the
 * way that people know.
 * @throws ScreenProblem when the entry is missing: the person who is signed in lacks the right (PRODUCT.md C6)
 */
export async function openFromSystem(view: View, entry: readonly string[]): Promise<void> {
  await leaveForms(view);
  let tooltip: Thing | undefined;
  const section = async (): Promise<Locator | undefined> => {
    // The tooltip itself says it, too.
    if (tooltip !== undefined) return locate(tooltip);
    // Words to the right of a menu of pictures are a breadcrumb's.
    const isMenu = (at: Thing) => !picturesInRail(at.screen).some(({ box }) => box.right < at.box.left);
    let said = sectionOf(await view.see(), labels.menu.system);
    if ((said === undefined || !isMenu(said)) && (await view.isStill())) {
      tooltip = await byTooltip(view, labels.menu.system, picturesInRail);
      // The menu may have shown its words under the mouse.
      const now = sectionOf(await view.see(), labels.menu.system);
      if (now !== undefined && isMenu(now)) said = now;
    }
    // Its words may be there only while the mouse is over the menu.
    const whole = said?.closest((part) => part.kind === 'button' && part.said() === said.said());
    const found = tooltip ?? whole ?? said;
    const opener = found === undefined ? menuOpener(await view.see()) : undefined;
    if (opener !== undefined && (await view.isStill())) {
      await view.tryToPress(locate(opener), 'what opens the menu');
      await view.becomesTrue(async () => sectionOf(await view.see(), labels.menu.system) !== undefined);
    }
    return found && locate(found);
  };
  const find = async (): Promise<Locator | undefined> => await view.look((screen) => entriesOf(screen, entry));
  const rail = 'the section System in the left rail';
  await view.wait(rail, async () => {
    const found = await section();
    if (found === undefined && (await view.isStill())) await refuseForeign(view, rail);
    return found;
  });
  await land(view);
  let tries = 0;
  let presses = 0;
  let isBlocked = false;
  /** Hovers over what leads to the entry, or presses it. @returns whether there is anything */
  const lead = async (): Promise<boolean> => {
    // Entries of a tree may be in a folder of their own, and folders want two clicks.
    const folder = presses < 2 ? await view.look((screen) => entriesOf(screen, labels.menu.folders)) : undefined;
    const at = folder ?? (await section());
    if (at === undefined) return false;
    await moveAway(view);
    if (folder !== undefined) await view.press(at, 'the folder', (presses += 1));
    else await (tries % 3 === 0 ? view.hover(at, 'System') : view.press(at, 'System', tries % 3));
    if (folder === undefined) tries += 1;
    await view.becomesTrue(async () => (await find()) !== undefined);
    return true;
  };
  await view.wait(`the entry "${entry[0]}" under System`, async () => {
    // A form may have lain under something else at first.
    if (isBlocked) await leaveForms(view);
    if ((await find()) === undefined && !(await lead())) return false;
    const found = await find();
    if (found === undefined && tries > 4) await refuseForeign(view, `the entry "${entry[0]}" under System`);
    if (found === undefined && tries > 4) await refuseWithout(view, entry);
    // A fly-out may close under the mouse; choosing an entry twice does no harm.
    if (found === undefined) return false;
    isBlocked = await click(found, 5_000).then(
      () => false,
      () => true,
    );
    return !isBlocked;
  });
  await moveAway(view);
}
