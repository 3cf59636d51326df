import type { Context } from '../../../src/portal-sdk/index.ts';
import { SignInScreen } from '../../sign-in-screen.ts';
import type { DescribedPages } from '../described-pages.ts';
import { View } from '../view.ts';
import { isSignedIn } from './home.ts';

/** The sign-in page of a portal that a page of YAML describes. */
export class SignIn extends SignInScreen {
  constructor(receiver: DescribedPages, ctx: Context) {
    const { name, title, phrases, signInWords } = receiver;
    const view = new View(receiver, ctx, 'sign-in', { signingIn: true });
    super(view, {
      portal: {
        name,
        title,
        screen: view.name,
        names: 'the user name',
        trouble: (text) => phrases.mean(text, 'unclear') && !phrases.mean(text, 'who signs in'),
      },
      words: signInWords,
      signedIn: (screen) => isSignedIn(receiver, screen),
      refuses: (text) => phrases.mean(text, 'refused'),
    });
  }
}
