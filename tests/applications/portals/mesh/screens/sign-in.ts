import type { Context } from 'keywright/portal';
import { SignInScreen, signInWords, words } from 'keywright/screen';
import { labels } from '../labels.ts';
import { phrases } from '../messages.ts';
import { View } from '../view.ts';

/** The sign-in page. */
export class SignIn extends SignInScreen {
  constructor(ctx: Context) {
    const view = new View(ctx, 'sign-in', true);
    super(view, {
      portal: {
        name: 'mesh',
        title: 'Mesh',
        screen: view.name,
        names: 'the user name',
        trouble: (text) => phrases.mean(text, 'unclear') && !phrases.mean(text, 'who signs in'),
      },
      words: signInWords,
      // What only somebody sees who is signed in.
      signedIn: (screen) => words(screen, labels.menu.signOut).length > 0,
      refuses: (text) => phrases.mean(text, 'refused'),
    });
  }
}
