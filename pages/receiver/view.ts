import type { Locator } from 'playwright';
import { type Context, excerpt, SessionLost } from '../../src/portal-sdk/index.ts';
import { closeOver } from '../close-over.ts';
import { signInForm, signInHooks } from '../screen/signing/sign-in.ts';
import type { Screen } from '../screen/thing.ts';
import { View as Seen } from '../screen/view.ts';
import { anyOf } from '../screen/words/lexicon.ts';
import { words as wordsIn } from '../screen/words/words.ts';
import type { DescribedPages } from './described-pages.ts';
import type { Receiver } from './receiver.ts';
import { words } from './words.ts';

/** Letters and digits without spaces, of plausible length; or that at the end of a text which calls it private. */
export const PRIVATE_KEY = '^(.*[Pp]rivate.*[:\\s])?(?=\\S*\\d)(?=\\S*[A-Za-z])[A-Za-z0-9+/=_.~-]{8,128}$';

/** Nothing that only one portal has: what many applications call their windows. */
export const hooks = {
  layer: '[class*=modal i], [class*=dialog i], [class*=popup i], [class*=confirm i], [class*=drawer i]',
  ...signInHooks,
};

/** Whether the page asks who signs in. A form of the keys may ask for a key that it hides, too. */
const isSignInPage = (receiver: DescribedPages, screen: Screen): boolean =>
  signInForm(screen, receiver.signInWords) !== undefined &&
  !receiver.showsForm(screen) &&
  receiver.way.every((names) => wordsIn(screen, names).length === 0);

/** A screen of a portal that a page of YAML describes. */
export class View<P extends DescribedPages = Receiver> extends Seen {
  readonly receiver: P;
  protected readonly usualHint: string;
  protected override readonly hooks = hooks;
  /** Whether the sign-in page is where it should be. */
  readonly #signingIn: boolean;

  constructor(receiver: P, ctx: Context, name: string, { signingIn = false } = {}) {
    super(ctx, `${receiver.title}, ${name}`);
    this.receiver = receiver;
    this.usualHint =
      `Look at the picture. If something is in the way, close it in ${receiver.title}, then run again: it looks first ` +
      'and continues from what is there.';
    this.#signingIn = signingIn;
  }

  protected async clearTheWay(what: string, at?: Locator): Promise<void> {
    const { dismiss, later, decline, cookies } = words.answers;
    if (at !== undefined) await closeOver(this, at, anyOf(dismiss, later), cookies, anyOf(later, decline));
    if (!this.#signingIn && isSignInPage(this.receiver, await this.see())) {
      throw new SessionLost({
        screen: this.name,
        expected: what,
        actual: 'the sign-in page',
        hint: 'Run again: it looks first and continues from what is there.',
      });
    }
  }

  protected async describe(): Promise<string> {
    const screen = await this.see();
    const heading = screen.things
      .filter((thing) => thing.is('heading'))
      .sort((a, b) => (a.listed.level ?? 0) - (b.listed.level ?? 0))[0];
    const names = [screen.titles[0], heading?.said()].flatMap((text) => (text ? [excerpt(text, 200)] : []));
    return `the page "${names.join(' / ')}"`;
  }
}
