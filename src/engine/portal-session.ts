import { dirname } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright';
import { Navigations, type Network } from '../browser/navigations.ts';
import { problemOfError, type NetworkProblem } from '../browser/network-problem.ts';
import { placeWindow, USUAL_VIEWPORT, type WindowFit } from '../browser/window-fit.ts';
import { RunOverlay } from '../watch/run-overlay.ts';
import { ScreenProblem, until, type ConfirmedWord, type Portal } from '../portal-sdk/index.ts';
import type { LiveView } from '../watch/live/live-view.ts';
import { redact } from '../secrets/redact.ts';
import type { Secret } from '../secrets/secret.ts';
import { makeFolder, readIfThere, remove, writeDurably } from '../files/durable-write.ts';
import type { Vault } from '../secrets/vault.ts';
import { prepareScreens } from './registry.ts';

/** A saved session is used for at most 12 hours. */
const SESSION_LIFE = 12 * 60 * 60_000;
/** Real screens have been seen to need 60 s (PRODUCT.md A8). Milliseconds. */
export const LONGEST_OPERATION = 60_000;
/** How long a page may take to load its styles and scripts. Milliseconds. */
const LOADED_WITHIN = 10_000;

/** How long a loaded page may take to draw its first words, so that its picture proves something. Milliseconds. */
const DRAWN_WITHIN = 5_000;

async function showsText(page: Page): Promise<boolean> {
  const texts = await Promise.all(
    page.frames().map(
      async (frame) =>
        await frame
          .locator('body')
          .innerText({ timeout: 1_000 })
          .catch(() => ''),
    ),
  );
  return texts.some((text) => /\S/.test(text));
}

type Note = (text: string) => void;

export interface PortalSession {
  portal: Portal;
  url: URL;
  settings: unknown;
  page: Page;
  /** How the gesture under way wants native confirm dialogs answered. */
  dialog: 'accept' | 'dismiss';
  /** A private key was read from this portal or typed into it, so its pages could draw it. */
  secretExposed: boolean;
  /** The screen may show a secret that nobody has read yet: no pictures. */
  secretUnread: boolean;
  /** Who is signed in, as the screen says it; null if it could not be read, undefined until somebody has signed in. */
  account: string | null | undefined;
  /** The one-time code that was used last. It is too short for the filter, so screenshots redact it from here. */
  code: Secret | undefined;
  /** What is drawn over the page; undefined if nobody sees the window. */
  view: RunOverlay | undefined;
  /** What a gesture touched last; it may be elsewhere by now. */
  lastTouched: Locator | undefined;
  /** Hides the page from people, because it may show a secret from now on. Resolves when nobody can see it any more. */
  cover(): Promise<void>;
  /** The address to open. After a sign-in, not the portal's own: that may lead to the sign-in page once more. */
  home: string;
  /** Call it after a sign-in. Seals the session for the next run, if the sign-in strategy says so. */
  save(): Promise<void>;
  /** Whether the page has been at the portal. */
  arrived: boolean;
  /** Why the page is not the one that was asked for, if the network is to blame. */
  networkProblem(): Promise<NetworkProblem | undefined>;
  /** How this machine's clock differs from the portal's, if one-time codes may be refused for it. */
  clockProblem(): string | undefined;
  /** Opens `home`. @throws if the portal does not answer */
  arrive(): Promise<void>;
  /** Goes on in a new, empty page of the same browser context. Closes the old page with all that still runs on it. */
  freshPage(): Promise<void>;
}

export interface SessionOptions {
  browser: Browser;
  portal: Portal;
  url: URL;
  settings: unknown;
  /** What people have confirmed for this customer. */
  confirmed?: readonly ConfirmedWord[] | undefined;
  /** Where the sealed session is kept; undefined if this portal's sign-in strategy saves none. */
  saved: { file: string; customer: string; vault: Vault } | undefined;
  note: Note;
  /** How portals are reached. Left out: what is asked for is reachable, and directly. */
  network?: Network | undefined;
  /** How the window lies on the screen; undefined if nobody sees it. */
  window?: WindowFit | undefined;
  /** What people elsewhere see. */
  live?: LiveView | undefined;
  /** Called for each page that actions work on. */
  watchPage(page: Page): void;
}

interface SavedSession {
  customer: string;
  origin: string;
  savedAt: number;
  home: string;
  state: Awaited<ReturnType<BrowserContext['storageState']>>;
}

/** The saved session of an earlier run, if it is fresh and of this customer and host. Removes an unusable one. */
async function loadSession({ saved, url, note }: SessionOptions): Promise<SavedSession | undefined> {
  if (saved === undefined) return undefined;
  const sealed = readIfThere(saved.file);
  if (sealed === undefined) return undefined;
  // With a wrong passphrase, every session would seem unusable: this throws first.
  await saved.vault.unlock();
  const session = await saved.vault.unseal(sealed).then(
    (text) => JSON.parse(text) as SavedSession,
    () => undefined,
  );
  if (session === undefined) {
    remove(saved.file);
    note('The saved session was damaged, or sealed for another workspace, so it was removed.');
    return undefined;
  }
  const age = Date.now() - session.savedAt;
  if (session.customer === saved.customer && session.origin === url.origin && age >= 0 && age < SESSION_LIFE)
    return session;
  remove(saved.file);
  note('The saved session was too old or for another host, so it was removed.');
  return undefined;
}

