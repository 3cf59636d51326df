import type { Context } from '../../../src/portal-sdk/index.ts';
import { atTop } from '../../screen/layout.ts';
import { atTheTopRight, isNameOf, nameOf, withoutSign } from '../../screen/signing/account.ts';
import type { Screen as Seen } from '../../screen/thing.ts';
import { anyOf } from '../../screen/words/lexicon.ts';
import { plain } from '../../screen/words/words.ts';
import { Screen } from '../../screen.ts';
import type { SignInSettings } from '../../sign-in.ts';
import { labels } from '../labels.ts';
import { View } from '../widgets/view.ts';

/** What stands in the bar besides names. */
const NO_NAMES = anyOf(labels.account.namesNobody, labels.menu.topBar);

/** The bar on top of every screen (PRODUCT.md A7). */
export class TopBar extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'top bar'));
  }

  /**
   * What the shown account buttons say, or are titled where they say nothing. Records have toolbars of their own
   * (PRODUCT.md A2), so only what stands at the top counts.
   */
  private names(screen: Seen): string[] {
    const { namesNobody } = labels.account;
    const nobody = screen.names(namesNobody);
    const known = screen.hooked('account').filter(({ box }) => atTop(box));
    const titled = known.map((button) =>
      withoutSign(button.text || [button, ...button.all()].find(({ listed }) => listed.title)?.listed.title || ''),
    );
    if (known.length > 0) return [...new Set(titled)].filter((text) => /\p{L}/u.test(text) && !nobody.has(plain(text)));
    // Elsewhere, several things stand at the top right: who signed in is known by the name.
    const username = (this.ctx.settings as SignInSettings | undefined)?.username;
    const all = atTheTopRight(screen, NO_NAMES).filter(
      ({ text }) => username !== undefined && isNameOf(text, username),
    );
    const name = nameOf(all, { nobody: namesNobody, known: username });
    return name === undefined ? [] : [name];
  }

  /**
   * The member who is signed in, in the words of the account button (PRODUCT.md A2); undefined where the bar names
   * nobody, or more than one.
   */
  async account(): Promise<string | undefined> {
    let names: string[] = [];
    // Screens are drawn piece by piece.
    await this.view.becomesTrue(async () => (names = this.names(await this.view.see())).length > 0);
    return names.length === 1 ? names[0] : undefined;
  }
}
