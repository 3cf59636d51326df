import type { Locator } from 'playwright';
import {
  ONE_TIME_CODE,
  ScreenProblem,
  SecretRefused,
  SessionLost,
  type Context,
  type Escrow,
  type GestureOptions,
} from '../portal-sdk/index.ts';
import { bringIntoView, boundingBoxOf } from '../browser/bounding-box.ts';
import { typeSecretInto } from '../browser/type-secret.ts';
import type { Box } from '../evidence/events.ts';
import { samePlace } from '../evidence/redaction/redacted-screenshot.ts';
import { JournalWriteError } from '../evidence/journal.ts';
import { wordsOf } from '../evidence/redaction/ordinary-words.ts';
import type { Recorder } from '../evidence/recorder.ts';
import { requireDiskSpace } from '../files/disk-space.ts';
import { redact, registerSecret } from '../secrets/redact.ts';
import { Secret } from '../secrets/secret.ts';
import { codeAfter } from '../secrets/totp.ts';
import type { HumanInTheLoop } from '../watch/human-in-the-loop.ts';
import type { PortalSession } from './portal-session.ts';
import { Interrupted } from './explain-error.ts';

/** How long a person may take for what is asked at the browser. */
const PERSON_TIMEOUT = 10 * 60_000;
const HTTP_TIMEOUT = 30_000;
const GIVEN_UP = 'This attempt was given up.';

export interface ContextOptions {
  session: PortalSession;
  /** undefined while planning: nothing is recorded then. */
  recorder: Recorder | undefined;
  /**
   * Refuse every gesture that changes anything (but signing in is none of the portal's records, so `plan` and a check
   * allow it).
   */
  planning: boolean;
  escrow: Escrow;
  tag: string;
  /** Of this run and the earlier ones of this workspace for this customer. */
  ourTags: ReadonlySet<string>;
  step: string;
  fingerprint(secret: Secret): string;
  /** The portal's secrets from the sources, by the names in `portal.secrets`. */
  secrets: ReadonlyMap<string, Secret>;
  /** Whether the portal has refused this value in this run. */
  wasRefused?(value: Secret): boolean;
  /** Whether a person sees the browser. */
  headed: boolean;
  /** The people around the run; undefined while planning. */
  people?: HumanInTheLoop | undefined;
  /** Shows the person a request. */
  say(text: string): void;
  askCode(): Promise<Secret>;
  signal: AbortSignal;
}

/** What a step's gestures leave for the engine to know. */
export interface StepTrace {
  /** The gesture under way or just failed, in words. */
  doing: string | undefined;
  /** A commit failed or timed out: nobody knows yet whether it reached the server. */
  unknownOutcome: boolean;
  /** A commit is under way: stopping now would lose its outcome. */
  committing: boolean;
  /**
   * Keeps a picture of the page as the attempt has left it, unless there is one of a gesture that failed. It is no
   * instruction to anybody.
   */
  keepPicture(): Promise<void>;
  /** The attempt was given up: whatever of it still runs must not do anything more. */
  over: boolean;
  /** A private key that nobody has read may stand on the screen that was left. */
  readonly secretUnread: boolean;
}

async function textOf(at: Locator): Promise<string> {
  const editable = await at.evaluate(
    (element) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement,
  );
  return (await (editable ? at.inputValue() : at.innerText())).trim();
}

/** Runs something that has a secret in its arguments, so that no error text can carry it. */
async function silently<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const name = error instanceof Error ? error.name : 'error';
    throw new Error(`${what} did not work (${name}: ${redact(String(error)).split('\n')[0]!.slice(0, 120)})`);
  }
}

/** An error without the words of the screen: among them may be the key that nobody has read yet. */
function wordless(error: unknown, doing: string): Error {
  const lost = error instanceof SessionLost;
  return new (lost ? SessionLost : ScreenProblem)({
    screen: 'the screen that shows a new private key',
    expected: `to be able to do this: ${doing}`,
    actual:
      `${lost ? 'the end of the session' : 'something else'} (its words are withheld, because a private key may ` +
      'be among them)',
    hint: 'Run again: it looks first; a key whose private half was not kept is removed, and a new one is made.',
  });
}

