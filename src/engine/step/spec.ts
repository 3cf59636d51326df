import type { NetworkProblem } from '../../browser/network-problem.ts';
import type { Problem } from '../../evidence/events.ts';
import type { Action, Context, Details } from '../../portal-sdk/index.ts';
import type { FailureDecision } from '../../watch/human-in-the-loop.ts';
import type { StepTrace } from '../context/options.ts';
import type { StepRecorder } from '../null-recorder.ts';

export interface StepSpec {
  id: string;
  title: string;
  action: Action;
  input: unknown;
  /** The input as evidence: secrets as labels and fingerprints. */
  shownInput: Details;
  n: number;
  of: number;
  phase: string;
  timeoutMs: number;
  retries: number;
  /** Only look: what is not satisfied is drift. */
  check: boolean;
  /** A person must approve the changes first. */
  approve?: boolean;
}

/** What a step needs of the run around it. */
export interface StepRuntime {
  recorder: StepRecorder;
  /** By name. */
  customer: string;
  open(): Promise<{ ctx: Context; trace: StepTrace }>;
  /** Signs in again after a lost session. */
  signInAgain(): Promise<void>;
  /** The portal's title: where a problem is if no screen tells. */
  where: string;
  /** Opens the portal's address, if the page is not there yet. */
  arrive(ctx: Context): Promise<void>;
  /** Why the page is not the one that was asked for, if the network is to blame. */
  networkProblem?(): Promise<NetworkProblem | undefined>;
  /** Gives the portal a new page and closes the old one, with everything that still runs on it. */
  freshPage(): Promise<void>;
  /** Asks for the approval of changes. @param again why it may be asked once more @throws BrowserUsed */
  approved?(changes: string[], again?: string): Promise<boolean>;
  /** Who has declined an approval; the run is stopping then. */
  declined?(): string | undefined;
  /** Asks what to do after a failure. @param retry what a retry does, if it is more than trying again */
  onFailure?(problem: Problem, retry?: string): Promise<FailureDecision>;
  /** Has somebody point at what was not found. @returns whether there are new words */
  teach?(term: string): Promise<boolean>;
  /** Whether anybody can be asked. */
  attended?(): boolean;
  /** For how long the run has waited for people: no time limit counts it. Milliseconds. */
  pausedMs?(): number;
  signal: AbortSignal;
}

export type StepOutcome =
  | { outcome: 'done' | 'already in place' | 'skipped' | 'left for you'; output: unknown; performed: boolean }
  | { outcome: 'drift' }
  | { outcome: 'failed'; problem: Problem };
