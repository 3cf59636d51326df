import type { PracticeState } from '../practice-state.ts';

/**
 * A copy of everything at one moment. It holds passwords and a stored private key, so it stays in memory: it can't be
 * printed or turned into JSON.
 */
export class PracticeSnapshot {
  readonly #state: PracticeState;

  constructor(state: PracticeState) {
    this.#state = signedOut(structuredClone(state));
  }

  /** A copy to go on from, a new one each time. */
  open(): PracticeState {
    return structuredClone(this.#state);
  }
}

/** Without sessions, and without a test of the connection that nobody is running. */
function signedOut(practice: PracticeState): PracticeState {
  for (const { company, state } of practice.customers) {
    company.sessions.clear();
    state.sessions.clear();
    state.checking = false;
  }
  return practice;
}
