import { type Context, excerpt, SessionLost } from 'keywright/portal';
import { View as Base, closeOver, signInForm, signInHooks, signInWords } from 'keywright/screen';
import type { Locator } from 'playwright';
import { labels } from './labels.ts';

/** A screen of the portal. */
export class View extends Base {
  protected readonly usualHint =
    'Look at the picture, then run again: it looks first and continues from what is there.';
  protected override readonly hooks = signInHooks;
  readonly #signingIn: boolean;

  constructor(ctx: Context, name: string, signingIn = false) {
    super(ctx, `Mesh, ${name}`);
    this.#signingIn = signingIn;
  }

  protected async clearTheWay(what: string, at?: Locator): Promise<void> {
    if (at !== undefined) await closeOver(this, at, labels.answers.dismiss);
    if (!this.#signingIn && signInForm(await this.see(), signInWords) !== undefined)
      throw new SessionLost({ screen: this.name, expected: what, actual: 'the sign-in page', hint: 'Run again.' });
  }

  protected async describe(): Promise<string> {
    return `the page "${excerpt((await this.see()).titles[0] ?? '', 200)}"`;
  }
}
