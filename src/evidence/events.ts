/**
 * What a journal line can say. Every line also has `seq`, `prev`, `utc` (ISO 8601) and `mono_ms` (milliseconds since
 * the run began).
 */
import type { Access, Details, Left } from '../portal-sdk/index.ts';
import type { ApprovalRule, Statement } from './operators/approval.ts';

export interface PlannedStep {
  id: string;
  title: string;
  /** The action's name. */
  use: string;
  /** Why it is done, in plain words for people who watch; missing where the runbook does not say. */
  say?: string;
  /** What it would change needs a person's approval; with a rule, signed by operators. */
  approve?: true | ApprovalRule;
  /** Controls that it is evidence for, as the runbook names them: `SOC 2 CC6.1`. */
  controls?: string[];
}

export interface RunStart {
  type: 'run.start';
  run: string;
  tag: string;
  /** The run of the same runbook that was killed or interrupted, so that this one goes on from what it left. */
  continues?: string;
  /** `controls`: those that the whole run is evidence for. */
  runbook: { name: string; title: string; file: string; sha256: string; controls?: string[] };
  customer: { name: string; title: string };
  /** Portal name to its address. */
  portals: Record<string, string>;
  /** Portal name to what people call it; missing in older runs. */
  titles?: Record<string, string>;
  /** Portal name to its tenant, where the address does not say it; missing where there is none. */
  tenants?: Record<string, string>;
  /** Portal name to what its address has that most have not: `a port`; missing where there is none. */
  unusual?: Record<string, string>;
  /** Portal name to where it was found, if it is none of Keywright's own: `@acme/portals 1.2.0`. */
  origins?: Record<string, string>;
  inputs: Details;
  operator: string;
  /** Who asked for the run, as the operator said it; missing where nobody was named. */
  requestedBy?: string;
  machine: { host: string; os: string };
  versions: { keywright: string; node: string; playwright: string; browser: string };
  /**
   * `pace`: milliseconds for which each instruction was shown before it was carried out. `watched`: on a page for
   * people elsewhere.
   */
  mode: { headed: boolean; pace?: number; watched?: true };
  /** The run only checks: it changes nothing. */
  check?: true;
  plan: { phase: string; steps: PlannedStep[] }[];
}

export interface StepIntent {
  type: 'step.intent';
  step: string;
  /** The step's number from 1, over all phases. */
  n: number;
  of: number;
  phase: string;
  title: string;
  use: string;
  /** As the action gets it; secrets are `{ secret: label, fp }`. */
  input: Details;
  /** 1 for the first try. */
  attempt: number;
}

