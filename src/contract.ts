/**
 * The contract between `pages/` and the rest. Page objects and actions import this file, `playwright` and `zod`, and
 * nothing else:
 * they never see YAML, journals or the engine.
 */
import type { Locator, Page } from 'playwright';
import { z } from 'zod';
import { redact } from './secrets/redact.ts';
import { Secret } from './secrets/secret.ts';

export type { Secret };

/** Plain data that may be shown, journalled and kept as evidence. */
export type Details = Record<string, unknown>;

/** A zod schema for an input or output that is a secret. Runbooks can only pass it on; it is never shown. */
export const secret = () =>
  z.custom<Secret>((value) => value instanceof Secret, 'must be a secret').meta({ secret: true });

/**
 * Something that an action leaves to a person: an instruction, such as 'delete the security role X', and why it was
 * left.
 */
export interface Left {
  what: string;
  why: string;
}

/**
 * What `inspect` found. `actual` is one sentence for the evidence: what was there, not what was hoped for.
 * `skipped`: nothing was done and nothing was found out; `actual` is the reason. `left`: what a person must see to. Either
 * way later steps go on with `output`,
 * and neither is told as something that is in place.
 * `settled`: whatever a commit of unknown outcome was to bring is there, so that its outcome is known; looking longer
 * changes nothing, and the step is begun once more from looking.
 */
export type Finding<O = unknown> =
  | { state: 'satisfied'; actual: string; output: O; details?: Details; skipped?: true; left?: Left[] }
  | { state: 'needed'; actual: string; changes: string[]; details?: Details; settled?: true }
  | { state: 'conflict'; actual: string; expected: string; hint: string; details?: Details };

export interface GestureOptions {
  /**
   * What the gesture may change. `look`: nothing (one picture, after). `edit`: the form on the screen, nothing stored
   * (pictures before and after).
   * `commit`: it may reach the server (pictures before and after; the intent is on disk first; never repeated, because
   * its outcome is unknown until looked up).
   * Default `look`.
   */
  kind?: 'look' | 'edit' | 'commit';
  /** Where the gesture lands, so that the evidence can mark the place. */
  at?: Locator;
  /**
   * The screen may show a secret that nobody has read yet: no picture until `takeSecret` has read it inside this
   * gesture.
   */
  reveals?: boolean;
  /** It only reads, whatever it presses on the way: no instruction for somebody who does the job by hand. */
  reads?: boolean;
  /**
   * How to answer a native confirm dialog that this gesture raises. Default 'dismiss'. (Alerts and leave-page questions
   * are always accepted.)
   */
  dialog?: 'accept' | 'dismiss';
}

/** A sealed secret that waits until whoever it was made for provably holds it. It stays sealed until `open`. */
export interface SealedKey {
  /** The portal whose secret it is, by the name of its folder: no other portal's actions see it. */
  portal: string;
  /** What it is a part of, in the portal's words: 'API key'. */
  kind: string;
  /** The secret's label: 'ConnectWise private key'. */
  label: string;
  /**
   * What it is known by: the public half, or where there is none, another name that tells it from the portal's others.
   */
  publicKey: string;
  /** Its description in the portal, which carries our tag. */
  description: string;
  /** Whose it is in the portal: the ID of the API member, the name of the user. */
  member: string;
  /** UTC, ISO 8601. */
  sealedAt: string;
  /** Why the private half cannot be opened any more; missing for a good one. */
  damaged?: string;
  /**
   * When the vendor refused this pair (UTC, ISO 8601): what was sealed is not the private half, or somebody has
   * switched the key off.
   */
  refusedAt?: string;
}

/** What lies sealed of one portal of one customer. Other portals' secrets are out of its reach. */
export interface Escrow {
  /** The sealed keys of this portal and customer, oldest first. Opens nothing. */
  list(): Promise<SealedKey[]>;
  /** Seals and fsyncs (file and directory) before it returns. The entry's label is the secret's own. */
  seal(key: {
    kind: string;
    publicKey: string;
    description: string;
    member: string;
    privateKey: Secret;
  }): Promise<void>;
  /** Opens one sealed key; a recorded event. */
  open(publicKey: string): Promise<Secret>;
  /**
   * Marks a sealed key as one that the vendor refuses, so that no later run uses it; without a sealed copy it does
   * nothing.
   */
  refuse(publicKey: string): Promise<void>;
  /** Destroys the sealed copy; a recorded event. */
  destroy(publicKey: string): Promise<void>;
}

