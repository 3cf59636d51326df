import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Browser, Page } from 'playwright';
import type { Connections } from '../browser/connections.ts';
import type { Requests } from '../browser/requests.ts';
import { fitToScreen } from '../browser/window-fit.ts';
import { type Action, ONE_TIME_CODE, type Portal, SecretRefused } from '../portal-sdk/index.ts';
import type { ConfirmedWords } from '../runbook/confirmed-words.ts';
import type { Customer, Prepared } from '../runbook/load.ts';
import { WRITTEN_FOR } from '../runbook/vendor.ts';
import { redact } from '../secrets/redact.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Owner, SecretSource } from '../secrets/sources.ts';
import { variableOf } from '../secrets/variable.ts';
import type { Vault } from '../secrets/vault.ts';
import type { LiveView } from '../watch/live/live-view.ts';
import type { BrowserPlace } from './portal-browser.ts';
import { PortalSecrets } from './portal-secrets.ts';
import { openPortal, type PortalSession, type SessionOptions } from './portal-session.ts';

interface PortalsOptions {
  browser: Browser;
  customer: Customer;
  vault: Vault;
  sources: SecretSource;
  /** The folder of saved sessions. */
  sessions: string;
  connections: Connections;
  /** How the portals are reached, for telling why one is not. */
  network: SessionOptions['network'];
  /** Of a check: lets nothing through that would change a record. */
  requests?: Requests | undefined;
  /** What people have confirmed for this customer. */
  words?: ConfirmedWords | undefined;
  log: Logger;
  headed: boolean;
  /** Starts a browser with a window, where a headless run may have one. */
  launchWindow?: (() => Promise<Browser>) | undefined;
  live: LiveView | undefined;
  note(text: string): void;
}

export interface OpenPortal {
  session: PortalSession;
  secrets: PortalSecrets;
  /** The portal's sign-in, which never sends a refused secret twice. */
  signIn: Action;
}

/** The portals of a run, each in a browser context of its own. */
export interface OpenPortals {
  open(portal: Portal): Promise<OpenPortal>;
}

/** The sign-in, with refused secrets read anew before each use. */
function withoutRefusedSecrets(action: Action, secrets: PortalSecrets, session: PortalSession): Action {
  return {
    ...action,
    async perform(ctx, input) {
      await secrets.renew((text) => ctx.note(text));
      try {
        await action.perform!(ctx, input);
      } catch (error) {
        if (!(error instanceof SecretRefused)) throw error;
        secrets.refuse(error.secret, session.code);
        const clock = error.secret === ONE_TIME_CODE ? session.clockProblem() : undefined;
        throw clock === undefined
          ? error
          : new SecretRefused(error.secret, { ...error, hint: `${clock} ${error.hint}` });
      }
    },
  };
}

function strategy(settings: unknown): string | undefined {
  return (settings as Record<string, unknown>)['sign-in'] as string | undefined;
}

/**
 * The portal's secrets from the sources. If the sign-in strategy types the password and no source has it, a person is
 * asked.
 */
async function portalSecrets(
  portal: Portal,
  settings: unknown,
  sources: SecretSource,
): Promise<ReadonlyMap<string, Secret>> {
  const found = new Map<string, Secret>();
  for (const [name, label] of Object.entries(portal.secrets)) {
    const variable = variableOf(portal.name, name);
    const needed = portal.noPages || (name === 'PASSWORD' && (strategy(settings) ?? 'password').startsWith('password'));
    const secret = needed ? await sources.need(variable, label) : await sources.get(variable, label);
    if (secret !== undefined) found.set(name, secret);
  }
  return found;
}

/** @throws UserError if a step gives a secret to a command that nobody has named: better now than when it is made */
export function requireCommands({ steps, runbook }: Prepared, sources: SecretSource): void {
  if (runbook.check) return;
  for (const { action, portal } of steps)
    if (action.command !== undefined) sources.requireCommand(variableOf(portal.name, action.command));
}

/** Has all secrets of a job at hand before a browser starts. @throws UserError for one that is missing, with nobody to ask */
export async function collectSecrets(prepared: Prepared, sources: SecretSource): Promise<void> {
  for (const portal of usedPortals(prepared))
    await portalSecrets(portal, prepared.customer.portals[portal.name]!.settings, sources);
}

/** The portals that a prepared runbook uses, each once. */
export function usedPortals(prepared: Prepared): Portal[] {
  return [...new Set(prepared.steps.map((step) => step.portal))];
}

