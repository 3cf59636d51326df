import { z } from 'zod';
import { action } from '../../../src/portal-sdk/index.ts';
import { SignIn, type SignInState } from '../screens/sign-in.ts';
import { settingsOf } from '../settings.ts';

export const signIn = action({
  name: 'connectwise.sign-in',
  title: 'Sign in to ConnectWise',
  doc:
    'Signs in as the customers file says (`sign-in`): password; password-and-code; person (in the headed window); ' +
    'saved-session. Handles the question about another session, and a notice that the password expires soon. ' +
    'Never tries a refused password again.',
  input: z.strictObject({}),
  output: z.strictObject({}),

  async inspect(ctx) {
    const state = await new SignIn(ctx).state();
    return state === 'signed in'
      ? { state: 'satisfied', actual: 'Signed in.', output: {} }
      : { state: 'needed', actual: 'Not signed in.', changes: [] };
  },

  async perform(ctx) {
    const screen = new SignIn(ctx);
    const { company, username, 'sign-in': strategy } = settingsOf(ctx);
    if (strategy === 'person' || strategy === 'saved-session') return await screen.leaveToPerson();
    if (username === undefined)
      throw new Error('The customers file has no `username` for connectwise, which `sign-in: password` needs. Add it.');
    let state: SignInState = await screen.state();
    if (state === 'form') {
      await screen.typeNames({ company, username });
      state = await screen.typePasswordAndEnter({ company, username });
    }
    // All may come, in any order.
    for (let question = 0; question < 3; question += 1) {
      if (state === 'code' && strategy === 'password-and-code') state = await screen.typeCode();
      else if (state === 'another session') state = await screen.proceed();
      else if (state === 'password expires soon') state = await screen.passNotice();
    }
    if (state !== 'signed in') throw screen.problem(state);
  },
});
