import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { closeOver } from '../../close-over.ts';
import { SignInScreen } from '../../sign-in-screen.ts';
import { signInWords } from '../../sign-in-words.ts';
import { labels } from '../labels.ts';
import { phrases } from '../messages.ts';
import { signedIn } from '../signed-in.ts';
import { toClose, toDecline } from '../widgets/interruptions.ts';
import { View } from '../widgets/view.ts';

/** On the sign-in page, a sign-in page is no lost session. */
class SignInView extends View {
  protected override readonly usualHint =
    'Check the address in the customers file and whether ConnectWise can be reached in a browser, then run again.';

  protected override async clearTheWay(_what: string, at?: Locator): Promise<void> {
    if (at !== undefined) await closeOver(this, at, toClose, labels.answers.cookies, toDecline);
  }
}

/** The sign-in page and what may follow it (PRODUCT.md B). */
export class SignIn extends SignInScreen {
  constructor(ctx: Context) {
    const view = new SignInView(ctx, 'sign-in');
    super(view, {
      portal: {
        name: 'connectwise',
        title: 'ConnectWise',
        screen: view.name,
        names: 'company and user name',
        trouble: (text) => phrases.mean(text, 'unclear') && !phrases.mean(text, 'who signs in'),
      },
      words: signInWords,
      signedIn,
      refuses: (text) => phrases.mean(text, 'refused', 'unclear'),
    });
  }
}
