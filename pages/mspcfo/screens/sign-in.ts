import type { Context } from '../../../src/portal-sdk/index.ts';
import { SignInScreen } from '../../sign-in-screen.ts';
import { phrases } from '../messages.ts';
import { View } from '../view.ts';
import { signedIn } from './home.ts';
import { signInWords } from '../../sign-in-words.ts';

/** MSPCFO's sign-in page (PRODUCT.md D5: its DOM is nowhere described). */
export class SignIn extends SignInScreen {
  constructor(ctx: Context) {
    const view = new View(ctx, 'sign-in', { signingIn: true });
    super(view, {
      portal: {
        name: 'mspcfo',
        title: 'MSPCFO',
        screen: view.name,
        names: 'the user name',
        trouble: (text) => phrases.mean(text, 'unclear') && !phrases.mean(text, 'who signs in'),
      },
      words: signInWords,
      signedIn,
      refuses: (text) => phrases.mean(text, 'refused'),
    });
  }
}
