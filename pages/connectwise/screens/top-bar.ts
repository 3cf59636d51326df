import type { Context } from '../../../src/portal-sdk/index.ts';
import { Screen } from '../../screen.ts';
import { reading } from '../../sight/read.ts';
import { includesName } from '../../same-name.ts';
import { labels } from '../labels.ts';
import { View } from '../widgets/view.ts';

/**
 * What the shown account buttons say, or are titled where they say nothing. Records have toolbars of their own
 * (PRODUCT.md A2), so only what stands at the top counts.
 */
const accountButtons = reading<null, string[]>('account-button', (see) =>
  see
    .every(document, '.cw_MyAccountButton')
    .filter((element) => see.shown(element) && see.place(element).top < 120)
    .map((element) => {
      const title = [element, ...see.every(element, '[title]')]
        .map((one) => one.getAttribute('title') ?? '')
        .find((text) => text !== '');
      return see.read(element).trim() || (title ?? '');
    }),
);

/** The bar on top of every screen (PRODUCT.md A7). */
export class TopBar extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'top bar'));
  }

  /**
   * The member who is signed in, in the words of the account button (PRODUCT.md A2); undefined where the bar names
   * nobody, or more than one.
   */
  async account(): Promise<string | undefined> {
    let names: string[] = [];
    // Screens are drawn piece by piece.
    await this.view.within(3_000, async () => {
      const said = (await accountButtons.all(this.ctx.page, null)).flatMap(({ read }) => read);
      names = [...new Set(said)].filter(
        (text) => /\p{L}/u.test(text) && !includesName(labels.account.namesNobody, text),
      );
      return names.length > 0;
    });
    return names.length === 1 ? names[0] : undefined;
  }
}
