import type { Locator } from 'playwright';
import { excerpt, SessionLost, type Context } from '../../src/portal-sdk/index.ts';
import { closeOver } from '../close-over.ts';
import { fieldOf } from '../screen/field.ts';
import { signInForm } from '../screen/sign-in.ts';
import type { Screen } from '../screen/thing.ts';
import { View as Seen } from '../screen/view.ts';
import { words } from '../screen/words.ts';
import { labels } from './labels.ts';
import { hooks } from './profile.ts';
import { signInWords } from '../sign-in-words.ts';

/** Letters and digits without spaces, of plausible length; or that at the end of a text which calls it private. */
export const PRIVATE_KEY = '^(.*[Pp]rivate.*[:\\s])?(?=\\S*\\d)(?=\\S*[A-Za-z])[A-Za-z0-9+/=_.~-]{8,128}$';

const { publicKey, privateKey, server } = labels.credentials;

/** Whether the page asks who signs in. A form of the credentials may ask for a key that it hides, too. */
export const signInPage = (screen: Screen): boolean =>
  signInForm(screen, signInWords) !== undefined &&
  [publicKey, privateKey, server].every((names) => fieldOf(screen, names).length === 0) &&
  words(screen, labels.menu.apiCredentials).length === 0;

/** A screen of MSPCFO. */
export class View extends Seen {
  protected readonly usualHint =
    'Look at the picture. If something is in the way, close it in MSPCFO, then run again: it looks first and ' +
    'goes on from what is there.';
  protected override readonly hooks = hooks;
  /** Whether the sign-in page is where it should be. */
  readonly #signingIn: boolean;

  constructor(ctx: Context, name: string, { signingIn = false } = {}) {
    super(ctx, `MSPCFO, ${name}`);
    this.#signingIn = signingIn;
  }

  protected async clearTheWay(what: string, at?: Locator): Promise<void> {
    if (at !== undefined) await closeOver(this, at, labels.answers.dismiss);
    if (!this.#signingIn && signInPage(await this.see())) {
      throw new SessionLost({
        screen: this.name,
        expected: what,
        actual: 'the sign-in page',
        hint: 'Run again; it signs in, looks first and goes on from what is there.',
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
