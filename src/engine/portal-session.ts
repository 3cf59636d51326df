import { dirname } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright';
import { Navigations, type Network } from '../browser/navigations.ts';
import { type NetworkProblem, problemOfError } from '../browser/network-problem.ts';
import { countPending } from '../browser/pending.ts';
import { placeWindow, USUAL_VIEWPORT, type WindowFit } from '../browser/window-fit.ts';
import { makeFolder, writeDurably } from '../files/durable-write.ts';
import { type ConfirmedWord, type Portal, ScreenProblem, until } from '../portal-sdk/index.ts';
import { redact } from '../secrets/redact.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Vault } from '../secrets/vault.ts';
import type { LiveView } from '../watch/live/live-view.ts';
import { RunOverlay } from '../watch/run-overlay.ts';
import { prepareScreens } from './registry.ts';
import { type BrowserState, loadSession, type SavedSession } from './saved-session.ts';

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
  /**
   * Goes on in a browser with a window, signed in as before and at the same address. What was typed and not saved is gone.
   * undefined where there is a window already, or can be none.
   */
  intoWindow: (() => Promise<void>) | undefined;
}

/** A browser, and how its window lies on the screen; no window if nobody sees it. */
export interface BrowserPlace {
  browser: Browser;
  window?: WindowFit;
}

export interface SessionOptions extends BrowserPlace {
  /** Gives a browser with a window; undefined if people can reach this one, or there can be none. */
  openWindow?: (() => Promise<BrowserPlace>) | undefined;
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
  /** What people elsewhere see. */
  live?: LiveView | undefined;
  /** Called for each browser context of the portal, before it opens a page. */
  watchContext?(context: BrowserContext): Promise<void>;
  /** Called for each page that actions work on. */
  watchPage(page: Page): Promise<void>;
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

/** A context for the portal, as every page of it is to have. */
async function openContext(
  { browser, window }: BrowserPlace,
  { portal, settings, confirmed = [], watchContext }: SessionOptions,
  state: BrowserState | undefined,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: window?.viewport ?? USUAL_VIEWPORT,
    locale: 'en-US',
    serviceWorkers: 'block',
    acceptDownloads: false,
    ...(state && { storageState: state }),
  });
  portal.words?.speak(context, { ...(settings as { language?: string }), confirmed });
  // A print dialog stops the page until somebody closes it.
  await context.addInitScript('window.print = () => undefined');
  await countPending(context);
  context.setDefaultTimeout(LONGEST_OPERATION);
  await watchContext?.(context);
  return context;
}

/** Opens an address with what another page kept for its tab alone. */
async function reopen(page: Page, from: Page): Promise<void> {
  const open = async () => await page.goto(from.url(), { waitUntil: 'load', timeout: LOADED_WITHIN }).catch(() => null);
  const kept = await from.evaluate(() => Object.entries(sessionStorage)).catch(() => []);
  await open();
  if (kept.length === 0) return;
  await page.evaluate((entries) => {
    for (const [name, text] of entries) sessionStorage.setItem(name, text);
  }, kept);
  await open();
}

/** Opens a portal in a browser context of its own, out of reach of other portals' and customers' state. */
export async function openPortal(options: SessionOptions): Promise<PortalSession> {
  const { portal, url, settings, saved, note, openWindow } = options;
  const earlier = await loadSession(options);
  await prepareScreens();
  let window = options.window;
  let context = await openContext(options, options, earlier?.state);
  const navigations = new Navigations(options.network);
  const newPage = async () => {
    const page = await context.newPage();
    navigations.watch(page);
    if (window) await placeWindow(page, window);
    await portal.watch?.(page, note);
    await options.watchPage(page);
    return page;
  };
  const newView = (page: Page) => (window ? new RunOverlay(page) : undefined);
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
    intoWindow: openWindow && (async () => await moveTo(await openWindow())),
  };
  const watchPopUps = () =>
    context.on('page', (popUp) => void (own ? undefined : portal.watch?.(popUp, note).catch(() => undefined)));
  async function moveTo(place: BrowserPlace): Promise<void> {
    const [before, page] = [context, session.page];
    const moved = await openContext(place, options, await before.storageState({ indexedDB: true }));
    try {
      [own, context, window] = [true, moved, place.window];
      watchDialogs(moved, session, note);
      session.page = await newPage();
    } catch (error) {
      // The window was closed at once, perhaps: all goes on where it was.
      [context, window] = [before, undefined];
      throw error;
    } finally {
      own = false;
    }
    watchPopUps();
    await reopen(session.page, page);
    session.view = newView(session.page);
    session.lastTouched = session.intoWindow = undefined;
    await before.close().catch(() => undefined);
  }
  watchDialogs(context, session, note);
  own = false;
  watchPopUps();
  return session;
}
