import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request gets nothing, in words for the person who may have sent it. */
export interface Refusal {
  status: 400 | 403 | 405;
  says: string;
  /** The same address again may work when it is followed from a page of ours. */
  again?: true;
}

/** Only letters that our own addresses are made of: no encoded slash, no backslash, no way up. */
const PATH = /^\/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$/;
const WRONG_LINK = 'This link was used already, or is not one of this server. Start keywright review again for a new one.';

const same = (one: string, other: string) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/**
 * Who may use the server: the browser that followed the one-time link, and pages that this server sent itself.
 * Another program's page on this machine counts as a stranger, though browsers call it the same site.
 */
export class Session {
  readonly #host: string;
  readonly #link = randomBytes(32).toString('base64url');
  readonly #cookie = randomBytes(32).toString('base64url');
  readonly #name: string;
  #used = false;

  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`;
    // Browsers send cookies to every port of a host, so each server has a name of its own.
    this.#name = `keywright-review-${port}`;
  }

  get origin(): string {
    return `http://${this.#host}`;
  }

  /** The address that opens the app, once. */
  get link(): string {
    return `${this.origin}/enter/${this.#link}`;
  }

  /** The cookie for who brings the link, if nobody has before. */
  enter(link: string): string | Refusal {
    if (this.#used || !same(link, this.#link)) return { status: 403, says: WRONG_LINK };
    this.#used = true;
    return `${this.#name}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** What is wrong with a request before anybody looks whose it is. */
  refuse({ method = '', url = '', headers, rawHeaders, httpVersion }: IncomingMessage): Refusal | undefined {
    const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
    if (headers.host !== this.#host || hosts !== 1 || httpVersion !== '1.1') return { status: 403, says: `This server answers at ${this.origin} only.` };
    if (method !== 'GET' && method !== 'POST') return { status: 405, says: 'This server knows GET and POST only.' };
    const path = url.split('?', 1)[0]!;
    if (!PATH.test(path)) return { status: 400, says: 'There is no such address.' };
    if (method === 'POST' ? headers.origin !== this.origin : headers.origin !== undefined && headers.origin !== this.origin) return { status: 403, says: 'Only pages of this server may send that.' };
    const site = headers['sec-fetch-site'];
    const followed = method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !followed) return { status: 403, says: 'Only pages of this server may load that.' };
    return undefined;
  }

  /** Whether the request comes from the browser that followed the link. */
  refuseStranger({ headers }: IncomingMessage): Refusal | undefined {
    const prefix = `${this.#name}=`;
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim()).filter((cookie) => cookie.startsWith(prefix));
    if (cookies.length === 1 && same(cookies[0]!.slice(prefix.length), this.#cookie)) return undefined;
    return { status: 403, says: 'This browser has not been let in: open the link that keywright review printed. If it has been let in, and you came here from another page, go on from here.', again: true };
  }
}
