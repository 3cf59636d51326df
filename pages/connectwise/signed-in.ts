import { thingsIn } from '../screen/buttons.ts';
import { hidesTyping, signInForm } from '../screen/sign-in.ts';
import type { Screen, Thing } from '../screen/thing.ts';
import { tipped, words } from '../screen/words.ts';
import { labels } from './labels.ts';

/** What a section of the left rail may be made of, where its class does not tell. */
const inMenu = (thing: Thing): boolean =>
  thing.closest(
    (part) => part.kind === 'button' || part.is('navigation', 'menu', 'menubar', 'tree', 'menuitem', 'treeitem'),
  ) !== undefined;

/** Whether the menu with System is shown, and nobody is asked for a password (PRODUCT.md A7, B). */
export function signedIn(screen: Screen): boolean {
  if (screen.hooked('railSection').length > 0) return true;
  if (screen.boxes.some(hidesTyping)) return false;
  return (
    words(screen, labels.menu.system).some(inMenu) ||
    thingsIn(screen).some((thing) => thing.kind === 'button' && tipped(thing, labels.menu.system))
  );
}

/** Whether the page asks who signs in (PRODUCT.md B). */
export const signInPage = (screen: Screen): boolean =>
  !signedIn(screen) && (screen.hooked('ssoEmail').length > 0 || signInForm(screen, labels.signIn) !== undefined);