export interface HttpAnswer {
  status: number;
  /** At most 100,000 characters. */
  body: string;
  header(name: string): string | undefined;
}

/** What an action works with. One portal's page, and everything that leaves a trace. */
export interface Context {
  /** The portal's page. Already at the portal's address; signed in when the step before it was a sign-in. */
  readonly page: Page;
  /** The portal's address from the customers file, for example `https://na.myconnectwise.net`. */
  readonly url: URL;
  /** The portal's own settings from the customers file, as the portal's `settings` schema left them. */
  readonly settings: unknown;
  /** Eight characters [0-9a-z], different in each run: the tag by which we know what we made. */
  readonly tag: string;
  /**
   * Whether it is the tag of this run or of an earlier one of this workspace for this customer. What carries another is
   * somebody else's.
   */
  isOurTag(tag: string): boolean;
  /** What lies sealed of this portal. */
  readonly escrow: Escrow;
  /**
   * `true` where nothing may change: in `keywright plan` (which keeps no pictures either) and in a runbook with `check:
   * true`. A gesture that changes something throws, and the escrow opens nothing.
   */
  readonly planning: boolean;

  /** One instruction as a support person would read it out. Runs `act`, keeps the pictures, journals it. */
  gesture<T>(title: string, act: () => Promise<T>, options?: GestureOptions): Promise<T>;
  /** Something worth a line in the evidence that is nobody's instruction: 'Closed a pop-up: …'. */
  note(text: string, details?: Details): void;
  /**
   * What the mouse or the keys are about to touch: the first such place of a gesture is kept, so that a guide can mark
   * it. Throws when this attempt was given up, so that nothing of it presses anything any more.
   */
  touches(at: Locator): Promise<void>;
  /** A list was read to its end. `stated`: what its own pager says there are. */
  listRead(list: { list: string; rows: number; stated?: number | undefined }): void;

  /** A secret of this portal by its name in the portal's `secrets`; undefined where none is configured. */
  secret(name: string): Secret | undefined;
  /** The current one-time code, from the portal's one-time-code secret or asked of the person at the terminal. */
  oneTimeCode(): Promise<Secret>;
  /**
   * Types a secret, character by character, into a field of this portal's origin and nowhere else, whatever takes the
   * focus meanwhile.
   * @throws SecretRefused where the portal has refused it before
   */
  typeSecret(at: Locator, value: Secret): Promise<void>;
  /**
   * Reads a secret from the screen (text, or a field's value). From then on it is covered in every picture and filtered
   * from every output.
   */
  takeSecret(at: Locator, label: string): Promise<Secret>;
  /** Whether a field holds just this secret, without showing it. */
  holdsSecret(at: Locator, value: Secret): Promise<boolean>;
  /**
   * Asks the person at the browser to do something and waits (bounded) until `done` says so. Throws where nobody can
   * see the browser.
   */
  askPerson(request: string, done: () => Promise<boolean>): Promise<void>;
  /** GET outside the browser, to the portal's own hosts only (its REST API). No redirects. */
  get(
    url: string,
    options?: { headers?: Record<string, string | Secret>; basic?: { user: string; password: Secret } },
  ): Promise<HttpAnswer>;
}

/**
 * The beginning of a text of the screen, on one line, for a note or a message. Secrets are taken out first: half of one
 * would pass for something else.
 */
