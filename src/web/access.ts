import type { IncomingMessage } from 'node:http';
import { type Guest, Guests, type PairingCode, type WrongCode } from './guests.ts';
import { same, token } from './tokens.ts';

/** Why a request gets nothing, in words for the person who may have sent it. */
export interface Refusal {
  status: 400 | 403 | 405;
  says: string;
  /** The same address may work when it is followed from a page of this server. */
  again?: true;
  /** A code may be typed. */
  pair?: boolean;
  /** Who typed a code that is not good: asked once is enough. */
  name?: string;
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
  /** Called when a code was tried too often, so that it is no longer good. */
  onVoidCode?(): void;
  /** A code let somebody in. */
  onUsedCode?(name: string): void;
  /** If there is a second, view-only link for many people: what counts as a name of one of them. */
  guests?: { nameOf(value: unknown): string | undefined };
  /** The only other address that is answered: the operator's own tunnel. Visitors through it are view-only. */
  share?: URL | undefined;
}

/** Only the letters of this server's own addresses: no encoded slash, no backslash, no way up. */
const PATH = /^\/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$/;
/** Headers that proxies add. With this machine's host name, they mean a tunnel that hides the visitor's address. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** What is said to who typed a code that is not good. */
const WRONG_CODE: Record<WrongCode, string> = {
  wrong: 'This code is wrong. Check it and try again.',
  void: 'This code was wrong too often. Ask for a new one.',
  none: 'There is no valid code right now. Ask for a new one.',
};

/**
 * Decides who may use the server: the browser that followed the one-time link, visitors with the guests' link, and
 * pages that this server sent.
 * Another program's page on this machine is a stranger, although browsers call it the same site.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #host: string;
  readonly #guestLink = token();
  readonly #guests = new Guests();
  #link = token();
  #cookie = token();
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
    return `${this.origin}/enter/${this.#link}`;
  }

  /** Makes that address anew, for when its browser is lost. The browser that was let in before is a stranger then. */
  renewLink(): string {
    [this.#link, this.#cookie, this.#used] = [token(), token(), false];
    return this.link;
  }

  /** The view-only address; anybody who has it is let in. */
  get guestLink(): string {
    return `${this.guestOrigin}/look/${this.#guestLink}`;
  }

  /** Where guests type a code. */
  get guestOrigin(): string {
    return this.#options.share?.origin ?? this.origin;
  }

  /** A code that lets one more guest in; the code before is no longer good. */
  makeCode(): PairingCode {
    return this.#guests.makeCode();
  }

  /** The cookie for a stranger who typed a code and a name. */
  pair(form: URLSearchParams, request: IncomingMessage): string | Refusal {
    const { guests } = this.#options;
    if (guests === undefined) return this.stranger;
    const name = guests.nameOf(form.get('name'));
    const refuse = (says: string): Refusal => ({ status: 403, says, pair: true, ...(name !== undefined && { name }) });
    if (name === undefined) return refuse('Say who you are, in one line.');
    const redeemed = this.#guests.redeem(form.get('code') ?? '', name);
    if (typeof redeemed !== 'string') {
      this.#options.onUsedCode?.(name);
      return this.#setCookie('look', redeemed.cookie, this.#isShared(request));
    }
    if (redeemed === 'void') this.#options.onVoidCode?.();
    return refuse(WRONG_CODE[redeemed]);
  }

  /** The cookie for a visitor who follows a link; undefined if the address is no link. */
  enter(path: string, request: IncomingMessage): string | Refusal | undefined {
    const [, way, brought = ''] = /^\/(enter|look)\/([\w-]+)$/.exec(path) ?? [];
    const shared = this.#isShared(request);
    if (way === 'enter') {
      // Refused without using it up: through a tunnel, the link reached somebody else.
      if (this.#used || shared || !same(brought, this.#link))
        return { status: 403, says: this.#options.words.wrongLink };
      this.#used = true;
      return this.#setCookie('control', this.#cookie, false);
    }
    if (way !== 'look' || !this.#options.guests) return undefined;
    if (!same(brought, this.#guestLink)) return { status: 403, says: this.#options.words.wrongLink };
    // Who follows the link again stays the same guest.
    const known = this.guestOf(request) && this.#brought('look', request);
    return this.#setCookie('look', known ?? this.#guests.admit(), shared);
  }

  #setCookie(role: Role, value: string, shared: boolean): string {
    return `${this.#name(role)}=${value}; HttpOnly; SameSite=Strict; Path=/${shared ? '; Secure' : ''}`;
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
          'This request came through a tunnel with an unexpected host name, or one that this server does not know. ' +
          "Let the tunnel keep the host name, and start the server with the tunnel's address.",
      };
    if (!(headers.host === this.#host || shared) || hosts !== 1 || httpVersion !== '1.1')
      return { status: 403, says: `This server answers at ${this.origin} only.` };
    if (method !== 'GET' && method !== 'POST') return { status: 405, says: 'This server accepts GET and POST only.' };
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
    const brought = this.#brought('control', request);
    if (brought !== undefined && same(brought, this.#cookie)) return this.#isShared(request) ? 'look' : 'control';
    return this.guestOf(request) === undefined ? undefined : 'look';
  }

  /** Who sent it, if it is a guest. */
  guestOf(request: IncomingMessage): Guest | undefined {
    const brought = this.#brought('look', request);
    return brought === undefined ? undefined : this.#guests.find(brought);
  }

  get stranger(): Refusal {
    return {
      status: 403,
      says: this.#options.words.stranger,
      again: true,
      ...(this.#options.guests && { pair: true }),
    };
  }

  /** The value of the one cookie for this role. */
  #brought(role: Role, { headers }: IncomingMessage): string | undefined {
    const prefix = `${this.#name(role)}=`;
    const cookies = (headers.cookie ?? '')
      .split(';')
      .map((cookie) => cookie.trim())
      .filter((cookie) => cookie.startsWith(prefix));
    return cookies.length === 1 ? cookies[0]!.slice(prefix.length) : undefined;
  }
}