/** How many dialogs of a portal get a note of their own. */
const MAX_DIALOG_NOTES = 25;

function watchDialogs(context: BrowserContext, session: PortalSession, note: Note): void {
  let seen = 0;
  context.on('dialog', async (dialog) => {
    const accept = dialog.type() === 'alert' || dialog.type() === 'beforeunload' || session.dialog === 'accept';
    // The page may have closed the dialog by leaving.
    await (accept ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
    seen += 1;
    if (seen === MAX_DIALOG_NOTES)
      note('The browser shows one dialog after another. Further ones are answered and not listed.');
    if (seen >= MAX_DIALOG_NOTES) return;
    const words = session.secretUnread
      ? '(its words are withheld, because a private key may be among them)'
      : `"${redact(dialog.message()).slice(0, 200)}"`;
    note(`The browser showed a dialog (${dialog.type()}): ${words}. It was ${accept ? 'accepted' : 'dismissed'}.`);
  });
}

/** Opens a portal in a browser context of its own, out of reach of other portals' and customers' state. */
export async function openPortal(options: SessionOptions): Promise<PortalSession> {
  const { browser, portal, url, settings, saved, note } = options;
  const earlier = await loadSession(options);
  await prepareScreens();
  const context = await browser.newContext({
    viewport: options.window?.viewport ?? USUAL_VIEWPORT,
    locale: 'en-US',
    serviceWorkers: 'block',
    acceptDownloads: false,
    ...(earlier && { storageState: earlier.state }),
  });
  portal.words?.speak(context, { ...(settings as { language?: string }), confirmed: options.confirmed ?? [] });
  // A print dialog stops the page until somebody closes it.
  await context.addInitScript('window.print = () => undefined');
  context.setDefaultTimeout(LONGEST_OPERATION);
  const navigations = new Navigations(options.network);
  const newPage = async () => {
    const page = await context.newPage();
    navigations.watch(page);
    if (options.window) await placeWindow(page, options.window);
    await portal.watch?.(page, note);
    options.watchPage(page);
    return page;
  };
  const newView = (page: Page) => (options.window ? new RunOverlay(page) : undefined);
  let own = true;
  const first = await newPage();
  const session: PortalSession = {
    portal,
    url,
    settings,
    page: first,
    view: newView(first),
    lastTouched: undefined,
    dialog: 'dismiss',
    secretExposed: false,
    secretUnread: false,
    account: undefined,
    code: undefined,
    home: earlier?.home ?? url.href,
    arrived: false,
    async save() {
      if (new URL(session.page.url()).origin === url.origin) session.home = session.page.url();
      if (saved === undefined) return;
      const kept: SavedSession = {
        customer: saved.customer,
        origin: url.origin,
        savedAt: Date.now(),
        home: session.home,
        state: await context.storageState(),
      };
      makeFolder(dirname(saved.file));
      writeDurably(saved.file, await saved.vault.seal(JSON.stringify(kept)));
    },
    async cover() {
      options.live?.hide();
      await session.view?.cover();
    },
    clockProblem: () => navigations.clockProblem,
    networkProblem: () => navigations.problemOf(session.page),
    async arrive() {
      await session.page.goto(session.home, { waitUntil: 'domcontentloaded' }).catch(async (error: unknown) => {
        // A connection that nobody answers has not failed yet when the time is up.
        const problem = (await session.networkProblem()) ?? problemOfError(error);
        throw problem === undefined
          ? error
          : new ScreenProblem({ ...problem, screen: portal.title, expected: `an answer from ${url.origin}` });
      });
      // Styles and scripts too, so that the first picture shows something. Some pages never end loading.
      await session.page.waitForLoadState('load', { timeout: LOADED_WITHIN }).catch(() => undefined);
      await until(
        () => showsText(session.page),
        () => new Error('nothing but pictures'),
        DRAWN_WITHIN,
      ).catch(() => undefined);
      session.arrived = true;
    },
    async freshPage() {
      const old = session.page;
      session.arrived = false;
      own = true;
      session.page = await newPage();
      own = false;
      session.view?.close();
      session.view = newView(session.page);
      await old.close().catch(() => undefined);
      // The page that may have shown a key is gone.
      session.secretUnread = false;
    },
  };
  watchDialogs(context, session, note);
  own = false;
  context.on('page', (popUp) => void (own ? undefined : portal.watch?.(popUp, note).catch(() => undefined)));
  return session;
}
