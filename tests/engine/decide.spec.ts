import { expect, test } from '@playwright/test';
import { Interrupted } from '../../src/engine/explain-error.ts';
import { NotApproved } from '../../src/engine/step/carry-out.ts';
import { type Decision, decide, eventOf, type History, type StepEvent } from '../../src/engine/step/decide.ts';
import { JournalWriteError } from '../../src/evidence/journal.ts';
import { ScreenProblem, SecretRefused, SessionLost } from '../../src/portal-sdk/index.ts';
import { BrowserUsed } from '../../src/watch/human-in-the-loop.ts';

const FIRST: History = { retries: 1, attempts: 1, browserUsed: 0, sessionsLost: 0, outcomesSettled: 0 };
const LAST = { attempts: 2 };

const DECISIONS: [StepEvent, Partial<History>, Decision][] = [
  ['evidence lost', {}, 'end'],
  ['declined', {}, 'end'],
  ['interrupted', {}, 'end'],
  ['browser used', {}, 'look again'],
  ['browser used', { attempts: 9, browserUsed: 8 }, 'look again'],
  ['not approved', {}, 'ask'],
  ['refused', {}, 'ask'],
  ['refused', { retries: 9 }, 'ask'],
  ['outcome unknown', {}, 'look for the outcome'],
  ['outcome unknown', LAST, 'look for the outcome'],
  ['outcome not found', {}, 'ask'],
  ['outcome settled', {}, 'look again'],
  ['outcome settled', LAST, 'look again'],
  ['outcome settled', { attempts: 2, outcomesSettled: 1 }, 'ask'],
  ['session lost', {}, 'sign in again'],
  ['session lost', { retries: 0 }, 'sign in again'],
  ['session lost', { attempts: 2, sessionsLost: 1 }, 'sign in again'],
  ['session lost', { attempts: 3, sessionsLost: 2 }, 'retry'],
  ['session lost', { attempts: 3, sessionsLost: 2, retries: 0 }, 'ask'],
  ['session lost', { attempts: 4, sessionsLost: 2 }, 'ask'],
  ['failed', {}, 'retry'],
  ['failed', { retries: 0 }, 'ask'],
  ['failed', LAST, 'ask'],
  ['failed', { attempts: 3, retries: 3 }, 'retry'],
  ['failed', { attempts: 4, retries: 3 }, 'ask'],
  ['failed', { attempts: 2, browserUsed: 1 }, 'retry'],
  ['failed', { attempts: 2, sessionsLost: 1 }, 'retry'],
  ['failed', { attempts: 2, outcomesSettled: 1 }, 'retry'],
  ['failed', { attempts: 4, browserUsed: 1, sessionsLost: 1, outcomesSettled: 1 }, 'retry'],
  ['failed', { attempts: 5, browserUsed: 1, sessionsLost: 1, outcomesSettled: 1 }, 'ask'],
];

for (const [event, history, decision] of DECISIONS) {
  test(`${event} with ${JSON.stringify(history)}: ${decision}`, () => {
    expect(decide(event, { ...FIRST, ...history })).toBe(decision);
  });
}

const PROBLEM = { screen: 'the list', expected: 'a row', actual: 'none', hint: 'Look.' };
const RUNNING = { declined: false, aborted: false };

const EVENTS: [string, unknown, { declined: boolean; aborted: boolean }, StepEvent][] = [
  [
    'a journal that cannot be written comes before everything else',
    new JournalWriteError('The journal', 'journal.jsonl', new Error('ENOSPC')),
    { declined: true, aborted: true },
    'evidence lost',
  ],
  ['a declined approval stops the run by its name', new Interrupted(), { declined: true, aborted: true }, 'declined'],
  ['a declined approval hides what it made fail', new NotApproved(), { declined: true, aborted: false }, 'declined'],
  ['an interrupted gesture', new Interrupted(), RUNNING, 'interrupted'],
  ['any error of a run that is stopping', new Error('closed'), { declined: false, aborted: true }, 'interrupted'],
  ['a person had the mouse', new BrowserUsed(), RUNNING, 'browser used'],
  ['nobody answered', new NotApproved(), RUNNING, 'not approved'],
  ['the sign-in page', new SessionLost(PROBLEM), RUNNING, 'session lost'],
  ['the portal said no', new ScreenProblem({ ...PROBLEM, retry: false }), RUNNING, 'refused'],
  ['a wrong password', new SecretRefused('PASSWORD', PROBLEM), RUNNING, 'refused'],
  ['an unexpected screen', new ScreenProblem(PROBLEM), RUNNING, 'failed'],
  ['anything else', 'a text', RUNNING, 'failed'],
];

for (const [what, error, state, event] of EVENTS) {
  test(`${what}: ${event}`, () => {
    expect(eventOf(error, state)).toBe(event);
  });
}
