import type { Proxies } from '../../browser/proxies.ts';
import type { Requests } from '../../browser/requests.ts';
import type { Context, HandOvers } from '../../portal-sdk/index.ts';
import type { Escrow } from '../../secrets/escrow/sealed-key.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { HumanInTheLoop } from '../../watch/human-in-the-loop.ts';
import type { StepRecorder } from '../null-recorder.ts';
import type { PortalSession } from '../portal-session.ts';
import type { Unknown } from '../teach.ts';
import type { Readings } from './readings.ts';

export interface ContextOptions {
  session: PortalSession;
  recorder: StepRecorder;
  /** Of all portals of the walk. */
  readings: Readings;
  /** Refuse every gesture that changes something. False for a sign-in, which changes no record of the portal. */
  planning: boolean;
  escrow: Escrow;
  handOvers: HandOvers;
  tag: string;
  /** As `Context.job`. Left out: a job for MSPCFO. */
  job?: Context['job'] | undefined;
  /** The tags of this run and of the earlier runs of this workspace for this customer. */
  ourTags: ReadonlySet<string>;
  /** As `Context.madeFor`. Left out: there are no other customers. */
  madeFor?: Context['madeFor'] | undefined;
  step: string;
  fingerprint(secret: Secret): string;
  /** The portal's secrets by the names in `portal.secrets`. */
  secrets: ReadonlyMap<string, Secret>;
  /** Whether the portal has refused this value in this run. */
  wasRefused?(value: Secret): boolean;
  /** What leads to the portals. Left out: they are reached directly. */
  proxies?: Proxies | undefined;
  /** Whether a person sees the browser. */
  headed: boolean;
  /** undefined if nobody watches or steers. */
  people?: HumanInTheLoop | undefined;
  /** Shows the person a request. */
  say(text: string): void;
  askCode(): Promise<Secret>;
  /** As `RunOptions.mayCommit`. */
  mayCommit?: (() => Promise<void>) | undefined;
  /** As `Context.teach`; undefined where nobody can be asked. */
  teach?: ((ctx: Context, unknown: Unknown) => Promise<boolean>) | undefined;
  /** As `Context.keep`. */
  keep?: ((session: PortalSession, screen: string, shown: unknown) => void) | undefined;
  /** What a check did not let through to a portal, since it does not tell what it does. Left out: it is no check. */
  heldBack?: Requests['heldBack'] | undefined;
  signal: AbortSignal;
}

/** What the gestures of an attempt leave for the engine to know. */
export interface StepTrace {
  /** The title of the gesture that is under way or has just failed. */
  doing: string | undefined;
  /** A commit failed or timed out: nobody knows yet whether it reached the server. */
  unknownOutcome: boolean;
  /** A commit is under way: stopping now would lose its outcome. */
  committing: boolean;
  /** Keeps a picture of the page as the attempt has left it, unless a failed gesture has one. */
  keepPicture(): Promise<void>;
  /** Writes the end of the gesture under way, if there is one that is no commit, because the run is stopped in it. */
  stop(): Promise<void>;
  /** The engine has given up this attempt: what still runs of it must not do anything more. */
  over: boolean;
  /** The screen may still show a private key that nobody has read. */
  readonly secretUnread: boolean;
}