export interface StepFound {
  type: 'step.found';
  step: string;
  state: 'satisfied' | 'needed' | 'conflict';
  actual: string;
  changes?: string[];
  expected?: string;
  hint?: string;
  details?: Details;
  access?: Access;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Written (and fsynced) before the gesture is made. */
export interface GestureStart {
  type: 'gesture';
  step: string;
  /** Its number from 1 within the run. */
  gesture: number;
  title: string;
  kind: 'look' | 'edit' | 'commit';
  portal: string;
  /** What the picture after it shows of how things are, as a heading; missing where it proves nothing by itself. */
  proves?: string;
  /** It happens outside the page, so it has no pictures. */
  outsidePage?: true;
}

export interface GestureEnd {
  type: 'gesture.end';
  step: string;
  gesture: number;
  /**
   * `unknown`: a commit that failed or timed out, so that only a later look can tell. `stopped`: somebody stopped the
   * run in it.
   */
  outcome: 'done' | 'failed' | 'unknown' | 'stopped';
  ms: number;
  /** It touched the page with the mouse or the keys. (Journals from before this was kept have `place` alone.) */
  touched?: true;
  /**
   * Where it first did, or an edit was to, in the pixels of the picture before it; left out where that picture does not
   * show it there.
   */
  place?: Box;
  /** What was chosen, where the title cannot know it: the first entry of a list. */
  chose?: string;
}

export interface Shot {
  type: 'shot';
  step: string;
  gesture: number;
  when: 'before' | 'after' | 'failure';
  /** Path inside the run's folder, with `/`. */
  file: string;
  sha256: string;
  url: string;
  title: string;
  width: number;
  height: number;
  /** Where the gesture lands, in the picture's pixels. */
  box?: Box | undefined;
  /**
   * The picture after the gesture before: everything that the page lays out was compared, and nothing had changed
   * since.
   */
  reused?: true;
  /**
   * Who was signed in, as the screen said it after the sign-in; null where that could not be read, missing where nobody
   * had signed in yet.
   */
  account?: string | null;
  /** Secrets that stood on the page and were covered before the picture was taken. */
  redacted: { secret: string; fp: string; places: number }[];
}

export interface ShotWithheld {
  type: 'shot.withheld';
  step: string;
  gesture: number;
  when: 'before' | 'after' | 'failure';
  reason: string;
}

export interface Note {
  type: 'note';
  step?: string;
  text: string;
  details?: Details;
  /** The last gesture of a reading that was not made again, because it is still true. */
  readBy?: number;
}

/**
 * Something that a person did with the run, or in its browser; written when it is done.
 * `started`: signed by the operator who started it, where somebody else must approve.
 * `refused`: an approval that was declined, or a question that was answered with stop.
 * `nobody answered`: a question whose time ran out.
 * `took over`: a person's hands are in the browser, from the first click or key on, until `gave back`.
 * `noted`: a note, in `details.note`. `began to watch`: by the name that the viewer gave.
 * The last three stand in older journals: a pause was written at its end, a stop in it as `let it go on` with `stop`.
 */
export interface ByPerson {
  type: 'person';
  /** Missing where none was under way. */
  step?: string;
  did:
    | 'started'
    | 'paused'
    | 'resumed'
    | 'stopped'
    | 'approved'
    | 'refused'
    | 'nobody answered'
    | 'chose to try again'
    | 'says it is done by hand'
    | 'opened a window'
    | 'pointed at something'
    | 'confirmed words'
    | 'left it as it is'
    | 'took over'
    | 'gave back'
    | 'noted'
    | 'began to watch'
    | 'made a new steering link'
    | 'paused the run'
    | 'let it go on'
    | 'used the browser';
  who: string;
  /** By which way; a signal by its name. Missing where nobody did anything. */
  via?: 'terminal' | 'watch page' | 'option' | 'keywright approve' | 'browser' | 'SIGINT' | 'SIGTERM' | 'SIGHUP';
  /** When it was done (ISO 8601): the line's own time is later where it was done before the journal began. */
  at?: string;
  /** For how long the run had waited. */
  ms?: number;
  /** Of `gave back`: how many clicks and keys (never which), and where the page went. Of `noted`: the note. */
  details?: Details;
  /** What the person has signed: these bytes, as they stand in the line. */
  statement?: Statement;
  /** Of the key that signed it: SPKI, DER, in base64. */
  publicKey?: string;
  /** ECDSA with SHA-256, DER, in base64. */
  signature?: string;
}

export interface SecretRead {
  type: 'secret.read';
  step: string;
  secret: string;
  /** Keyed fingerprint: equal values have equal fingerprints, and nobody can get back to the value. */
  fp: string;
}

export interface EscrowEvent {
  type: 'escrow.sealed' | 'escrow.opened' | 'escrow.destroyed';
  step?: string;
  /** Whose secret it is, and what; missing in old journals. */
  portal?: string;
  label?: string;
  publicKey: string;
  fp?: string;
}

/** An error in words for the person at the screen. */
export interface Problem {
  /** `KW-…`, from the table in src/README.md; missing in old journals. */
  code?: string;
  screen?: string;
  expected?: string;
  actual: string;
  hint: string;
  /** What was looked for in vain, by its name among the portal's words. */
  term?: string;
  /** What later tries of the same step met instead, in sentences. */
  later?: string;
}

/** A try of a step that failed, whatever became of the step after it. */
export interface StepFailed {
  type: 'step.failed';
  step: string;
  /** As in the `step.intent` that it began with. */
  attempt: number;
  problem: Problem;
}

/** A list was read to its end: what a picture shows can be held against it. */
export interface ListRead {
  type: 'list.read';
  step: string;
  /** The screen. */
  list: string;
  rows: number;
  /** What the list's own pager says there are; missing where it has none. */
  stated?: number;
}

/** What the run stood on; written before its end. */
export interface Environment {
  type: 'environment';
  osUser: string;
  locale: string;
  timeZone: string;
  /** SHA-256 of the browser's program file as it was started. */
  browserSha256?: string | undefined;
  /** Each origin whose pages were shown: address, certificates, clock. */
  connections: Details[];
  /** Hosts outside the customer's that pages asked for, in vain; missing where none did, or nobody counted. */
  refused?: { host: string; requests: number }[];
  /** Of a check: all that the browser asked of the portals, by method and address. */
  requests?: Details[];
}

/** Who is signed in at a portal, read from its screen after each sign-in; null where the screen could not be read. */
export interface AccountRead {
  type: 'account';
  step: string;
  portal: string;
  account: string | null;
}

/** A secret that was about to be typed into a field of another origin, and was not. */
export interface Prevented {
  type: 'prevented';
  step: string;
  secret: string;
  /** The origin that the field belongs to. */
  origin: string;
}

export interface StepResult {
  type: 'step.result';
  step: string;
  /**
   * `skipped`: nothing was done, for the reason in `actual`. `left for you`: a person must see to what is in `left`.
   * In a check: `drift` where something is not as it should be, `not known` where that hangs on a step with drift.
   */
  outcome: 'done' | 'already in place' | 'skipped' | 'left for you' | 'failed' | 'drift' | 'not known';
  actual: string;
  left?: Left[];
  /** Of drift: what would set it right. */
  changes?: string[];
  ms: number;
  details?: Details;
  access?: Access;
  problem?: Problem;
}

/** Whether a job can work with the screens as a check has found them. */
export interface Verdict {
  /** The runbook's name. */
  job: string;
  can: boolean;
  /** Why not, one reason each. */
  because: string[];
  /** Words that people have confirmed and without which it could not run. */
  confirmed?: string[];
  /** What could not be looked at, because nothing of its kind is there yet. */
  unseen?: string[];
}

export interface RunEnd {
  type: 'run.end';
  /** `drift`: a check found something that is not as it should be. */
  outcome: 'done' | 'nothing to do' | 'failed' | 'interrupted' | 'drift';
  ms: number;
  /** How many steps ended how. */
  outcomes?: Partial<Record<StepResult['outcome'] | 'not finished' | 'not reached', number>>;
  /** What people must see to, by the step that left it; missing where there is nothing. */
  left?: (Left & { step: string })[];
  /** Of a check of screens: what it means for each job. */
  verdicts?: Verdict[];
  /** `shots`: moments that were pictured. `files`: different pictures; missing in older journals. */
  counts: { steps: number; gestures: number; shots: number; files?: number; withheld: number; commits: number };
}

export type RunEvent =
  | RunStart
  | StepIntent
  | StepFound
  | StepFailed
  | GestureStart
  | GestureEnd
  | Shot
  | ShotWithheld
  | Note
  | ByPerson
  | SecretRead
  | EscrowEvent
  | ListRead
  | Environment
  | AccountRead
  | Prevented
  | StepResult
  | RunEnd;

export type JournalLine = RunEvent & { seq: number; prev: string; utc: string; mono_ms: number };
