import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { getRequestListener } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Refusal, SessionOptions } from './access.ts';
import { Session } from './access.ts';
import { clientFiles } from './client-files.ts';
import type { Html } from './html.ts';
import { PAIR, pairingForm, readSmallForm } from './pairing.ts';
import { APP_STYLES } from './styles.ts';

/** What routes get beside the request. */
export interface Local {
  Bindings: HttpBindings;
}

/**
 * Nothing but the server's own style sheet, scripts and pictures; no frames, no forms to elsewhere. Every answer has
 * these headers, also those that never reach hono: so hono's secureHeaders cannot set them.
 * The referrer is kept within this origin, because forms need their Origin.
 */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri " +
    "'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const ICON = readFileSync(new URL('icon.svg', import.meta.url), 'utf8');

const clientFile = clientFiles(
  new URL('../', import.meta.url),
  /^(web|review\/app|watch\/page|fleet\/page)\/client\/[a-z-]+\.[jt]s$/,
);

interface LocalServerOptions {
  /** Default: a free port. */
  port?: number | undefined;
  session: Omit<SessionOptions, 'port'>;
  /** The pages' name: `Keywright review`. */
  title: string;
  /** Where the links lead. */
  start: string;
  /** What the policy allows besides. */
  policy?: string;
  app(session: Session): Hono<Local>;
}

interface LocalServer {
  session: Session;
  stop(): Promise<void>;
}

/** Without style or script: a visitor who is not let in gets nothing else. */
const refusalPage = (title: string, { says, again, pair, name }: Refusal, address: string): Html =>
  html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><meta
        name="color-scheme"
        content="light dark"
      /><title>${title}</title>
      <h1>${pair ? 'Enter your code' : 'No access'}</h1>
      <p>${says}</p>
      ${pair && pairingForm(name)} ${again && html`<p><a href="${address}">Continue</a></p>`}
    </html>`;

/** What a page's script shows as it is: nobody asked for a page. */
const NO_ACCESS = 'This page no longer has access. Open the newest link.';

/** Leads on by a page: after a link from elsewhere, browsers send no new SameSite cookie along with a redirect. */
const welcomePage = (title: string, to: string): Html =>
  html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" /><meta name="color-scheme" content="light dark" /><meta
        http-equiv="refresh"
        content="0;url=${to}"
      /><title>${title}</title
      ><link rel="icon" href="/icon.svg" />
      <p><a href="${to}">Go on</a></p>
    </html>`;

/**
 * The style sheet, the icon and the scripts, which are the same for everybody.
 * @param style what the pages have besides the common style
 */
export function serveFiles(app: Hono<Local>, style: string): void {
  app.get('/style.css', (c) => c.body(APP_STYLES + style, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/icon.svg', (c) => c.body(ICON, 200, { 'Content-Type': 'image/svg+xml' }));
  app.on('GET', ['/:folder/client/:file', '/:folder/:part/client/:file'], (c) => {
    const script = clientFile(c.req.path.slice(1));
    return script === undefined
      ? c.text('There is no such script.', 404)
      : c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
}

/** What a page's form sent; undefined if a form did not send it. */
export async function readForm(c: Context): Promise<Record<string, unknown> | undefined> {
  return /^application\/x-www-form-urlencoded(;|$)/.test(c.req.header('content-type') ?? '')
    ? await c.req.parseBody()
    : undefined;
}

/**
 * Starts a server on this machine's loopback address, for visitors who were let in.
 * Requests are judged as they were sent, before anything parses their address: hono's csrf would come too late, and it
 * lets some requests without an Origin through.
 */
export async function serveLocally({
  port,
  session: named,
  title,
  start,
  policy = '',
  app,
}: LocalServerOptions): Promise<LocalServer> {
  const headers = { ...HEADERS, 'Content-Security-Policy': HEADERS['Content-Security-Policy'] + policy };
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port ?? 0, '127.0.0.1', resolve);
  });
  const session = new Session({ ...named, port: (server.address() as AddressInfo).port });
  // Else it puts its own Response in place of the process's, and "already sent" depends on which module came first.
  const listener = getRequestListener(app(session).fetch as Parameters<typeof getRequestListener>[0], {
    overrideGlobalObjects: false,
  });
  const answer = (outgoing: ServerResponse, status: number, page: Html, more: Record<string, string> = {}) => {
    outgoing.writeHead(status, {
      ...headers,
      'Content-Type': 'text/html; charset=utf-8',
      Connection: 'close',
      ...more,
    });
    outgoing.end(String(page));
  };
  const letIn = (outgoing: ServerResponse, entered: string | Refusal, path: string) =>
    typeof entered === 'string'
      ? answer(outgoing, 200, welcomePage(title, start), { 'Set-Cookie': entered })
      : answer(outgoing, entered.status, refusalPage(title, entered, path));
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const [path = ''] = (incoming.url ?? '').split('?', 1);
    const refusal = session.refuse(incoming);
    if (refusal !== undefined) return answer(outgoing, refusal.status, refusalPage(title, refusal, path));
    const entered = incoming.method === 'GET' ? session.enter(path, incoming) : undefined;
    if (entered !== undefined) return letIn(outgoing, entered, path);
    const { stranger } = session;
    if (incoming.method === 'POST' && path === PAIR && session.roleOf(incoming) === undefined)
      return void readSmallForm(incoming).then(
        (form) => letIn(outgoing, form === undefined ? stranger : session.pair(form, incoming), '/'),
        () => outgoing.destroy(),
      );
    if (session.roleOf(incoming) === undefined && incoming.headers['sec-fetch-dest'] === 'empty')
      return void outgoing
        .writeHead(stranger.status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
        .end(NO_ACCESS);
    if (session.roleOf(incoming) === undefined)
      return answer(outgoing, stranger.status, refusalPage(title, stranger, incoming.method === 'GET' ? path : '/'));
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
    void listener(incoming, outgoing);
  });
  return {
    session,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
