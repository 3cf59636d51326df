import { z } from 'zod';
import { action, type Context, ONE_TIME_CODE, ScreenProblem, SecretRefused } from '../src/portal-sdk/index.ts';
import { Phrases } from './screen/messages/phrases.ts';
import { saysInAnyLanguage } from './sign-in-words.ts';

/** The part of a portal's settings that says where a person's sign-in may lead. */
export const signInHosts = z
  .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a full host name, such as login.microsoftonline.com'))
  .max(20)
  .optional()
  .describe(
    "Hosts that a person's sign-in leads through, such as an identity provider. The browser may reach them, and no " +
      'secret is ever typed there.',
  );

/** What any application says. */
const phrases = new Phrases();

/** What is typed on a sign-in page as it stands; what mail programs, browsers and lists put around it is not. */
export const asTyped = z
  .string()
  .trim()
  .min(1)
  .regex(
    /^(?!mailto:|https?:)[^<>,;]+$/i,
    'must be what people type, without mailto:, https:, < >, a comma or a semicolon',
  );

/** What a sign-in action needs to know from the customers file. */
export interface SignInSettings {
  username?: string | undefined;
  /** Every portal has it (src/runbook/customers.ts). */
  'sign-in': 'password' | 'password-and-code' | 'person' | 'saved-session';
}

/** What to do about a password that is too old. */
export const NEW_PASSWORD =
  'Sign in by hand as this member, give it a new password, put that into .env.<customer>, and run again.';

/** A refusal without any. */
export const NO_MESSAGE = 'the sign-in page again, without a message';

/** A refusal in the page's words, and the secret that it refused, if it was one. */
export interface Refused {
  refused: string;
  secret?: 'PASSWORD' | typeof ONE_TIME_CODE;
}

/** What a sign-in page shows; each portal has questions of its own. */
export type SignInState<Question extends string> = 'signed in' | 'form' | 'code' | Question | Refused;

interface SignInScreen<State> {
  state(): Promise<State>;
  leaveToPerson(): Promise<void>;
  problem(state: State): ScreenProblem;
}

/**
 * The action that signs in to a portal.
 * @param signIn types the user name and the secrets, answers the questions that follow, and returns what is shown then;
 *   only with `code` it may send a one-time code
 */
export function signInAction<State, S extends SignInScreen<State>>(portal: {
  name: string;
  title: string;
  doc: string;
  screen: (ctx: Context) => S & SignInScreen<State>;
  signIn: (screen: S, ctx: Context, use: { username: string; code: boolean }) => Promise<State>;
}) {
  return action({
    name: `${portal.name}.sign-in`,
    title: `Sign in to ${portal.title}`,
    doc: portal.doc,
    input: z.strictObject({}),
    output: z.strictObject({}),

    async inspect(ctx) {
      return (await portal.screen(ctx).state()) === 'signed in'
        ? { state: 'satisfied', actual: 'Signed in.', output: {} }
        : { state: 'needed', actual: 'Not signed in.', changes: [] };
    },

    async perform(ctx) {
      const screen = portal.screen(ctx);
      const { username, 'sign-in': strategy } = ctx.settings as SignInSettings;
      if (strategy === 'person' || strategy === 'saved-session') return await screen.leaveToPerson();
      if (username === undefined)
        throw new Error(
          `The customers file has no \`username\` for ${portal.name}, which \`sign-in: password\` needs. Add it.`,
        );
      const state = await portal.signIn(screen, ctx, { username, code: strategy === 'password-and-code' });
      if (state !== 'signed in') throw screen.problem(state);
    },
  });
}

/**
 * What went wrong with a sign-in, and what to do.
 * @param portal `names` are the settings that say who signs in; `trouble` tells messages about trouble of the server
 * @param questions what the portal's own questions are, and what to do about them
 */
export function signInProblem<Question extends string>(
  portal: { name: string; title: string; screen: string; names: string; trouble: (text: string) => boolean },
  state: SignInState<Question>,
  questions: Partial<Record<Question, { actual: string; hint: string }>> = {},
): ScreenProblem {
  const totp = `${portal.name.toUpperCase().replaceAll('-', '_')}_TOTP_SECRET`;
  const problem = (actual: string, hint: string) => ({
    screen: portal.screen,
    expected: 'to be signed in',
    actual,
    hint,
  });
  if (state === 'code')
    return new ScreenProblem(
      problem(
        'the question for a one-time code',
        `Set \`sign-in: password-and-code\` for ${portal.name} in the customers file, with ${totp} in ` +
          '.env.<customer>.',
      ),
    );
  if (typeof state === 'string') {
    const question = questions[state as Question];
    return new ScreenProblem(
      problem(question?.actual ?? `the page "${state}"`, question?.hint ?? 'Look at the picture and run again.'),
    );
  }
  const { refused, secret } = state;
  const actual = refused === NO_MESSAGE ? refused : `the message "${refused}"`;
  if (portal.trouble(refused))
    return new ScreenProblem(problem(actual, `${portal.title} has a problem of its own. Run again later.`));
  if (saysInAnyLanguage(refused, 'barred'))
    return new ScreenProblem({
      ...problem(
        actual,
        `This is about the account, and not about the password: have it unlocked or made active in ${portal.title}, ` +
          'then run again.',
      ),
      // Each try counts.
      retry: false,
    });
  if (phrases.mean(refused, 'busy'))
    return new ScreenProblem({
      ...problem(actual, `${portal.title} takes no more tries for now: wait some minutes, then run again.`),
      retry: false,
    });
  const found = problem(
    actual,
    secret === ONE_TIME_CODE
      ? `Check ${totp} in .env.<customer> and the clock of this machine; no code is sent twice.`
      : saysInAnyLanguage(refused, 'expired')
        ? NEW_PASSWORD
        : `Check ${portal.names} in the customers file and the password in .env.<customer>; nothing is ` +
          'tried twice, so that no account is locked out.',
  );
  return secret === undefined ? new ScreenProblem(found) : new SecretRefused(secret, found);
}
