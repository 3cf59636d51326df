import { dirname } from 'node:path';
import type { Locator, Page } from 'playwright';
import { Navigations } from '../browser/navigations.ts';
import { type NetworkProblem, problemOfError } from '../browser/network-problem.ts';
import { makeFolder, writeDurably } from '../files/durable-write.ts';
import { type Portal, ScreenProblem, until } from '../portal-sdk/index.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Vault } from '../secrets/vault.ts';
import type { LiveView } from '../watch/live/live-view.ts';
import type { RunOverlay } from '../watch/run-overlay.ts';
import { type BrowserPlace, type DialogPolicy, PortalBrowser, type PortalBrowserOptions } from './portal-browser.ts';
import { prepareScreens } from './registry.ts';
import { loadSession, type SavedSession } from './saved-session.ts';

/** How long a page may take to load its styles and scripts. Milliseconds. */
const LOADED_WITHIN = 10_000;

/** How long a loaded page may take to draw its first words, so that its picture proves something. Milliseconds. */
const DRAWN_WITHIN = 5_000;

export interface SessionOptions extends BrowserPlace, PortalBrowserOptions {
  /** Gives a browser with a window; undefined if people can reach this one, or there can be none. */
  openWindow?: (() => Promise<BrowserPlace>) | undefined;
  url: URL;
  /** Where the sealed session is kept; undefined if this portal's sign-in strategy saves none. */
  saved: { file: string; customer: string; vault: Vault } | undefined;
  /** What people elsewhere see. */
  live?: LiveView | undefined;
}

/** Opens a portal in a browser context of its own. Its page is empty until `arrive`. */
export async function openPortal(options: SessionOptions): Promise<PortalSession> {
  const earlier = await loadSession(options);
  await prepareScreens();
  const navigations = new Navigations(options.network);
  const browser = await PortalBrowser.open(options, options, navigations, earlier?.state);
  return new PortalSession(options, navigations, browser, await browser.newPage(), earlier?.home);
}

/** A portal as a run works with it: its page, who is signed in there, and what its screen may show. */
export class PortalSession implements DialogPolicy {
  portal: Portal;
  readonly url: URL;
  readonly settings: unknown;
  page: Page;
  dialog: 'accept' | 'dismiss' = 'dismiss';
  /** A private key was read from this portal or typed into it, so its pages could draw it. */
  secretExposed = false;
  /** The screen may show a secret that nobody has read yet: no pictures. */
  secretUnread = false;
  /** Who is signed in, as the screen says it; null if it could not be read, undefined until somebody has signed in. */
  account: string | null | undefined;
  /** The one-time code that was used last. It is too short for the filter, so screenshots redact it from here. */
  code: Secret | undefined;
  /** What is drawn over the page; undefined if nobody sees the window. */
  view: RunOverlay | undefined;
  /** What a gesture touched last; it may be elsewhere by now. */
  lastTouched: Locator | undefined;
  /** The address to open. After a sign-in, not the portal's own: that may lead to the sign-in page once more. */
  home: string;
  /** Whether the page has been at the portal. */
  arrived = false;
  /**
   * Goes on in a browser with a window, signed in as before and at the same address. What was typed and not saved is gone.
   * undefined where there is a window already, or can be none.
   */
  intoWindow: (() => Promise<void>) | undefined;
  readonly #options: SessionOptions;
  readonly #navigations: Navigations;
  #browser: PortalBrowser;

  constructor(
    options: SessionOptions,
    navigations: Navigations,
    browser: PortalBrowser,
    page: Page,
    home: string | undefined,
  ) {
    const { portal, url, settings, openWindow } = options;
    this.portal = portal;
    this.url = url;
    this.settings = settings;
    this.page = page;
    this.home = home ?? url.href;
    this.view = browser.newOverlay(page);
    this.intoWindow = openWindow && (async () => await this.#moveTo(await openWindow()));
    this.#options = options;
    this.#navigations = navigations;
    this.#browser = browser;
    browser.answerDialogs(this);
  }

  /** Hides the page from people, because it may show a secret from now on. Resolves when nobody can see it any more. */
  async cover(): Promise<void> {
    this.#options.live?.hide();
    await this.view?.cover();
  }

  /** Call it after a sign-in. Seals the session for the next run, if the sign-in strategy says so. */
  async save(): Promise<void> {
    const { url } = this;
    if (new URL(this.page.url()).origin === url.origin) this.home = this.page.url();
    const { saved } = this.#options;
    if (saved === undefined) return;
    const kept: SavedSession = {
      customer: saved.customer,
      origin: url.origin,
      savedAt: Date.now(),
      home: this.home,
      state: await this.#browser.context.storageState(),
    };
    makeFolder(dirname(saved.file));
    writeDurably(saved.file, await saved.vault.seal(JSON.stringify(kept)));
  }

  /** How this machine's clock differs from the portal's, if one-time codes may be refused for it. */
  clockProblem(): string | undefined {
    return this.#navigations.clockProblem;
  }

  /** Why the page is not the one that was asked for, if the network is to blame. */
  async networkProblem(): Promise<NetworkProblem | undefined> {
    return await this.#navigations.problemOf(this.page);
  }

  /** Opens `home`. @throws if the portal does not answer */
  async arrive(): Promise<void> {
    await this.page.goto(this.home, { waitUntil: 'domcontentloaded' }).catch(async (error: unknown) => {
      // A connection that nobody answers has not failed yet when the time is up.
      const problem = (await this.networkProblem()) ?? problemOfError(error);
      throw problem === undefined
        ? error
        : new ScreenProblem({ ...problem, screen: this.portal.title, expected: `an answer from ${this.url.origin}` });
    });
    // Styles and scripts too, so that the first picture shows something. Some pages never end loading.
    await this.page.waitForLoadState('load', { timeout: LOADED_WITHIN }).catch(() => undefined);
    await until(
      () => showsText(this.page),
      () => new Error('nothing but pictures'),
      DRAWN_WITHIN,
    ).catch(() => undefined);
    this.arrived = true;
  }

  /** Goes on in a new, empty page of the same browser context. Closes the old page with all that still runs on it. */
  async freshPage(): Promise<void> {
    const old = this.page;
    this.arrived = false;
    this.page = await this.#browser.newPage();
    this.view?.close();
    this.view = this.#browser.newOverlay(this.page);
    await old.close().catch(() => undefined);
    // The page that may have shown a key is gone.
    this.secretUnread = false;
  }

  async #moveTo(place: BrowserPlace): Promise<void> {
    const [before, from] = [this.#browser.context, this.page];
    const state = await before.storageState({ indexedDB: true });
    const moved = await PortalBrowser.open(place, this.#options, this.#navigations, state);
    moved.answerDialogs(this);
    // The window was closed at once, perhaps: then this throws, and all goes on where it was.
    this.page = await moved.newPage();
    this.#browser = moved;
    await reopen(this.page, from);
    this.view = moved.newOverlay(this.page);
    this.lastTouched = this.intoWindow = undefined;
    await before.close().catch(() => undefined);
  }
}

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
