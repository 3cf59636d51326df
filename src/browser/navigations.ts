import type { Page, Request } from 'playwright';
import { withCertificate } from './certificate.ts';
import { type NetworkProblem, networkProblem, problemOfError } from './network-problem.ts';
import type { Proxies } from './proxies.ts';
import type { Relay } from './relay.ts';

/** How portals are reached. */
export interface Network {
  /** The only origins that the browser may connect to. */
  reachable: readonly string[];
  proxies?: Proxies | undefined;
  relay?: Relay | undefined;
}

/** What became of the last address that a window was to show. */
interface Navigation {
  url: URL;
  /** The address that led there. */
  from: URL | undefined;
  /** Of the browser: `net::ERR_…`. The window shows nothing of the server then. */
  failure?: string;
  status?: number;
  statusText?: string;
}

/** What a status means for the person, and what to do. */
function statusProblem({ url, status, statusText }: Required<Pick<Navigation, 'url' | 'status' | 'statusText'>>) {
  const server =
    status >= 500
      ? 'The server, or what stands before it, has trouble now: try it in a browser.'
      : 'Open the address in a browser from this machine: is it the right one, and does anything (a firewall, a list of ' +
        'allowed addresses, a sign-in by the web server) stand before it?';
  return {
    code: 'KW-HTTP-STATUS',
    actual: `the answer ${status}${statusText && ` ${statusText}`} of ${url.origin}`,
    hint: `${server} Then run again: it looks first and continues from what is there.`,
  };
}

function otherHost({ url, from }: Navigation): NetworkProblem {
  const secure = url.protocol === 'https:' ? '' : ', without a secure connection';
  return {
    code: 'KW-OTHER-HOST',
    actual: `${from?.origin ?? 'an address'}, which leads on to ${url.origin}${secure}: not one of this customer's addresses`,
    hint:
      `If ${url.origin} is the portal, give it as url in the customers file. If people sign in there, give its host in ` +
      'sign-in-hosts with sign-in: person. If it is neither, something between here and the portal answers in its ' +
      'place: a filter, a sign-in page of this network, or a VPN that is not on.',
  };
}

/** Seconds: a code lives 30, and most servers take the one before and the one after, too. */
const MOST_SKEW = 25;

/** Knows of each window whether it shows what was asked for, and else why not. */
export class Navigations {
  readonly #network: Network | undefined;
  readonly #last = new WeakMap<Page, Navigation>();
  /** By how many seconds the server's clock was ahead, when it last answered. */
  #skew = 0;

  constructor(network: Network | undefined) {
    this.#network = network;
  }

  watch(page: Page): void {
    const ours = (request: Request) => request.isNavigationRequest() && request.frame() === page.mainFrame();
    const note = (request: Request, how: Omit<Navigation, 'url' | 'from'>) => {
      const before = request.redirectedFrom()?.url();
      const from = before === undefined ? this.#last.get(page)?.url : new URL(before);
      this.#last.set(page, { url: new URL(request.url()), from, ...how });
    };
    page.on('requestfailed', (request) => {
      const failure = request.failure()?.errorText;
      // What another address or a download has taken the place of leaves the window as it was.
      if (ours(request) && failure !== undefined && failure !== 'net::ERR_ABORTED') note(request, { failure });
    });
    page.on('response', (response) => {
      if (ours(response.request()))
        note(response.request(), { status: response.status(), statusText: response.statusText() });
      const theirs = Date.parse(response.headers()['date'] ?? '');
      // The header leaves out the fraction of its second: half a second on average.
      if (ours(response.request()) && !Number.isNaN(theirs))
        this.#skew = Math.round((theirs + 500 - Date.now()) / 1000);
    });
  }

  /** How this machine's clock differs from the server's, if it is by so much that one-time codes are not taken. */
  get clockProblem(): string | undefined {
    if (Math.abs(this.#skew) < MOST_SKEW) return undefined;
    const how = this.#skew > 0 ? 'behind' : 'ahead of';
    return (
      `This machine's clock is ${Math.abs(this.#skew)} s ${how} the portal's, and one-time codes are made from the ` +
      'time: set the clock.'
    );
  }

  /** Why the page is not the one that was asked for; undefined if the network is not to blame. */
  async problemOf(page: Page): Promise<NetworkProblem | undefined> {
    const last = this.#last.get(page);
    if (last === undefined) return undefined;
    const { url, failure, status = 0, statusText = '' } = last;
    if (failure === undefined) return status < 400 ? undefined : statusProblem({ url, status, statusText });
    const { reachable, proxies, relay } = this.#network ?? {};
    if (reachable !== undefined && !reachable.includes(url.origin)) return otherHost(last);
    const refused = relay?.failure(url.origin);
    const problem = refused === undefined ? networkProblem(failure) : problemOfError(refused);
    return problem && (await withCertificate(problem, url, proxies));
  }
}
