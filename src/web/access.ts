import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request gets nothing, in words for the person who may have sent it. */
export interface Refusal {
  status: 400 | 403 | 405;
  says: string;
  /** The same address may work when it is followed from a page of this server. */
  again?: true;
}

/** What a visitor may do: everything, or only look. */
export type Role = 'control' | 'look';

export interface SessionOptions {
  port: number;
  /** Tells this server's cookies from others': browsers send a cookie to every port of its host. */
  name: string;
  words: {
    /** Shown for a link that is wrong or used up. */
    wrongLink: string;
    /** Shown to a browser that has not been let in. */
    stranger: string;
  };
  /** Whether there is a second, view-only link for many people. */
  guests?: boolean;
  /** The only other address that is answered: the operator's own tunnel. Visitors through it are view-only. */
  share?: URL | undefined;
}

/** Only the letters of this server's own addresses: no encoded slash, no backslash, no way up. */
const PATH = /^\/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$/;
/** Headers that proxies add. With this machine's host name, they mean a tunnel that hides the visitor's address. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** Compares bytes, not letters: a letter of two bytes must not make the lengths differ. */
function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const token = () => randomBytes(32).toString('base64url');

/**
 * Decides who may use the server: the browser that followed the one-time link, visitors with the guests' link, and
 * pages that this server sent.
 * Another program's page on this machine is a stranger, although browsers call it the same site.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #host: string;
  readonly #links = { control: token(), look: token() };
  readonly #cookies = { control: token(), look: token() };
  #used = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#host = `127.0.0.1:${options.port}`;
  }

  get origin(): string {
    return `http://${this.#host}`;
  }

  /** The address that lets one browser in, once. */
  get link(): string {
    return `${this.origin}/enter/${this.#links.control}`;
  }

  /** The view-only address; anybody who has it is let in. */
  get guestLink(): string {
    return `${this.#options.share?.origin ?? this.origin}/look/${this.#links.look}`;
  }

  /** The cookie for a visitor who follows a link; undefined if the address is no link. */
  enter(path: string, request: IncomingMessage): string | Refusal | undefined {
    const [, way, brought = ''] = /^\/(enter|look)\/([\w-]+)$/.exec(path) ?? [];
    const shared = this.#isShared(request);
    if (way === 'enter') {
      // Refused without using it up: through a tunnel, the link reached somebody else.
      if (this.#used || shared || !same(brought, this.#links.control))
        return { status: 403, says: this.#options.words.wrongLink };
      this.#used = true;
      return this.#cookie('control', false);
    }
    if (way !== 'look' || !this.#options.guests) return undefined;
    return same(brought, this.#links.look)
      ? this.#cookie('look', shared)
      : { status: 403, says: this.#options.words.wrongLink };
  }

  #cookie(role: Role, shared: boolean): string {
    return `${this.#name(role)}=${this.#cookies[role]}; HttpOnly; SameSite=Strict; Path=/${shared ? '; Secure' : ''}`;
  }

  #name(role: Role): string {
    return `keywright-${this.#options.name}-${role === 'look' ? 'guest-' : ''}${this.#options.port}`;
  }

  #isShared({ headers }: IncomingMessage): boolean {
    return this.#options.share !== undefined && headers.host === this.#options.share.host;
  }

  /** What is wrong with a request, whoever sent it. */
  refuse(request: IncomingMessage): Refusal | undefined {
    const { method = '', url = '', headers, rawHeaders, httpVersion } = request;
    const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
    const shared = this.#isShared(request);
    if (!shared && FORWARDED.some((name) => headers[name] !== undefined))
      return {
        status: 403,
        says:
          'This came by a tunnel that says another host than it was asked for, or that this server was not told ' +
          "of. Let the tunnel leave the host as it is, and start the server with the tunnel's address.",
      };
    if (!(headers.host === this.#host || shared) || hosts !== 1 || httpVersion !== '1.1')
      return { status: 403, says: `This server answers at ${this.origin} only.` };
    if (method !== 'GET' && method !== 'POST') return { status: 405, says: 'This server knows GET and POST only.' };
    const path = url.split('?', 1)[0]!;
    if (!PATH.test(path)) return { status: 400, says: 'There is no such address.' };
    const origin = shared ? this.#options.share!.origin : this.origin;
    if (method === 'POST' ? headers.origin !== origin : headers.origin !== undefined && headers.origin !== origin)
      return { status: 403, says: 'Only pages of this server may send that.' };
    const site = headers['sec-fetch-site'];
    const followed =
      method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !followed)
      return { status: 403, says: 'Only pages of this server may load that.' };
    return undefined;
  }

  /** What the sender may do, by its cookies and its way here; undefined for strangers. */
  roleOf(request: IncomingMessage): Role | undefined {
    if (this.#has('control', request)) return this.#isShared(request) ? 'look' : 'control';
    return this.#has('look', request) ? 'look' : undefined;
  }

  get stranger(): Refusal {
    return { status: 403, says: this.#options.words.stranger, again: true };
  }

  #has(role: Role, { headers }: IncomingMessage): boolean {
    const prefix = `${this.#name(role)}=`;
    const cookies = (headers.cookie ?? '')
      .split(';')
      .map((cookie) => cookie.trim())
      .filter((cookie) => cookie.startsWith(prefix));
    return cookies.length === 1 && same(cookies[0]!.slice(prefix.length), this.#cookies[role]);
  }
}
