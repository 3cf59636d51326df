import type { Locator, Page } from 'playwright';
import type { Rectangle } from '../browser/bounding-box.ts';
import type { Escrow } from '../secrets/escrow/sealed-key.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Details } from './finding.ts';

export interface GestureOptions {
  /**
   * What the gesture may change. Default `look`.
   *
   * - `look`: nothing. One picture, after it.
   * - `edit`: the form on the screen; nothing is stored. A picture after it, and one before it where the last does not show it.
   * - `commit`: it may reach the server. Pictures before and after; the intent is on disk first. The engine never
   *   repeats it, because its outcome is unknown until somebody looks.
   */
  kind?: 'look' | 'edit' | 'commit';
  /** It chooses something that its title cannot name, and returns what: the evidence says it beside the title. */
  chooses?: boolean;
  /** Where the gesture lands, so that the evidence can mark the place. */
  at?: Locator;
  /**
   * What the picture after the gesture shows of how things are, as a heading that names the thing: `API keys of X`.
   * Reports and reviews begin with the last picture of each heading, so a gesture that reads the same thing again says
   * the same words. Only for what a reader of the evidence must see.
   */
  proves?: string;
  /** Finds, when the gesture is done, the spot of the picture after it that carries the proof. */
  proof?: () => Promise<Locator | undefined>;
  /** It happens outside the page, such as a call to the REST API: it has no pictures, and its step's result tells. */
  outsidePage?: true;
  /** The screen may show a secret that nobody has read yet: no picture until `takeSecret` reads it in this gesture. */
  reveals?: boolean;
  /** The gesture only reads, whatever it presses on the way: a guide for doing the job by hand leaves it out. */
  reads?: boolean;
  /** The answer to a native confirm dialog. Default 'dismiss'. Alerts and leave-page questions are always accepted. */
  dialog?: 'accept' | 'dismiss';
}

/** A text that may hold secrets: its parts are joined. `['Key ', token]` */
export type SecretText = string | Secret | readonly (string | Secret)[];

/** A request to a portal's REST API. The evidence has its method, address and status, and nothing that was sent. */
export interface HttpRequest {
  /** Default GET. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, SecretText>;
  basic?: { user: string; password: Secret };
  bearer?: Secret;
  /** Sent as JSON. Secrets may stand anywhere in it. */
  json?: unknown;
  /** Sent as a form sends it. */
  form?: Record<string, SecretText>;
  /** A POST that changes nothing, such as a search or a proof that a key works. */
  reads?: boolean;
}

export interface HttpAnswer {
  status: number;
  /** At most 100,000 characters. */
  body: string;
  header(name: string): string | undefined;
}

/** A key that this workspace has handed over. */
export interface HandedOver {
  publicKey: string;
  /** ISO 8601. */
  utc: string;
}

/** Keys that go to a command of the operator's: nobody can ask what it holds, so the workspace remembers it. */
export interface HandOvers {
  /** The variable that names the command: `VAULT_STORE_COMMAND`. */
  readonly command: string;
  /** What was handed over last, and not taken back. */
  current(): Promise<HandedOver | undefined>;
  /**
   * Gives the private key to the command, on its standard input, and remembers that on disk before it returns.
   * @param facts more for the command's environment, by the names of its variables; no secret
   * @throws UserError if there is no command, or it fails
   */
  give(publicKey: string, privateKey: Secret, facts?: Record<string, string>): Promise<void>;
  /** Forgets what was handed over. @returns whether a command (`VAULT_CLEAR_COMMAND`) has removed it there */
  takeBack(): Promise<boolean>;
}

