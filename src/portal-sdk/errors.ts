/** Something on a screen is not as a page object needs it. Written for the person at the screen. */
export class ScreenProblem extends Error {
  /** Where: 'ConnectWise, Security Roles list'. */
  readonly screen: string;
  readonly expected: string;
  readonly actual: string;
  /** What the person can do next. */
  readonly hint: string;
  /** Whether the engine may retry the step without asking. False if the portal said no: it would say the same again. */
  readonly retry: boolean;

  constructor(problem: {
    screen: string;
    expected: string;
    actual: string;
    hint: string;
    retry?: boolean | undefined;
  }) {
    super(`${problem.screen}: expected ${problem.expected}, but saw ${problem.actual}. ${problem.hint}`);
    this.name = new.target.name;
    this.screen = problem.screen;
    this.expected = problem.expected;
    this.actual = problem.actual;
    this.hint = problem.hint;
    this.retry = problem.retry ?? true;
  }
}

/** The name of a one-time code in `SecretRefused`. */
export const ONE_TIME_CODE = 'ONE_TIME_CODE';

/** The portal refused a secret. A run never types the same value again; a person who retries gives another one. */
export class SecretRefused extends ScreenProblem {
  /** Its name in the portal's `secrets`, or `ONE_TIME_CODE`. */
  readonly secret: string;

  constructor(secret: string, problem: { screen: string; expected: string; actual: string; hint: string }) {
    super({ ...problem, retry: false });
    this.secret = secret;
  }
}

/**
 * The portal shows its sign-in page where a record was expected. The engine signs in again and begins the step again
 * from looking.
 */
export class SessionLost extends ScreenProblem {}