/** One step's view of a portal: everything an action does passes through here and leaves its trace. */
export function createContext(options: ContextOptions): { ctx: Context; trace: StepTrace } {
  const { session, recorder, escrow, tag, step, secrets, signal } = options;
  const { page, portal, url } = session;
  const wasRefused = (value: Secret) => options.wasRefused?.(value) ?? false;
  const trace: StepTrace = {
    doing: undefined,
    unknownOutcome: false,
    committing: false,
    over: false,
    get secretUnread() {
      return session.secretUnread;
    },
    keepPicture,
  };
  const origins = new Set([url.origin, ...portal.hosts(url).map((host) => `${url.protocol}//${host}`)]);

  /**
   * Of the gesture under way: whether it has touched the page, where first, and the place that the picture before it
   * marks. undefined where nobody asks.
   */
  let touch: { touched?: true; place?: Box; marked: Box | undefined } | undefined;
  /** Whether the gesture under way has read the secret that stood on the screen. */
  let taken = false;
  let failurePictured = false;

  const view = () => ({
    page,
    account: session.account,
    secretExposed: session.secretExposed,
    code: session.code,
    veil: session.view,
    silence: session.secretUnread ? 'a private key that nobody has read yet may stand on the screen' : undefined,
  });

  async function picture(
    to: Recorder,
    number: number,
    when: 'before' | 'after' | 'failure',
    title: string,
    at?: Locator,
  ): Promise<Box | undefined> {
    return await to.shoot({ ...view(), step, gesture: number, when, at }, title);
  }

  async function keepPicture(): Promise<void> {
    if (recorder === undefined || failurePictured) return;
    const title = 'Keep a picture of the screen as it was left';
    const number = recorder.counts.gestures + 1;
    recorder.write({ type: 'gesture', step, gesture: number, title, kind: 'look', portal: portal.name });
    recorder.write({ type: 'gesture.end', step, gesture: number, outcome: 'done', ms: 0 });
    await picture(recorder, number, 'after', title);
  }

  async function gesture<T>(
    title: string,
    act: () => Promise<T>,
    { kind = 'look', at, reveals = false, reads = false, dialog = 'dismiss' }: GestureOptions = {},
  ): Promise<T> {
    if (signal.aborted) throw new Interrupted();
    if (trace.over) throw new Error(GIVEN_UP);
    trace.doing = title;
    if (options.planning && kind !== 'look')
      throw new Error(`A plan or a check changes nothing, so it cannot do this: ${title}`);
    await options.people?.beforeGesture(step, title, session);
    if (signal.aborted) throw new Interrupted();
    if (recorder === undefined) return await act();
    const number = recorder.counts.gestures + 1;
    const shoot = async (when: 'before' | 'after' | 'failure', marked?: Locator) =>
      await picture(recorder, number, when, title, marked);
    if (kind === 'commit') requireDiskSpace(recorder.folder);
    recorder.write({ type: 'gesture', step, gesture: number, title, kind, portal: portal.name });
    // A person, too, scrolls to a thing before pressing it: so the picture before shows it where it will be pressed.
    if (kind !== 'look' && at !== undefined) await bringIntoView(at);
    const marked = kind === 'look' ? undefined : await shoot('before', at);
    const started = performance.now();
    taken = false;
    touch = reads ? undefined : { marked };
    const end = (outcome: 'done' | 'failed' | 'unknown') =>
      recorder.write({
        type: 'gesture.end',
        step,
        gesture: number,
        outcome,
        ms: Math.round(performance.now() - started),
        ...(touch?.touched && { touched: true }),
        ...(touch?.place && { place: touch.place }),
      });
    session.dialog = dialog;
    session.lastTouched = at;
    if (reveals) {
      session.secretUnread = true;
      await session.cover();
    }
    if (kind === 'commit') trace.committing = true;
    try {
      const result = await act();
      if (taken) session.secretUnread = false;
      end('done');
      await shoot('after', kind === 'look' ? at : undefined);
      return result;
    } catch (error) {
      if (error instanceof JournalWriteError) throw error;
      if (kind === 'commit') trace.unknownOutcome = true;
      end(kind === 'commit' ? 'unknown' : 'failed');
      await shoot('failure');
      failurePictured = true;
      throw session.secretUnread ? wordless(error, title) : error;
    } finally {
      session.dialog = 'dismiss';
      trace.committing = false;
    }
  }

  const ctx: Context = {
    page,
    url,
    tag,
    escrow,
    settings: session.settings,
    planning: options.planning,
    isOurTag: (other) => options.ourTags.has(other),
    gesture,
    // What a screen says may be the very key that nobody has read yet.
    note: (text, details) =>
      recorder?.write({
        type: 'note',
        step,
        text: session.secretUnread
          ? 'Something came up; its words are withheld, because a private key may be among them.'
          : text,
        ...(details && !session.secretUnread && { details }),
      }),

    async touches(at) {
      if (trace.over) throw new Error(GIVEN_UP);
      if (recorder === undefined || touch === undefined || touch.touched) return;
      const mine = touch;
      mine.touched = true;
      session.lastTouched = at;
      const place = await boundingBoxOf(at);
      // The page may have scrolled or changed since the picture before.
      if (
        place !== undefined &&
        ((mine.marked && samePlace(place, mine.marked)) || (await recorder.isAsPictured(view())))
      )
        mine.place = place;
    },

    listRead: ({ list, rows, stated }) =>
      recorder?.write({ type: 'list.read', step, list, rows, ...(stated !== undefined && { stated }) }),

    secret: (name) => secrets.get(name),

    async oneTimeCode() {
      const seed = secrets.get('TOTP_SECRET');
      const waiting = () =>
        ctx.note(
          'The portal has refused the current one-time code. Waiting for the next one, for half a minute at most.',
        );
      session.code = seed === undefined ? await options.askCode() : await codeAfter(seed, wasRefused, signal, waiting);
      return session.code;
    },

    async typeSecret(at, value) {
      if (wasRefused(value)) {
        const name = [...secrets].find(([, known]) => known.is(value))?.[0] ?? ONE_TIME_CODE;
        throw new SecretRefused(name, {
          screen: portal.title,
          expected: `another ${value.label} than the one that ${portal.title} refused`,
          actual: `the same ${value.label}, so it was not typed again`,
          hint: 'Retry, and give another.',
        });
      }
      if (value !== session.code && ![...secrets.values()].includes(value)) session.secretExposed = true;
      wordsOf(page.context()).learn(value);
      await session.cover();
      const elsewhere = await silently(`Typing ${value.label}`, () => typeSecretInto(at, value.reveal(), [...origins]));
      if (elsewhere === undefined) return;
      throw new Error(
        `${value.label} is only typed into ${[...origins].join(' or ')}, but this field belongs to ` +
          `${elsewhere}. Nothing was typed. Check the portal's address in the customers file.`,
      );
    },

    async takeSecret(at, label) {
      session.secretExposed = true;
      const value = new Secret(await silently(`Reading ${label}`, () => textOf(at)), label);
      registerSecret(value);
      taken = true;
      recorder?.write({ type: 'secret.read', step, secret: label, fp: options.fingerprint(value) });
      return value;
    },

    async holdsSecret(at, value) {
      return await silently(`Comparing ${value.label}`, async () => (await textOf(at)) === value.reveal());
    },

    async askPerson(request, done) {
      if (!options.headed || options.people === undefined)
        throw new Error(
          `A person is needed here: ${request}. Run again with --headed, so that somebody can do it in the browser.`,
        );
      options.say(request);
      recorder?.write({ type: 'note', step, text: `Asked the person at the browser: ${request}` });
      let waiting = true;
      const looked = (async () => {
        while (waiting && !(await done())) await new Promise((resolve) => setTimeout(resolve, 250));
      })();
      const answered = await options.people
        .handsDone(request, PERSON_TIMEOUT, session, looked)
        .finally(() => (waiting = false));
      if (signal.aborted) throw new Interrupted();
      if (!answered)
        throw new Error(`Nobody did this within ten minutes: ${request}. Run again when somebody is at the browser.`);
      await looked;
      recorder?.write({ type: 'note', step, text: 'The person at the browser did it.' });
    },

    async get(address, { headers = {}, basic } = {}) {
      const target = new URL(address);
      if (!origins.has(target.origin))
        throw new Error(
          `${target.origin} is not one of this portal's addresses (${[...origins].join(', ')}), so nothing was ` +
            'sent to it.',
        );
      const authorization: Record<string, string> = basic
        ? {
            authorization: `Basic ${Buffer.from(`${basic.user}:${basic.password.reveal()}`, 'utf8').toString('base64')}`,
          }
        : {};
      const plain = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]),
      );
      const answer = await silently(`GET ${target.origin}${target.pathname}`, () =>
        fetch(target, {
          headers: { ...plain, ...authorization },
          redirect: 'manual',
          signal: AbortSignal.timeout(HTTP_TIMEOUT),
        }),
      );
      return {
        status: answer.status,
        body: redact(await answer.text()).slice(0, 100_000),
        header: (name) => answer.headers.get(name) ?? undefined,
      };
    },
  };
  return { ctx, trace };
}