/** What an action works with: one portal's page, and everything that leaves a trace. */
export interface Context {
  /** The portal's page. It shows the portal already, signed in when the step before was a sign-in. */
  readonly page: Page;
  /** The portal's address from the customers file, for example `https://na.myconnectwise.net`. */
  readonly url: URL;
  /** The portal's settings from the customers file, parsed by the portal's `settings` schema. */
  readonly settings: unknown;
  /** Eight characters [0-9a-z], different in each run. It marks what the run makes. */
  readonly tag: string;
  /** How people start another job for the same receiver of keys: `onboard`, or `onboard --vendor gozynta`. */
  job(runbook: string): string;
  /** Whether a run of this workspace for this customer had this tag. A thing with another tag is somebody else's. */
  isOurTag(tag: string): boolean;
  /** The other customer of this workspace for whom a run with this tag was made; undefined if there is none. */
  madeFor(tag: string): string | undefined;
  /** The sealed secrets of this portal. */
  readonly escrow: Escrow;
  /** What was handed to this portal where it is a command. */
  readonly handOvers: HandOvers;
  /**
   * `true` where nothing may change: in `keywright plan`, which keeps no pictures either, and in a runbook with
   * `check: true`. A gesture that changes something throws, and the escrow opens nothing.
   */
  readonly planning: boolean;

  /**
   * One instruction as a support person would read it out. Runs `act`, keeps the pictures, journals it.
   * @example await ctx.gesture('Press Save', () => toolbar.press('Save'), { kind: 'commit' });
   */
  gesture<T>(title: string, act: () => Promise<T>, options?: GestureOptions): Promise<T>;
  /**
   * Reads something of the portal, unless that is sure to be so still: nothing but readings (gestures with `reads`) was
   * done on this page since it was read, and nobody else used the browser. Then the page is where that reading has left
   * it, nothing is done, and a line in the evidence names the gesture that it was read by.
   * @param what in words: 'the keys of the member MSPCFO'; a reading of the same words is the same
   */
  reading<T>(what: string, read: () => Promise<T>): Promise<T>;
  /** A line in the evidence that is no instruction: 'Closed a pop-up: …'. */
  note(text: string, details?: Details): void;
  /**
   * Call it before the mouse or the keys touch an element. The gesture's first such place is kept for guides.
   * @param place the part of it that is in sight, in CSS pixels of the window, where that is known already
   * @throws when the engine has given up this attempt, so that it presses nothing more
   */
  touches(at: Locator, place?: Rectangle): Promise<void>;
  /**
   * The path of a request that a check did not let through during this attempt, since it does not tell whether it only
   * reads: what it would have brought does not come.
   */
  heldBack(): string | undefined;
  /** A list was read to its end. `stated`: the number of rows that its own pager states. */
  listRead(list: { list: string; rows: number; stated?: number | undefined }): void;

  /** A secret by its name in the portal's `secrets`; undefined if it is not configured. */
  secret(name: string): Secret | undefined;
  /** The current one-time code, from the portal's one-time-code secret or from the person at the terminal. */
  oneTimeCode(): Promise<Secret>;
  /**
   * Types a secret, character by character, into a field of this portal's origin, even if the focus moves meanwhile.
   * @throws SecretRefused if the portal has refused this value before
   * @throws if the field belongs to another origin; nothing is typed then
   */
  typeSecret(at: Locator, value: Secret): Promise<void>;
  /**
   * Reads a secret from the screen: a text, or a field's value. From then on it is redacted in every picture and
   * filtered from every output.
   */
  takeSecret(at: Locator, label: string): Promise<Secret>;
  /** Whether a field holds exactly this secret. Shows nothing. */
  holdsSecret(at: Locator, value: Secret): Promise<boolean>;
  /**
   * Asks the person at the browser to do something, and polls `done` for at most ten minutes.
   * @throws if nobody can see the browser, or nobody did it
   */
  askPerson(request: string, done: () => Promise<boolean>): Promise<void>;
  /**
   * Asks who sits there to point at what was looked for in vain, and to confirm what it is called; undefined where nobody is
   * asked. The words are kept for this customer.
   * @param unknown its name among the portal's words, and what it may be called now
   * @returns whether there are new words, by which it may be found now
   */
  teach?(unknown: { term: string; nearest?: string }): Promise<boolean>;
  /** Keeps what a screen shows, for `check-screens --bundle`; undefined where nobody wants it. */
  keep?(screen: string, shown: unknown): void;
  /**
   * A request outside the browser, to the portal's own hosts only (its REST API). Follows no redirects.
   * @throws if it may change something and no gesture of the kind `commit` is under way; nothing is sent then
   * @example await ctx.request(`${ctx.url.origin}/api/me`, { bearer: token });
   */
  request(url: string, request?: HttpRequest): Promise<HttpAnswer>;
}
