import type { Page } from 'playwright';
import connectwise from '../../pages/connectwise/portal.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import type { ContextOptions } from '../../src/engine/context/options.ts';
import { openPortal, type PortalSession } from '../../src/engine/portal-session.ts';
import type { ConfirmedWord, Context, Escrow } from '../../src/portal-sdk/index.ts';
import { type Practice, type PracticeOptions, startPractice } from '../../src/practice/testing/start.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { enterConnectwise } from './practice-session.ts';
import { noEscrow, stubContext } from './stub-context.ts';

/** A browser at the practice ConnectWise, for actions that are called one by one, without a run around them. */
export interface AtConnectwise {
  practice: Practice;
  session: PortalSession;
  /** What an action is given. */
  context(escrow?: Partial<Escrow>, more?: Partial<ContextOptions>): Context;
  end(): Promise<void>;
}

interface AtOptions extends PracticeOptions {
  /** As the customers file has it. */
  language?: string | undefined;
  /** What people have confirmed for the customer. */
  confirmed?: readonly ConfirmedWord[] | undefined;
  /** Whether somebody has signed in already. */
  signedIn?: boolean;
}

/** @param prepare what is done with the page before it shows anything */
export async function atConnectwise(
  { language, confirmed, signedIn = false, ...options }: AtOptions = {},
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<AtConnectwise> {
  const practice = await startPractice({ delay: 5, mfa: false, ...options });
  const { url, companyId, company } = practice.connectwise;
  const browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [new URL(url).origin] });
  const username = company.users[0]!.username;
  const settings = { ...connectwise.settings.parse({ company: companyId, username }), language };
  const session = await openPortal({
    browser,
    portal: connectwise,
    url: new URL(url),
    settings,
    confirmed,
    saved: undefined,
    note: () => undefined,
    watchPage: async () => undefined,
  });
  await prepare(session.page);
  if (signedIn) await enterConnectwise(session.page, url, company, username);
  else await session.page.goto(session.home);
  return {
    practice,
    session,
    context: (escrow = {}, more = {}) =>
      stubContext(session, {
        escrow: { ...noEscrow, ...escrow },
        secrets: new Map([['PASSWORD', new Secret(company.users[0]!.password, 'ConnectWise password')]]),
        ...more,
      }).ctx,
    async end() {
      await browser.close();
      await practice.stop();
    },
  };
}
