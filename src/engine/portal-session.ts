import { mkdirSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { Portal } from '../contract.ts';
import type { Secret } from '../secrets/secret.ts';
import { writeDurably } from '../secrets/files.ts';
import type { Vault } from '../secrets/vault.ts';

/** A saved session is used for at most 12 hours. */
const SESSION_LIFE = 12 * 60 * 60_000;

type Note = (text: string) => void;

export interface PortalSession {
  portal: Portal;
  url: URL;
  settings: unknown;
  page: Page;
  /** How the gesture under way wants native confirm dialogs answered. */
  dialog: 'accept' | 'dismiss';
  /** A private key was read from this portal or typed into it, so its pages could draw it. */
  knowsKey: boolean;
  /** A secret may stand on the screen that nobody has read yet: no pictures. */
  blind: boolean;
  /** The one-time code that was used last: too short for the filter, so the guard gets it from here. */
  code: Secret | undefined;
  save(): Promise<void>;
}

export interface SessionOptions {
  browser: Browser;
  portal: Portal;
  url: URL;
  settings: unknown;
  /** Where a saved session lies, sealed; undefined when this portal's sign-in strategy saves none. */
  saved: { file: string; customer: string; vault: Vault } | undefined;
  note: Note;
}

interface SavedSession {
  customer: string;
  origin: string;
  savedAt: number;
  state: Awaited<ReturnType<BrowserContext['storageState']>>;
}

/** The sealed session of an earlier run, if it belongs to this customer and host and is fresh. An unusable one is removed. */
async function loadSession({ saved, url, note }: SessionOptions): Promise<SavedSession['state'] | undefined> {
  if (saved === undefined || !existsSync(saved.file)) return undefined;
  const session = JSON.parse(await saved.vault.unseal(readFileSync(saved.file))) as SavedSession;
  if (session.customer === saved.customer && session.origin === url.origin && Date.now() - session.savedAt < SESSION_LIFE) return session.state;
  rmSync(saved.file);
  note('The saved session was too old or for another host, so it was removed.');
  return undefined;
}

function watchDialogs(context: BrowserContext, session: PortalSession, note: Note): void {
  context.on('dialog', async (dialog) => {
    const accept = dialog.type() === 'alert' || dialog.type() === 'beforeunload' || session.dialog === 'accept';
    note(`The browser showed a dialog (${dialog.type()}): "${dialog.message().slice(0, 200)}". It was ${accept ? 'accepted' : 'dismissed'}.`);
    // The page may have closed the dialog by leaving.
    await (accept ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
  });
}

/** Opens a portal in a browser context of its own: no state of another portal or customer is in reach. */
export async function openPortal(options: SessionOptions): Promise<PortalSession> {
  const { browser, portal, url, settings, saved, note } = options;
  const storageState = await loadSession(options);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', serviceWorkers: 'block', acceptDownloads: false, ...(storageState && { storageState }) });
  // Real screens have been seen to need 60 s (connectwise.md A8).
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const session: PortalSession = {
    portal, url, settings, page, dialog: 'dismiss', knowsKey: false, blind: false, code: undefined,
    async save() {
      if (saved === undefined) return;
      const session: SavedSession = { customer: saved.customer, origin: url.origin, savedAt: Date.now(), state: await context.storageState() };
      mkdirSync(dirname(saved.file), { recursive: true, mode: 0o700 });
      writeDurably(saved.file, await saved.vault.seal(JSON.stringify(session)));
    },
  };
  watchDialogs(context, session, note);
  await portal.watch(page, note);
  context.on('page', (popUp) => void portal.watch(popUp, note).catch(() => undefined));
  return session;
}
