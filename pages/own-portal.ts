import type { Locator } from 'playwright';
import { z } from 'zod';
import {
  type Action,
  type Context,
  excerpt,
  type Portal,
  SessionLost,
  type Term,
  type Words,
} from '../src/portal-sdk/index.ts';
import { closeOver } from './close-over.ts';
import { buttonsOf } from './screen/buttons/buttons.ts';
import { type Phrase, Phrases } from './screen/messages/phrases.ts';
import type { Speech } from './screen/messages/said.ts';
import { signInForm, signInHooks } from './screen/signing/sign-in.ts';
import { View } from './screen/view.ts';
import { words as wordsIn } from './screen/words/words.ts';
import { asTyped, signInAction, signInHosts } from './sign-in.ts';
import { SignInScreen, signInBy } from './sign-in-screen.ts';
import { signInWords } from './sign-in-words.ts';
import { speaking } from './speaking.ts';

/** What a portal of one's own says of itself. */
export interface OwnPortal {
  /** Its folder's name. */
  name: string;
  /** For people. */
  title: string;
  words: Words;
  /** What only somebody sees who is signed in: "Sign out". */
  signedIn: Term;
  /** The buttons that close what lies over the page. */
  dismiss: Term;
  /** What its messages mean, where common phrases do not tell. */
  says?: readonly Phrase[];
}

const settings = z.strictObject({
  username: asTyped.max(200).optional().describe('Who signs in. Not needed if a person signs in.'),
  'sign-in-hosts': signInHosts,
});

/** What `ownPortal` gives. */
interface OwnPortalParts {
  /** The view of one screen, by its name for people; on the sign-in page itself, `signingIn` is true. */
  View: new (
    ctx: Context,
    screen: string,
    signingIn?: boolean,
  ) => View;
  /** What its messages mean. */
  speech: Speech;
  /** The portal with its actions, and whatever differs. */
  portal(its: Pick<Portal, 'actions'> & Partial<Portal>): Portal;
}

/**
 * What a portal needs that signs in with user name and password: a view that closes what lies over it and notices the end
 * of the session, its sign-in, and the portal itself around its actions.
 * @example export const { View, speech, portal } = ownPortal({ name: 'acme', title: 'Acme', words, … });
 */
export function ownPortal({ name, title, words, signedIn, dismiss, says = [] }: OwnPortal): OwnPortalParts {
  const phrases = new Phrases(says);
  const speech: Speech = { phrases, answers: dismiss };

  class OwnView extends View {
    protected readonly usualHint =
      'Look at the picture, then run again: it looks first and continues from what is there.';
    protected override readonly hooks = signInHooks;
    /** Whether the sign-in page is where it should be. */
    readonly #signingIn: boolean;

    constructor(ctx: Context, screen: string, signingIn = false) {
      super(ctx, `${title}, ${screen}`);
      this.#signingIn = signingIn;
    }

    protected async clearTheWay(what: string, at?: Locator): Promise<void> {
      if (at !== undefined) await closeOver(this, at, dismiss);
      if (!this.#signingIn && signInForm(await this.see(), signInWords) !== undefined)
        throw new SessionLost({ screen: this.name, expected: what, actual: 'the sign-in page', hint: 'Run again.' });
    }

    protected async describe(): Promise<string> {
      return `the page "${excerpt((await this.see()).titles[0] ?? '', 200)}"`;
    }
  }

  const signInScreen = (ctx: Context): SignInScreen => {
    const view = new OwnView(ctx, 'sign-in', true);
    return new SignInScreen(view, {
      portal: {
        ...{ name, title, screen: view.name, names: 'the user name' },
        trouble: (text) => phrases.mean(text, 'unclear') && !phrases.mean(text, 'who signs in'),
      },
      words: signInWords,
      signedIn: (screen) => wordsIn(screen, signedIn).length > 0 || buttonsOf(screen, signedIn).length > 0,
      refuses: (text) => phrases.mean(text, 'refused'),
    });
  };

  const signIn: Action = signInAction({
    ...{ name, title },
    doc: 'Signs in as the customers file says (`sign-in`). Never tries a refused password again.',
    screen: signInScreen,
    signIn: async (screen, _, { username, code }) => await signInBy(screen, { user: username }, code),
  });

  return {
    View: OwnView,
    speech,
    portal: (its) => ({
      ...{ name, title, settings, signIn },
      secrets: { PASSWORD: `${title} password`, TOTP_SECRET: `${title} one-time-code secret` },
      hosts: () => [],
      signInHosts: (_, given) => (given as z.output<typeof settings>)['sign-in-hosts'] ?? [],
      words: speaking(words, signInHooks),
      ...its,
    }),
  };
}
