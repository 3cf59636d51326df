import { JournalWriteError } from '../../evidence/journal.ts';
import { ScreenProblem, SessionLost } from '../../portal-sdk/index.ts';
import { BrowserUsed } from '../../watch/human-in-the-loop.ts';
import { Interrupted } from '../explain-error.ts';
import { NotApproved } from './carry-out.ts';

/** What stopped an attempt of a step, or what looking for the outcome of a commit has shown. */
export type StepEvent =
  | 'evidence lost'
  | 'declined'
  | 'interrupted'
  | 'browser used'
  | 'not approved'
  | 'outcome unknown'
  | 'outcome settled'
  | 'outcome not found'
  | 'session lost'
  | 'refused'
  | 'failed';

/** The attempts of a step since somebody last asked for one. */
export interface History {
  /** How often the step may be retried after a failure. */
  retries: number;
  /** Attempts so far, with the one that has just ended. */
  attempts: number;
  /** Attempts that were begun again because a person had used the browser. Like the next two, they use up no retry. */
  browserUsed: number;
  /** Attempts that were begun again after signing in again. */
  sessionsLost: number;
  /** Attempts that were begun again because a commit of unknown outcome had left what it was to bring. */
  outcomesSettled: number;
}

export type Decision =
  /** Begin again from looking, on a fresh page. */
  | 'retry'
  /** Begin again from looking, on the page as it is. */
  | 'look again'
  /** Sign in, then begin again from looking. */
  | 'sign in again'
  /** Look for what the commit has brought, and press nothing. */
  | 'look for the outcome'
  /** The attempts have failed: a person, if there is one, says what to do. */
  | 'ask'
  /** The run ends here, and nobody is asked. */
  | 'end';

const MAX_SESSIONS_LOST = 2;

/**
 * What an error says about its attempt, apart from the outcome of a commit. The order matters: what ends the run comes
 * first.
 */
export function eventOf(error: unknown, { declined, aborted }: { declined: boolean; aborted: boolean }): StepEvent {
  if (error instanceof JournalWriteError) return 'evidence lost';
  if (declined) return 'declined';
  if (error instanceof Interrupted || aborted) return 'interrupted';
  if (error instanceof BrowserUsed) return 'browser used';
  if (error instanceof NotApproved) return 'not approved';
  if (error instanceof SessionLost) return 'session lost';
  return error instanceof ScreenProblem && !error.retry ? 'refused' : 'failed';
}

/** What to do after an attempt that has not brought the step to its end. */
export function decide(event: StepEvent, history: History): Decision {
  const { retries, attempts, browserUsed, sessionsLost, outcomesSettled } = history;
  switch (event) {
    case 'evidence lost':
    case 'declined':
    case 'interrupted':
      return 'end';
    case 'browser used':
      return 'look again';
    case 'outcome unknown':
      return 'look for the outcome';
    case 'outcome settled':
      return outcomesSettled === 0 ? 'look again' : 'ask';
    case 'not approved':
    case 'outcome not found':
    case 'refused':
      return 'ask';
    case 'session lost':
      if (sessionsLost < MAX_SESSIONS_LOST) return 'sign in again';
      break;
  }
  return attempts - browserUsed - sessionsLost - outcomesSettled <= retries ? 'retry' : 'ask';
}
