import { signInAction, signInBy } from 'keywright/screen';
import { SignIn } from '../screens/sign-in.ts';

export const signIn = signInAction({
  name: 'mesh',
  title: 'Mesh',
  doc: 'Signs in as the customers file says (`sign-in`). Never tries a refused password again.',
  screen: (ctx) => new SignIn(ctx),
  signIn: async (screen, _, { username, code }) => await signInBy(screen, { user: username }, code),
});
