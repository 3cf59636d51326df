import type { Problem } from '../../evidence/events.ts';
import { type Finding, ONE_TIME_CODE, SecretRefused } from '../../portal-sdk/index.ts';

/** A step that has failed; nobody has been asked about it yet. */
export interface Failure {
  problem: Problem;
  /** Somebody declined the approval, so the run stops. */
  declined?: true;
  /** What a retry does, if the portal has refused a secret. */
  retry?: string;
}

/** An attempt that failed. */
export interface FailedAttempt {
  attempt: number;
  problem: Problem;
}

export function notApproved(actual: string): Problem {
  return {
    code: 'KW-NOT-APPROVED',
    expected: 'an approval of what this step would change',
    actual,
    hint: 'Nothing was done in this step. Run again when someone can approve it.',
  };
}

export function conflict({
  code = 'KW-CONFLICT',
  expected,
  actual,
  hint,
}: Extract<Finding, { state: 'conflict' }>): Problem {
  return { code, expected, actual, hint };
}

/** What has failed, and what a retry would do about it. */
export function failure(error: unknown, problem: Problem): Failure {
  if (!(error instanceof SecretRefused)) return { problem };
  const what =
    error.secret === ONE_TIME_CODE
      ? 'Takes another one-time code'
      : 'Reads the password again from its source, or asks for it at the terminal';
  return { problem, retry: `${what}. What was refused is not sent again.` };
}

const seen = ({ expected, actual }: Problem) =>
  `${expected === undefined ? '' : `expected ${expected}, but `}saw ${actual}`;

/** Why a step is begun again after a failure. */
export const lastTry = (problem: Problem): string =>
  `the last try failed${problem.code === undefined ? '' : ` (${problem.code})`}: ${seen(problem)}`;

/** The problem of several attempts in a row: the first one is the cause; what differs later is told beside it. */
export function cause(earlier: FailedAttempt[], last: FailedAttempt): Problem {
  const first = earlier[0] ?? last;
  const same = ({ problem: { expected, actual, hint } }: FailedAttempt) =>
    expected === first.problem.expected && actual === first.problem.actual && hint === first.problem.hint;
  const told = ({ attempt, problem }: FailedAttempt) => `On try ${attempt}: ${seen(problem)}. ${problem.hint}`;
  const later = [...earlier, last].filter((one) => !same(one)).map(told);
  return { ...first.problem, ...(later.length > 0 && { later: later.join(' ') }) };
}
