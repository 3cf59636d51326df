import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/** What a stand-in was given. */
export interface Stored {
  publicKey: string;
  privateKey: string;
  /** The other boxes, by their names. */
  [box: string]: string;
}

/** How a stand-in looks, as far as the vendor's guide tells; what it leaves open is a guess of ours. */
export interface Look {
  /** What its sign-in page calls the user name. */
  user: string;
  /** Its pages by path; `said` is a message to show. */
  pages: Record<string, (stored: Stored | undefined, said: string) => string>;
  /** Where a form leads that was saved. */
  home: string;
  /** What it says when keys are saved. */
  saved: string;
}

export interface StandIn {
  url: string;
  username: string;
  password: string;
  stored(): Stored | undefined;
  /** How often keys were stored or removed. */
  changes(): number;
  stop(): Promise<void>;
}

const STYLE = `<style>
  body { font: 15px system-ui; margin: 0 } header { display: flex; justify-content: space-between; padding: 8px 24px; background: #eef }
  nav { position: absolute; top: 56px; left: 0; width: 200px } nav a { display: block; padding: 8px 24px }
  main { margin: 16px 16px 16px 240px } label { display: block; margin: 12px 0 } input, select { display: block; width: 320px; padding: 6px }
  .modal { position: fixed; inset: 80px 25% auto; padding: 24px; background: #fff; border: 1px solid #888; z-index: 9 }
  .menu { position: fixed; right: 24px; top: 44px; background: #fff; border: 1px solid #888; padding: 8px } .menu a, .menu button { display: block }
  [hidden] { display: none !important } td, th { padding: 6px 24px 6px 0; text-align: left }
</style>`;

/** The name at the top right, and what its menu has beside Log out. */
export const header = (product: string, menu = ''): string =>
  `<header><b>${product}</b><button onclick="who.hidden = !who.hidden">Robin Doe</button></header>` +
  `<div class=menu id=who hidden>${menu}<a href="/logout">Log out</a></div>`;

/** Starts a stand-in with a user of its own. @param isLive whether ConnectWise takes these keys */
export async function startStandIn(
  look: Look,
  isLive: (publicKey: string, privateKey: string) => boolean,
): Promise<StandIn> {
  const [username, password] = ['robin@practice.example', `Pw-${randomBytes(9).toString('base64url')}`];
  const sessions = new Map<string, string>();
  let stored: Stored | undefined;
  let changes = 0;
  const app = new Hono();
  const sessionOf = (c: Context) => getCookie(c, 'session') ?? '';
  const page = (body: string) =>
    `<!doctype html><html lang=en><title>${look.user}</title>${STYLE}<body>${body}</body></html>`;
  app.get('/sign-in', (c) =>
    c.html(
      page(
        `<main><h1>Sign in</h1><form method=post action="/sign-in"><label>${look.user} <input name=user></label>` +
          '<label>Password <input name=password type=password></label><button>Sign in</button></form></main>',
      ),
    ),
  );
  app.post('/sign-in', async (c) => {
    const given = await c.req.parseBody();
    if (given['user'] !== username || given['password'] !== password)
      return c.html(page('<p>Wrong password.</p>'), 401);
    const session = randomUUID();
    sessions.set(session, '');
    setCookie(c, 'session', session, { path: '/', httpOnly: true });
    return c.redirect('/');
  });
  app.use('*', async (c, next) => {
    if (!sessions.has(sessionOf(c))) return c.redirect('/sign-in');
    return await next();
  });
  const say = (c: Context, said: string) => void sessions.set(sessionOf(c), said);
  const problem = (given: Record<string, unknown>) =>
    Object.values(given).some((value) => value === '') && !Object.values(given).every((value) => value === '')
      ? 'All fields are required.'
      : Object.values(given).every((value) => value === '') ||
          isLive(String(given['publicKey']), String(given['privateKey']))
        ? undefined
        : 'ConnectWise did not accept these keys.';
  app.post('/check', async (c) => {
    const wrong = problem(await c.req.parseBody());
    return c.text(wrong ?? 'Authentication successful', wrong === undefined ? 200 : 400);
  });
  app.post('/save', async (c) => {
    const given = (await c.req.parseBody()) as Record<string, string>;
    const wrong = problem(given);
    if (wrong === undefined) {
      stored = given['publicKey'] === '' ? undefined : (given as Stored);
      changes += 1;
    }
    say(c, wrong ?? look.saved);
    return c.redirect(
      c.req.header('referer') === undefined || wrong === undefined ? look.home : c.req.header('referer')!,
    );
  });
  app.post('/remove', (c) => {
    stored = undefined;
    changes += 1;
    say(c, 'The integration was removed.');
    return c.redirect(look.home);
  });
  app.get('*', (c) => {
    const shown = look.pages[c.req.path] ?? look.pages['/']!;
    const said = sessions.get(sessionOf(c)) ?? '';
    say(c, '');
    return c.html(page(shown(stored, said === '' ? '' : `<p role=status>${said}</p>`)));
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const options = { fetch: app.fetch, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false };
    const made = serve(options, () => resolve(made));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    username,
    password,
    stored: () => stored,
    changes: () => changes,
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