/** A shipped runbook as people start it for whoever gets this job's keys: `onboard`, or `onboard --vendor gozynta`. */
export function jobName(prepared: Prepared, runbook: string): string {
  const receiver = usedPortals(prepared).find(({ name, vendor }) => vendor !== undefined && name !== WRITTEN_FOR.name);
  return receiver === undefined ? runbook : `${runbook} --vendor ${receiver.name}`;
}

/** All portals by their names, for whoever needs no account of theirs, and must keep their secrets from commands. */
export const noAccounts = (portals: ReadonlyMap<string, Portal>): Record<string, undefined> =>
  Object.fromEntries([...portals.keys()].map((name) => [name, undefined]));

/** Whose secrets a job needs: the customer, and the user name at each portal. */
export function ownerOf({ name, title, portals }: Customer): Owner {
  const accounts = Object.entries(portals).map(([portal, { settings }]) => {
    const { username } = settings as { username?: unknown };
    return [portal, typeof username === 'string' ? username : undefined] as const;
  });
  return { name, title, accounts: Object.fromEntries(accounts) };
}

/** The portals at which a person must sign in, in the window. */
export function personalPortals(prepared: Prepared): Portal[] {
  const { portals } = prepared.customer;
  return usedPortals(prepared).filter(({ name }) => strategy(portals[name]!.settings) === 'person');
}

/** Every origin that the browser may reach for this runbook and customer. */
export function reachable(prepared: Prepared): string[] {
  return usedPortals(prepared).flatMap((portal) => {
    if (portal.noPages) return [];
    const { url, settings } = prepared.customer.portals[portal.name]!;
    const byPerson = ['person', 'saved-session'].includes(strategy(settings) ?? '');
    return [
      url.origin,
      ...portal.hosts(url).map((host) => `${url.protocol}//${host}`),
      ...(byPerson ? (portal.signInHosts?.(url, settings) ?? []).map((host) => `https://${host}`) : []),
    ];
  });
}

async function inWindowOf(browser: Browser): Promise<BrowserPlace> {
  return { browser, window: await fitToScreen(browser) };
}

/** Logs what goes wrong in a page. @param loggable what of a text may be logged */
function logProblems(page: Page, log: Logger, loggable: (text: string) => string): void {
  page.on('pageerror', ({ message }) => log.warn({ error: loggable(message).slice(0, 500) }, 'error in the page'));
  page.on('requestfailed', (request) => {
    // Query and fragment may hold tokens of single sign-on.
    const url = loggable(request.url())
      .replace(/[?#].*$/s, '')
      .slice(0, 300);
    log.warn({ url, why: request.failure()?.errorText }, 'request failed');
  });
}

/** Opens each portal at its first use and keeps it for the run. Its page is empty until `arrive`. */
export function openPortals({
  browser,
  customer,
  vault,
  sources,
  sessions,
  connections,
  network,
  requests,
  words,
  log,
  headed,
  launchWindow,
  live,
  note,
}: PortalsOptions): OpenPortals {
  const open = new Map<string, Promise<OpenPortal>>();
  let inWindow = headed ? inWindowOf(browser) : undefined;
  // One window for all portals: those that are opened later are in it, too.
  const openWindow = async () => {
    const opening = (inWindow ??= launchWindow!().then(inWindowOf));
    return await opening.catch((error: unknown) => {
      inWindow = undefined;
      throw error;
    });
  };
  async function start(portal: Portal): Promise<OpenPortal> {
    const { url, settings } = customer.portals[portal.name]!;
    const secrets = new PortalSecrets(portal, await portalSecrets(portal, settings, sources), sources);
    const saved =
      strategy(settings) === 'saved-session'
        ? { file: join(sessions, `${customer.name}.${portal.name}.age`), customer: customer.name, vault }
        : undefined;
    let session: PortalSession | undefined;
    // The page's own words may hold the key that nobody has read yet.
    const loggable = (text: string) => (session?.secretUnread ? '(withheld)' : redact(text));
    const watchPage = async (page: Page) => {
      await connections.watch(page);
      logProblems(page, log.child({ portal: portal.name }), loggable);
    };
    session = await openPortal({
      ...((await inWindow) ?? { browser }),
      openWindow: headed || launchWindow === undefined ? undefined : openWindow,
      portal,
      url,
      settings,
      saved,
      confirmed: words?.of(portal.name),
      note,
      network,
      live,
      watchContext: async (context) =>
        await requests?.watch(context, { ...portal, reads: settings['reads'] as string[] | undefined }),
      watchPage,
    });
    return { session, secrets, signIn: withoutRefusedSecrets(portal.signIn, secrets, session) };
  }
  return {
    open(portal) {
      const known = open.get(portal.name) ?? start(portal);
      open.set(portal.name, known);
      return known;
    },
  };
}
