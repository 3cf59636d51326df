import type { FoundBrowser } from '../browser/find.ts';
import type { Proxies } from '../browser/proxies.ts';
import type { RunEnd, RunEvent } from '../evidence/events.ts';
import type { OperatorKey } from '../evidence/operators/key-file.ts';
import type { Portal } from '../portal-sdk/index.ts';
import type { ConfirmedWords } from '../runbook/confirmed-words.ts';
import type { Prepared } from '../runbook/load.ts';
import type { SecretSource } from '../secrets/sources.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Control } from '../watch/control.ts';
import type { LivePicture } from '../watch/live/live-view.ts';
import type { RunId } from './run-id.ts';
import type { Job } from './verdicts.ts';

/** A screen that a check has looked at. It is never written as it is. */
export interface SeenScreen {
  portal: Portal;
  screen: string;
  shown: unknown;
  /** Who is signed in there. */
  account: string | undefined;
}

export interface RunOptions {
  run: RunId;
  prepared: Prepared;
  /** The run that this one continues. Default: the newest one of this runbook and customer, if its job is not done. */
  continues?: string | undefined;
  /** The portals are as new: there is no work of an earlier run to continue. */
  newPortals?: boolean | undefined;
  /** Folder of all evidence: `<runs>/<customer>/<run>/`. */
  runs: string;
  /** Folder of the vault, the escrow and saved sessions. */
  state: string;
  browser: FoundBrowser;
  headed: boolean;
  /** Opens a window of a headless run where somebody asks for one. Default: nothing does. */
  windowBrowser?: FoundBrowser | undefined;
  /** What leads to the portals and the time stamp service. Default: they are reached directly. */
  proxies?: Proxies | undefined;
  /** Steers the run. Default: nobody does. */
  control?: Control | undefined;
  /** Steps whose changes are approved already, by id. */
  approved?: readonly string[] | undefined;
  /** Gets the live picture, if somebody watches from elsewhere. */
  live?: ((picture: LivePicture) => void) | undefined;
  /** The batch that started it. */
  batch?: string | undefined;
  /** Who runs this, as the evidence will say. */
  operator: string;
  /** Who asked for it, as they say. */
  requestedBy?: string | undefined;
  /** Their key, unlocked, where somebody else must approve. */
  starter?: OperatorKey | undefined;
  sources: SecretSource;
  vault: Vault;
  /** Gets every event after it is on disk: for progress. */
  watch(event: RunEvent): void;
  /** Shows a request to the person at the terminal. */
  say(text: string): void;
  /** Address of a time stamp service (RFC 3161) for bundles. Default: no time stamps. */
  timeStamps?: string | undefined;
  /** Turns a run folder into its report. */
  report(folder: string): Promise<void>;
  /** What people have confirmed of this customer's screens; teaching adds to it. */
  words?: ConfirmedWords | undefined;
  /** The jobs that a check of screens is made for: its end says which of them can run. */
  jobs?: readonly Job[] | undefined;
  /** Gets each screen that a check looks at, to be kept without what the customer has put into it. */
  keep?: ((shown: SeenScreen) => void) | undefined;
  /**
   * Asked before each commit, and again before each press of one: whether this run may still work for the customer.
   * It throws, or ends the process, where another machine may have taken over. Default: it may.
   */
  mayCommit?: (() => Promise<void>) | undefined;
  signal: AbortSignal;
}

export interface RunResult {
  run: string;
  folder: string;
  outcome: RunEnd['outcome'];
}
