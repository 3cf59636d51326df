import type { Context } from '../../../src/portal-sdk/index.ts';
import { atTheTopRight, nameOf } from '../../screen/signing/account.ts';
import { asks, hidesTyping } from '../../screen/signing/sign-in.ts';
import type { Screen as Seen, Thing } from '../../screen/thing.ts';
import { Screen } from '../../screen.ts';
import type { DescribedPages } from '../described-pages.ts';
import { settingsOf } from '../settings.ts';
import { View } from '../view.ts';
import { words } from '../words.ts';

/** Whether somebody is signed in: nobody is asked for anything, and what only they see is there. */
export const isSignedIn = (receiver: DescribedPages, screen: Seen): boolean =>
  !screen.boxes.some(hidesTyping) &&
  (receiver.showsSignedIn(screen) ?? atTheTopRight(screen, words.menu.avoid, true).length > 0) &&
  asks(screen, receiver.signInWords) === undefined;

/** Any page of the portal once one is signed in, with the user's name at the top right (PRODUCT.md D5). */
export class Home extends Screen<View<DescribedPages>> {
  constructor(receiver: DescribedPages, ctx: Context) {
    super(new View(receiver, ctx, 'home'));
  }

  /** What may be the name at the top right, the likeliest first. */
  readonly candidates = (screen: Seen): Thing[] => {
    const name = settingsOf(this.ctx)['display-name']?.toLowerCase();
    const all = atTheTopRight(screen, words.menu.avoid, true);
    const named = all.filter(({ text }) => name !== undefined && text.toLowerCase().includes(name));
    return named.length > 0 ? named : all;
  };

  /**
   * The name of who is signed in, as it stands at the top right (PRODUCT.md D5), without initials beside it.
   * Undefined where nothing there, or more than one thing, could be it.
   */
  async account(): Promise<string | undefined> {
    return nameOf(this.candidates(await this.view.see()), {
      nobody: words.menu.namesNobody,
      known: settingsOf(this.ctx)['display-name'],
    });
  }

  /** Goes to the start page. */
  async open(): Promise<void> {
    const { receiver } = this.view;
    await this.ctx.page.goto(this.ctx.url.href, { waitUntil: 'domcontentloaded' });
    await this.view.wait('the start page', async () => isSignedIn(receiver, await this.view.see()));
  }
}
