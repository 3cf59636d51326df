import { signInAction } from '../../sign-in.ts';
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

  async signIn(screen, ctx, { username, code }) {
    const { company } = settingsOf(ctx);
    let state = await screen.state();
    if (state === 'form') {
      await screen.typeNames({ company, username });
      state = await screen.typePasswordAndEnter({ company, username });
    }
    // Each of these may come, in any order.
    for (let question = 0; question < 3; question += 1) {
      if (state === 'code' && code) state = await screen.typeCode();
      else if (state === 'another session') state = await screen.proceed();
      else if (state === 'password expires soon') state = await screen.passNotice();
    }
    return state;
  },
});