export function excerpt(text: string, length: number): string {
  const line = redact(text).replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length)}…`;
}

/** What a runbook step can `use:`. */
export interface Action<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** `<portal>.<noun>.<verb>`, for example `connectwise.role.ensure`. */
  name: string;
  /**
   * Default step title; `{field}` is replaced by the input of that name. A function makes it from those fields of the
   * input that are known before the run
   * (as the runbook has them; the others are left out), so that the title says what this very step does.
   */
  title: string | ((known: Partial<z.input<I>>) => string);
  /** What it does, for `keywright actions`. */
  doc: string;
  input: I;
  output: O;
  /** Read-only: looks at the portal and says whether the wish is already true. */
  inspect(ctx: Context, input: z.output<I>): Promise<Finding<z.output<O>>>;
  /** Makes the wish true. Only called when `inspect` said `needed`. Actions without it only look. */
  perform?(ctx: Context, input: z.output<I>): Promise<void>;
  /** Reopens the record and reads it back. Without it, `inspect` is run again and must say `satisfied`. */
  confirm?(ctx: Context, input: z.output<I>): Promise<Finding<z.output<O>>>;
}

/** Keeps the types of an action's input and output together. */
export function action<I extends z.ZodType, O extends z.ZodType>(definition: Action<I, O>): Action<I, O> {
  return definition;
}

/**
 * A web application that runbooks drive. `pages/<name>/portal.ts` exports one as its default; nothing else registers
 * it.
 */
export interface Portal {
  /** The folder's name under `pages/`. */
  name: string;
  /** For people: 'ConnectWise PSA'. */
  title: string;
  /** What the customers file says of it beside `url` and `sign-in`. */
  settings: z.ZodObject;
  /**
   * Secrets by name with a doc line each. Their environment variable is `<PORTAL>_<NAME>`, for example
   * CONNECTWISE_PASSWORD.
   */
  secrets: Record<string, string>;
  /** The action that signs in; the engine uses it again when a session is lost. */
  signIn: Action;
  /**
   * Who is signed in, as the screen says it, and nothing that the screen does not say. Only looks. Undefined where it
   * cannot be told for certain.
   * The engine asks after each sign-in.
   */
  account?(ctx: Context): Promise<string | undefined>;
  /** Other hosts that this portal's pages need (sign-in pages, the API), besides the one in `url`. */
  hosts(url: URL): string[];
  /**
   * Hosts that a person's way of signing in leads through, such as an identity provider's. The browser may reach them;
   * no secret is ever typed or sent there.
   */
  signInHosts?(url: URL, settings: unknown): string[];
  /** Called for each new page or pop-up window of the portal, to deal with what may come up at any time. */
  watch(page: Page, note: Context['note']): Promise<void>;
  actions: Action[];
}

/** Something on a screen is not as a page object needs it. Written for the person at the screen. */
export class ScreenProblem extends Error {
  /** Where: 'ConnectWise, Security Roles list'. */
  readonly screen: string;
  readonly expected: string;
  readonly actual: string;
  /** What the person can do next. */
  readonly hint: string;
  /**
   * Whether a step may be tried once more of itself: not where the portal clearly said no, since it would say the same.
   */
  readonly retry: boolean;

  constructor(problem: {
    screen: string;
    expected: string;
    actual: string;
    hint: string;
    retry?: boolean | undefined;
  }) {
    super(`${problem.screen}: expected ${problem.expected}, but saw ${problem.actual}. ${problem.hint}`);
    this.name = new.target.name;
    this.screen = problem.screen;
    this.expected = problem.expected;
    this.actual = problem.actual;
    this.hint = problem.hint;
    this.retry = problem.retry ?? true;
  }
}

/** What `SecretRefused` calls a one-time code. */
export const ONE_TIME_CODE = 'ONE_TIME_CODE';

/**
 * The portal refused a secret that was typed. The same value is never typed again in this run: a person who wants
 * another try gives another.
 */
export class SecretRefused extends ScreenProblem {
  /** Its name in the portal's `secrets`, or `ONE_TIME_CODE`. */
  readonly secret: string;

  constructor(secret: string, problem: { screen: string; expected: string; actual: string; hint: string }) {
    super({ ...problem, retry: false });
    this.secret = secret;
  }
}

/**
 * The portal shows its sign-in page where a record was expected. The engine signs in again and repeats the step from
 * its look-up.
 */
export class SessionLost extends ScreenProblem {}

/**
 * Polls `check` until it gives something other than undefined, null or false, and returns that.
 * @param timeout milliseconds; real screens have been seen to need 60 s (PRODUCT.md A8)
 * @param rest milliseconds between two looks, at least
 * @throws what `otherwise` makes, when the time is up
 */
export async function until<T>(
  check: () => Promise<T | undefined | null | false>,
  otherwise: () => Promise<Error> | Error,
  timeout = 60_000,
  rest = 10,
): Promise<T> {
  const start = performance.now();
  for (let pause = rest; ; pause = Math.max(rest, Math.min(50, pause * 2))) {
    const began = performance.now();
    const value = await check();
    // A page that is slow to answer needs time for its own work too.
    const took = Math.min(250, performance.now() - began);
    if (value !== undefined && value !== null && value !== false) return value;
    const waited = performance.now() - start;
    if (waited > timeout) throw await otherwise();
    // What has taken long may take longer: looking hard at it only slows the machine. No message is gone within half a
    // second.
    await new Promise((resolve) => setTimeout(resolve, Math.max(pause, took, Math.min(500, waited / 20))));
  }
}
