import { signInAction } from '../../sign-in.ts';
import { SignIn } from '../screens/sign-in.ts';

export const signIn = signInAction({
  name: 'mspcfo',
  title: 'MSPCFO',
  doc:
    'Signs in as the customers file says (`sign-in`): password; password-and-code; person (in the headed window); ' +
    'saved-session. Never tries a refused password again.',
  screen: (ctx) => new SignIn(ctx),

  async signIn(screen, _ctx, { username, code }) {
    let state = await screen.state();
    if (state === 'form') state = await screen.typeAndEnter(username);
    if (state === 'code' && code) state = await screen.typeCode();
    return state;
  },
});
