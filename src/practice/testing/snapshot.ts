import type { CompanyState } from '../connectwise/state.ts';
import type { MspcfoState } from '../mspcfo/state.ts';

export interface SignIn {
  username: string;
  password: string;
  totpSecret?: string;
}

/** What one customer's two portals know, and how one signs in to them. */
export interface CustomerState {
  id: string;
  connectwise: SignIn;
  mspcfo: SignIn;
  company: CompanyState;
  state: MspcfoState;
}

/** Everything that practice portals need to go on from. */
export interface PracticeState {
  ports: { connectwise: number; mspcfo: number };
  clientIds: { ours: string; mspcfo: string };
  customers: CustomerState[];
}

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
