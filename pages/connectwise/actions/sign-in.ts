import { signInAction } from '../../sign-in.ts';
import { signInBy } from '../../sign-in-screen.ts';
import { SignIn } from '../screens/sign-in.ts';
import { settingsOf } from '../settings.ts';

export const signIn = signInAction({
  name: 'connectwise',
  title: 'ConnectWise',
  doc:
    'Signs in as the customers file says (`sign-in`): password; password-and-code; person (in the headed window); ' +
    'saved-session. Goes on where another session is open or the password expires soon. Never tries a refused ' +
    'password again.',
  screen: (ctx) => new SignIn(ctx),

  signIn: async (screen, ctx, { username, code }) =>
    await signInBy(screen, { company: settingsOf(ctx).company, user: username }, code),
});
