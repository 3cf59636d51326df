import type { BrowserContext, Page, Request } from 'playwright';
import { type Effect, effectOf, isRefused, withoutIds } from './request-effect.ts';

/** Requests alike, and how many there were. */
interface CountedRequests {
  portal: string;
  /** `WebSocket` for a connection: it is let through, and what is said over it is not seen. */
  method: string;
  /** Without what follows `?`, and without numbers of records. */
  path: string;
  effect: Effect;
  requests: number;
  /** They were made while somebody signed in. */
  'at sign-in': boolean;
  /** They were not let through: a check changes nothing. */
  stopped: boolean;
}

/** More kinds are not listed. */
const MOST_KINDS = 300;

/** What is asked of one portal. */
export interface Asked {
  name: string;
  /** What the names of requests call the records that actions change. Left out: everything. */
  records?: RegExp;
  /** Paths, as they are listed, of requests of which somebody says that they only read. */
  reads?: readonly string[] | undefined;
}

/**
 * The requests of a check by method and address. None that would change a record is let through, but for what signs in;
 * what a portal sends by itself beside that is listed.
 */
export class Requests {
  readonly #counted = new Map<string, CountedRequests>();
  readonly #signingIn = new Set<string>();

  async watch(context: BrowserContext, portal: Asked): Promise<void> {
    await context.route('**/*', async (route) => {
      const stopped = this.#judge(portal, route.request());
      await (stopped ? route.abort('blockedbyclient') : route.continue()).catch(() => undefined);
    });
    // A POST that the server sends on (307, 308) goes past routes; it is listed, as it cannot be stopped.
    context.on('request', (request) => {
      if (request.redirectedFrom() !== null) this.#judge(portal, request, true);
    });
    const watchSockets = (page: Page) =>
      page.on('websocket', (socket) =>
        this.#add(portal, 'WebSocket', new URL(socket.url()).pathname, 'not told', false),
      );
    context.pages().forEach(watchSockets);
    context.on('page', watchSockets);
  }

  /** @returns whether it must be stopped */
  #judge(portal: Asked, request: Request, isSent = false): boolean {
    const method = request.method();
    const path = new URL(request.url()).pathname;
    const judged = { method, path, body: request.postData() ?? '' };
    const effect = effectOf(judged);
    const isKnown = effect === 'not told' && portal.reads?.includes(withoutIds(path)) === true;
    const stopped = !isSent && !isKnown && !this.#signingIn.has(portal.name) && isRefused(judged, portal.records);
    // What pages are made of is many files, and tells nothing.
    const isFile = effect === 'reads' && method !== 'POST';
    this.#add(portal, method, isFile ? 'pages and what they are made of' : path, effect, stopped);
    return stopped;
  }

  #add({ name: portal }: Asked, method: string, path: string, effect: Effect, stopped: boolean): void {
    const atSignIn = this.#signingIn.has(portal);
    this.#count({ portal, method, path: withoutIds(path), effect, 'at sign-in': atSignIn, stopped });
  }

  #count(kind: Omit<CountedRequests, 'requests'>): void {
    const key = JSON.stringify(kind);
    const known = this.#counted.get(key);
    if (known !== undefined) known.requests += 1;
    else if (this.#counted.size < MOST_KINDS || kind.stopped) this.#counted.set(key, { ...kind, requests: 1 });
  }

  /** Does what may change who is signed in. */
  async whileSigningIn<T>(portal: string, work: () => Promise<T>): Promise<T> {
    this.#signingIn.add(portal);
    try {
      return await work();
    } finally {
      this.#signingIn.delete(portal);
    }
  }

  /** How many requests of a portal were stopped that did not tell what they do, and the last kind of them. */
  heldBack(portal: string): { requests: number; path: string | undefined } {
    const held = this.list().filter((one) => one.portal === portal && one.stopped && one.effect === 'not told');
    return { requests: held.reduce((sum, { requests }) => sum + requests, 0), path: held.at(-1)?.path };
  }

  list(): CountedRequests[] {
    return [...this.#counted.values()];
  }
}
