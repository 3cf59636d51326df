import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { Screen } from '../../screen.ts';
import { atTheTopRight, nameOf } from '../../screen/account.ts';
import { asks, hidesTyping } from '../../screen/sign-in.ts';
import type { Screen as Seen, Thing } from '../../screen/thing.ts';
import { words } from '../../screen/words.ts';
import { labels } from '../labels.ts';
import { settingsOf } from '../settings.ts';
import { PRIVATE_KEY, View } from '../view.ts';
import { signInWords } from '../../sign-in-words.ts';

/** Whether somebody is signed in: nobody is asked for anything, and something stands at the top right. */
export const signedIn = (screen: Seen): boolean =>
  !screen.boxes.some(hidesTyping) &&
  atTheTopRight(screen, labels.menu.avoid).length > 0 &&
  asks(screen, signInWords) === undefined;

const isPressed = (thing: Thing): boolean => thing.closest(({ kind }) => kind === 'button') !== undefined;
const isTitle = (thing: Thing): boolean =>
  thing.closest((part) => part.is('heading') || /breadcrumb/i.test(part.listed.label ?? '')) !== undefined;

/** What opens Api Credentials, in the pull-down or anywhere else; no title of a page. */
const entry = (screen: Seen): Thing | undefined => {
  const all = words(screen, labels.menu.apiCredentials).filter((thing) => !isTitle(thing));
  return all.find(isPressed) ?? all[0];
};

/**
 * Any page of MSPCFO once one is signed in: the user's name at the top right, and its pull-down (PRODUCT.md D5).
 */
export class Home extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'home'));
  }

  /** What may be the name at the top right, the likeliest first. */
  private readonly candidates = (screen: Seen): Thing[] => {
    const name = settingsOf(this.ctx)['display-name']?.toLowerCase();
    const all = atTheTopRight(screen, labels.menu.avoid);
    const named = all.filter(({ text }) => name !== undefined && text.toLowerCase().includes(name));
    return named.length > 0 ? named : all;
  };

  /**
   * The name of who is signed in, as it stands at the top right (PRODUCT.md D5), without initials beside it.
   * Undefined where nothing there, or more than one thing, could be it.
   */
  async account(): Promise<string | undefined> {
    return nameOf(this.candidates(await this.view.see()), {
      nobody: labels.menu.namesNobody,
      known: settingsOf(this.ctx)['display-name'],
    });
  }

  private async entry(): Promise<Locator | undefined> {
    return await this.view.look(entry);
  }

  /** Goes to the start page, opens the menu under the name and presses Api Credentials. */
  async openApiCredentials(arrived: () => Promise<boolean>): Promise<void> {
    await this.ctx.gesture('Go to the start page and press Api Credentials under your name (top right)', async () => {
      await this.ctx.page.goto(this.ctx.url.href, { waitUntil: 'domcontentloaded' });
      await this.view.wait('the start page', async () => signedIn(await this.view.see()));
      await this.#openMenu();
      this.view.hides = PRIVATE_KEY;
      await this.view.press((await this.entry())!, 'Api Credentials');
      await this.view.wait('the Api Credentials', arrived);
    });
  }

  async #openMenu(): Promise<void> {
    let tries = 0;
    // An open pull-down has entries of its own at the top right.
    let all = await this.view.all(this.candidates);
    await this.view.wait(`"${labels.menu.apiCredentials[0]}" in the menu under your name (top right)`, async () => {
      if ((await this.entry()) !== undefined) return true;
      if (all.length === 0) all = await this.view.all(this.candidates);
      const next = all[Math.floor(tries / 2) % Math.max(1, all.length)];
      if (next === undefined) return false;
      await (tries % 2 === 0
        ? this.view.press(next, 'the name at the top right')
        : next.hover({ timeout: 3_000 })
      ).catch(() => undefined);
      tries += 1;
      return await this.view.becomesTrue(async () => (await this.entry()) !== undefined);
    });
  }
}
