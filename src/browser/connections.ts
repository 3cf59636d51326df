import type { CDPSession, Page, Response } from 'playwright';
import { sha256Of } from '../files/sha256.ts';
import { Proxies } from './proxies.ts';

/** What the browser itself was connected to, and what the server's clock said. */
export interface Connection {
  origin: string;
  /** Address and port that were reached; missing where a proxy led there. */
  address?: string;
  /** The proxy that led there. */
  proxy?: string | undefined;
  /** Missing where the address is plain http. */
  tls?: {
    protocol?: string;
    subject?: string;
    issuer?: string;
    validFrom?: string;
    validTo?: string;
    /** SHA-256 of each certificate (DER), the server's own first. */
    chain: string[];
  };
  /** The server's Date header, and by how many seconds it was ahead of this machine's clock. */
  serverDate?: string;
  skewSeconds?: number;
}

const day = (seconds: number | undefined) =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();

/** The certificates by which an origin is known. */
async function chainOf(session: CDPSession, origin: string): Promise<string[]> {
  const { tableNames } = await session.send('Network.getCertificate', { origin });
  return tableNames.map((der) => sha256Of(Buffer.from(der, 'base64')));
}

async function factsOf(
  certificates: CDPSession | undefined,
  { origin, proxy }: Pick<Connection, 'origin' | 'proxy'>,
  response: Response,
  receivedAt: number,
): Promise<Connection> {
  const [server, security, serverDate] = await Promise.all([
    response.serverAddr().catch(() => null),
    response.securityDetails().catch(() => null),
    response.headerValue('date').catch(() => null),
  ]);
  const { protocol, subjectName, issuer, validFrom, validTo } = security ?? {};
  // The header leaves out the fraction of its second: half a second on average.
  const skew = serverDate === null ? NaN : Math.round((Date.parse(serverDate) + 500 - receivedAt) / 1000);
  const details = {
    origin,
    // What the browser is connected to is the relay.
    address: server === null || proxy !== undefined ? undefined : `${server.ipAddress}:${server.port}`,
    proxy,
    // For plain http the details are there, and empty.
    tls:
      security === null || !origin.startsWith('https:')
        ? undefined
        : {
            protocol,
            subject: subjectName,
            issuer,
            validFrom: day(validFrom),
            validTo: day(validTo),
            chain: certificates === undefined ? [] : await chainOf(certificates, origin).catch(() => []),
          },
    serverDate: serverDate ?? undefined,
    skewSeconds: Number.isNaN(skew) ? undefined : skew,
  };
  return JSON.parse(JSON.stringify(details)) as Connection;
}

/** A host outside the customer's that a page asked for, in vain: the browser cannot look it up. */
interface RefusedHost {
  host: string;
  requests: number;
}

/** What the browser says of a host that it may not reach; the second, where a proxy leads to the others. */
const CLOSED = /ERR_NAME_NOT_RESOLVED|ERR_TUNNEL_CONNECTION_FAILED/;

/** More are not listed: a page may ask for any number. */
const MOST_REFUSED = 50;

/** Notes, for each origin whose page was shown first, how it was reached, and which other hosts were asked for. */
export class Connections {
  #first = new Map<string, Promise<Connection>>();
  readonly #reachable: ReadonlySet<string>;
  readonly #proxies: Proxies;
  readonly #refused = new Map<string, number>();

  /** @param reachable the only origins that the browser may connect to */
  constructor(reachable: Iterable<string>, proxies = Proxies.NONE) {
    this.#reachable = new Set(reachable);
    this.#proxies = proxies;
  }

  async watch(page: Page): Promise<void> {
    page.on('requestfailed', (request) => {
      const { origin, host } = new URL(request.url());
      if (host === '' || this.#reachable.has(origin) || !CLOSED.test(request.failure()?.errorText ?? '')) return;
      const known = this.#refused.get(host);
      if (known !== undefined || this.#refused.size < MOST_REFUSED) this.#refused.set(host, (known ?? 0) + 1);
    });
    const certificates = await this.#certificates(page);
    page.on('response', (response) => {
      const at = Date.now();
      const origin = new URL(response.url()).origin;
      if (this.#first.has(origin) || !response.request().isNavigationRequest() || response.frame() !== page.mainFrame())
        return;
      const proxy = this.#proxies.of(new URL(origin))?.url.host;
      const facts = factsOf(certificates, { origin, proxy }, response, at).catch(() => ({ origin }));
      this.#first.set(origin, facts);
    });
  }

  /** Who can be asked for certificates later: the browser keeps those of answers that come from now on. */
  async #certificates(page: Page): Promise<CDPSession | undefined> {
    if (![...this.#reachable].some((origin) => origin.startsWith('https:'))) return undefined;
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    return session;
  }

  /** The hosts outside the customer's that pages asked for, in the order in which they did. */
  refused(): RefusedHost[] {
    return [...this.#refused].map(([host, requests]) => ({ host, requests }));
  }

  async list(): Promise<Connection[]> {
    return await Promise.all(this.#first.values());
  }
}
