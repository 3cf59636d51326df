import { z } from 'zod';
import { action, type Context } from '../../../src/portal-sdk/index.ts';
import { SignIn, type SignInState } from '../screens/sign-in.ts';
import { settingsOf } from '../settings.ts';

export const signIn = action({
  name: 'mspcfo.sign-in',
  title: 'Sign in to MSPCFO',
  doc:
    'Signs in as the customers file says (`sign-in`): password; password-and-code; person (in the headed window); ' +
    'saved-session. Never tries a refused password again.',
  input: z.strictObject({}),
  output: z.strictObject({}),

  async inspect(ctx) {
    const state = await new SignIn(ctx).state();
    return state === 'signed in'
      ? { state: 'satisfied', actual: 'Signed in.', output: {} }
      : { state: 'needed', actual: 'Not signed in.', changes: [] };
  },

  async perform(ctx: Context) {
    const screen = new SignIn(ctx);
    const { username, 'sign-in': strategy } = settingsOf(ctx);
    if (strategy === 'person' || strategy === 'saved-session') return await screen.leaveToPerson();
    if (username === undefined)
      throw new Error('The customers file has no `username` for mspcfo, which `sign-in: password` needs. Add it.');
    let state: SignInState = await screen.state();
    if (state === 'form') state = await screen.typeAndEnter(username);
    if (state === 'code' && strategy === 'password-and-code') state = await screen.typeCode();
    if (state !== 'signed in') throw screen.problem(state);
  },
});
