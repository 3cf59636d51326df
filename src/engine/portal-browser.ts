import type { Browser, BrowserContext, Page } from 'playwright';
import type { Navigations, Network } from '../browser/navigations.ts';
import { countPending } from '../browser/pending.ts';
import { placeWindow, USUAL_VIEWPORT, type WindowFit } from '../browser/window-fit.ts';
import type { ConfirmedWord, Portal } from '../portal-sdk/index.ts';
import { redact } from '../secrets/redact.ts';
import { RunOverlay } from '../watch/run-overlay.ts';
import type { BrowserState } from './saved-session.ts';

/** Real screens have been seen to need 60 s (PRODUCT.md A8). Milliseconds. */
export const LONGEST_OPERATION = 60_000;

/** How many dialogs of a portal get a note of their own. */
const MAX_DIALOG_NOTES = 25;

/** A browser, and how its window lies on the screen; no window if nobody sees it. */
export interface BrowserPlace {
  browser: Browser;
  window?: WindowFit;
}

export interface PortalBrowserOptions {
  portal: Portal;
  settings: unknown;
  /** What people have confirmed for this customer. */
  confirmed?: readonly ConfirmedWord[] | undefined;
  note(text: string): void;
  /** How portals are reached. Left out: what is asked for is reachable, and directly. */
  network?: Network | undefined;
  /** Called for each browser context of the portal, before it opens a page. */
  watchContext?(context: BrowserContext): Promise<void>;
  /** Called for each page that actions work on. */
  watchPage(page: Page): Promise<void>;
}

/** How native dialogs are answered now. */
export interface DialogPolicy {
  /** How the gesture under way wants native confirm dialogs answered. */
  dialog: 'accept' | 'dismiss';
  /** The screen may show a secret that nobody has read yet. */
  secretUnread: boolean;
}

/** A portal's browser context, out of reach of other portals' and customers' state. */
export class PortalBrowser {
  readonly context: BrowserContext;
  readonly #window: WindowFit | undefined;
  readonly #options: PortalBrowserOptions;
  readonly #navigations: Navigations;
  /** Whether the next page is one that was asked for here, and no pop-up. */
  #opening = false;

  private constructor(
    context: BrowserContext,
    window: WindowFit | undefined,
    options: PortalBrowserOptions,
    navigations: Navigations,
  ) {
    this.context = context;
    this.#window = window;
    this.#options = options;
    this.#navigations = navigations;
    const { portal, note } = options;
    context.on('page', (page) => {
      if (!this.#opening) void portal.watch?.(page, note).catch(() => undefined);
    });
  }

  static async open(
    { browser, window }: BrowserPlace,
    options: PortalBrowserOptions,
    navigations: Navigations,
    state: BrowserState | undefined,
  ): Promise<PortalBrowser> {
    const { portal, settings, confirmed = [] } = options;
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
    await options.watchContext?.(context);
    return new PortalBrowser(context, window, options, navigations);
  }

  /** A page that actions work on. */
  async newPage(): Promise<Page> {
    this.#opening = true;
    try {
      const page = await this.context.newPage();
      this.#navigations.watch(page);
      if (this.#window) await placeWindow(page, this.#window);
      await this.#options.portal.watch?.(page, this.#options.note);
      await this.#options.watchPage(page);
      return page;
    } finally {
      this.#opening = false;
    }
  }

  /** What is drawn over a page; undefined if nobody sees the window. */
  newOverlay(page: Page): RunOverlay | undefined {
    return this.#window && new RunOverlay(page);
  }

  answerDialogs(policy: DialogPolicy): void {
    const { note } = this.#options;
    let seen = 0;
    this.context.on('dialog', async (dialog) => {
      const accept = dialog.type() === 'alert' || dialog.type() === 'beforeunload' || policy.dialog === 'accept';
      // The page may have closed the dialog by leaving.
      await (accept ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
      seen += 1;
      if (seen === MAX_DIALOG_NOTES)
        note('The browser shows one dialog after another. Further ones are answered and not listed.');
      if (seen >= MAX_DIALOG_NOTES) return;
      const words = policy.secretUnread
        ? '(its words are withheld, because a private key may be among them)'
        : `"${redact(dialog.message()).slice(0, 200)}"`;
      note(`The browser showed a dialog (${dialog.type()}): ${words}. It was ${accept ? 'accepted' : 'dismissed'}.`);
    });
  }
}
