import type { Action } from '../../../src/portal-sdk/index.ts';
import { signInAction } from '../../sign-in.ts';
import { signInBy } from '../../sign-in-screen.ts';
import type { DescribedPages } from '../described-pages.ts';
import { SignIn } from '../screens/sign-in.ts';

export const signIn = (receiver: DescribedPages): Action =>
  signInAction({
    name: receiver.name,
    title: receiver.title,
    doc:
      'Signs in as the customers file says (`sign-in`): password; password-and-code; person (in the headed window); ' +
      'saved-session. Never tries a refused password again.',
    screen: (ctx) => new SignIn(receiver, ctx),

    signIn: async (screen, _ctx, { username, code }) => await signInBy(screen, { user: username }, code),
  });
