/** What a problem says. */
interface ProblemWords {
  /** Default: the code of the class. */
  code?: string | undefined;
  screen: string;
  expected: string;
  actual: string;
  /** What to do next. In it, `.env.<customer>` becomes the customer's own file. */
  hint: string;
  /** The term of the portal's words that was looked for in vain: a person can point at it. */
  term?: string | undefined;
}

/** Something on a screen is not as a page object needs it. Written for the person at the screen. */
export class ScreenProblem extends Error {
  /** Stable, for scripts: `KW-…`. */
  readonly code: string;
  /** Where: 'ConnectWise, Security Roles list'. */
  readonly screen: string;
  readonly expected: string;
  readonly actual: string;
  /** What the person can do next. */
  readonly hint: string;
  /** Whether the engine may retry the step without asking. False if the portal said no: it would say the same again. */
  readonly retry: boolean;
  readonly term: string | undefined;

  constructor(problem: ProblemWords & { retry?: boolean | undefined }) {
    super(`${problem.screen}: expected ${problem.expected}, but saw ${problem.actual}. ${problem.hint}`);
    this.name = new.target.name;
    this.code = problem.code ?? 'KW-SCREEN';
    this.screen = problem.screen;
    this.expected = problem.expected;
    this.actual = problem.actual;
    this.hint = problem.hint;
    this.retry = problem.retry ?? true;
    this.term = problem.term;
  }
}

/** Of a problem that a right is missing: nothing has changed, only who is signed in may not see it. */
export const RIGHT_MISSING = 'KW-RIGHT-MISSING';

/** The name of a one-time code in `SecretRefused`. */
export const ONE_TIME_CODE = 'ONE_TIME_CODE';

/** The portal refused a secret. A run never types the same value again; a person who retries gives another one. */
export class SecretRefused extends ScreenProblem {
  /** Its name in the portal's `secrets`, or `ONE_TIME_CODE`. */
  readonly secret: string;

  constructor(secret: string, problem: ProblemWords) {
    super({ code: 'KW-SECRET-REFUSED', ...problem, retry: false });
    this.secret = secret;
  }
}

/**
 * A new secret is not shown where it was looked for. What it says of the screen is chosen so that no secret can be in it:
 * of all errors that come while a secret may be shown, only its words are kept.
 */
export class SecretNotShown extends ScreenProblem {}

/**
 * The portal shows its sign-in page where a record was expected. The engine signs in again and begins the step again
 * from looking.
 */
export class SessionLost extends ScreenProblem {
  constructor(problem: ProblemWords) {
    super({ code: 'KW-SESSION-LOST', ...problem });
  }
}
