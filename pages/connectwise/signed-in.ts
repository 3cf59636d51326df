import { isDrawnAs } from '../screen/buttons/buttons.ts';
import { isMute } from '../screen/buttons/toolbar.ts';
import { atTop, BORDER } from '../screen/layout.ts';
import { atTheTopRight } from '../screen/signing/account.ts';
import { asks, hidesTyping, signInForm } from '../screen/signing/sign-in.ts';
import type { Screen, Thing } from '../screen/thing.ts';
import { thingsIn } from '../screen/thing.ts';
import { plain, tipped, words } from '../screen/words/words.ts';
import { signInWords } from '../sign-in-words.ts';
import { labels, sectionNames } from './labels.ts';

/** What a section of the left rail may be made of, where its class does not tell. */
const inMenu = (thing: Thing): boolean =>
  thing.isIn(
    (part) => part.kind === 'button' || part.is('navigation', 'menu', 'menubar', 'tree', 'menuitem', 'treeitem'),
  );

/** The menu stands in this part of the page's width, at its left. */
const RAIL = 0.25;
export const isInRail = ({ box, screen }: Thing): boolean => box.right <= screen.view.width * RAIL;

/** Some menus are no more than words one below the other: several sections of the product, System among them. */
const isMenu = (screen: Screen): boolean =>
  words(screen, labels.menu.system).some(isInRail) &&
  new Set(
    words(screen, sectionNames)
      .filter(isInRail)
      .map((section) => plain(section.said())),
  ).size > 3;

/** What libraries of icons call the bars that open a menu. */
const BARS = /(^|[-_ ])(menu|hamburger|bars)\d*([-_ ]|$)/i;

/** What opens a menu of which nothing is in sight. */
export const menuOpener = (screen: Screen): Thing | undefined =>
  screen.things.find(
    (thing) =>
      thing.kind === 'button' &&
      atTop(thing.box) &&
      (tipped(thing, labels.menu.opener) ||
        screen.names(labels.menu.opener).has(plain(thing.said())) ||
        isDrawnAs(thing, BARS)),
  );

/** A menu may be pictures one below the other, or one button alone, and nobody else sees their own name. */
const isMenuWithoutWords = (screen: Screen): boolean =>
  (picturesInRail(screen).length > 0 || menuOpener(screen) !== undefined) &&
  atTheTopRight(screen, labels.account.namesNobody).length > 0 &&
  asks(screen, signInWords) === undefined;

/** Buttons one below the other at the left that nothing names but a tooltip. */
export function picturesInRail(screen: Screen): Thing[] {
  const all = screen.things.filter((thing) => isInRail(thing) && isMute(thing));
  const isBelow = (one: Thing, other: Thing) => Math.abs(one.box.center - other.box.center) < BORDER;
  return all.filter((thing) => all.filter((other) => isBelow(thing, other)).length > 3);
}

/** Whether the menu with System is shown, and nobody is asked for a password (PRODUCT.md A7, B). */
export function signedIn(screen: Screen): boolean {
  if (screen.hooked('railSection').length > 0) return true;
  if (screen.boxes.some(hidesTyping)) return false;
  return (
    words(screen, labels.menu.system).some(inMenu) ||
    isMenu(screen) ||
    isMenuWithoutWords(screen) ||
    thingsIn(screen).some((thing) => thing.kind === 'button' && tipped(thing, labels.menu.system))
  );
}

/** Whether the page asks who signs in (PRODUCT.md B). */
export const signInPage = (screen: Screen): boolean =>
  !signedIn(screen) && (screen.hooked('ssoEmail').length > 0 || signInForm(screen, signInWords) !== undefined);
