import type { CompanyState } from './connectwise/state.ts';
import type { MspcfoState } from './mspcfo/state.ts';

export interface SignIn {
  username: string;
  password: string;
  totpSecret?: string;
}

/** What one customer's two portals know, and how one signs in to them. */
interface CustomerState {
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
