import { rmSync } from 'node:fs';
import { type Browser, type LaunchOptions as BrowserLaunchOptions, chromium } from 'playwright';
import { trustingHome } from './authorities.ts';
import { prepareBoundingBoxes } from './bounding-box.ts';
import { DISABLED_FEATURES } from './disabled-features.ts';
import { browserEnvironment } from './environment.ts';
import type { Relay } from './relay.ts';
import { prepareTyping } from './type-secret.ts';

interface LaunchOptions {
  path: string;
  headed: boolean;
  /** The only origins that the browser may look up or connect to: `https://na.myconnectwise.net`. */
  origins: string[];
  /** Leads to those that lie behind a proxy. Left out: all are reached directly, whatever the system's settings say. */
  relay?: Relay | undefined;
}

/**
 * The resolver rule that lets the browser connect to these hosts and ports and nowhere else. Chromium resolves every
 * address, a literal one as well, so it holds for numbers too. A rule that maps an address to itself, unlike EXCLUDE, knows ports.
 */
function onlyThese(origins: string[]): string {
  const addresses = origins
    .map((origin) => new URL(origin))
    .map(({ protocol, hostname, port }) => `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`);
  return (
    `--host-resolver-rules=${[...new Set(addresses)].map((address) => `MAP ${address} ${address}, `).join('')}MAP ` +
    '* ~NOTFOUND'
  );
}

/** The proxy for https, and what goes past it. Settings of the system, which could lead anywhere, do not count. */
function proxyArguments(relay: Relay | undefined): string[] {
  if (relay === undefined) return ['--no-proxy-server'];
  // Chromium itself takes each name under localhost for this machine; the last entry says that it shall not.
  const direct = [...relay.direct.map((origin) => new URL(origin).host), '<-loopback>'].join(';');
  return [`--proxy-server=https=${relay.address}`, `--proxy-bypass-list=${direct}`];
}

/** Starts Chromium with a fresh profile that can reach the given origins and no others. */
export async function launchBrowser({ path, headed, origins, relay }: LaunchOptions): Promise<Browser> {
  await Promise.all([prepareTyping(), prepareBoundingBoxes()]);
  const env = browserEnvironment();
  const home = trustingHome();
  if (home !== undefined) env['HOME'] = home;
  const options = {
    executablePath: path,
    headless: !headed,
    env,
    // Ctrl-C is ours to handle: the journal is closed first, then the browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // A picture without scroll bars does not tell that the page goes on; and a headed run's would be another.
    ignoreDefaultArgs: ['--hide-scrollbars'],
    args: [
      onlyThese(relay === undefined ? origins : [...origins, relay.address]),
      ...proxyArguments(relay),
      DISABLED_FEATURES,
      // WebRTC sends UDP to numbers without resolving them. Two names for one switch, by version.
      '--webrtc-ip-handling-policy=disable_non_proxied_udp',
      '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
      '--deny-permission-prompts',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  };
  const browser = await start(options);
  if (home !== undefined)
    browser.on('disconnected', () => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return browser;
}

async function start(options: BrowserLaunchOptions): Promise<Browser> {
  const root = process.getuid?.() === 0;
  try {
    return await chromium.launch({ ...options, chromiumSandbox: !root });
  } catch (error) {
    // Some Linux systems forbid the user namespaces that Chromium's sandbox needs; there Playwright's default (no
    // sandbox) is all there is.
    if (root || process.platform !== 'linux' || !/sandbox/i.test(String(error))) throw error;
    return await chromium.launch({ ...options, chromiumSandbox: false });
  }
}
