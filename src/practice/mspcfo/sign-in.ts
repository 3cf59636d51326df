import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isCode } from '../connectwise/login/totp.ts';
import type { Boot } from './layout.ts';
import type { Sessions } from './session.ts';
import { codePage, signInPage } from './sign-in-pages.ts';
import { type MspcfoState, type MspcfoUser, randomToken } from './state.ts';

/** Between password and code. */
const TICKET = 'mspcfo_sign_in';

/** Who has given the password and not yet the code, by the ticket in their cookie. */
export type Waiting = Map<string, { state: MspcfoState; user: MspcfoUser }>;

/** Sign-in by user name and password and, by user and variant, a one-time code on a second page. */
export function signInRoutes(
  customers: readonly MspcfoState[],
  sessions: Sessions,
  boot: Boot,
  waiting: Waiting,
): Hono {
  const { variants, delay } = boot;
  const app = new Hono();

  app.get('/signin', (c) =>
    c.html(
      signInPage(
        boot,
        c.req.query('expired') === undefined ? {} : { note: 'Your session has ended. Please sign in again.' },
      ),
    ),
  );
  app.post('/signin', async (c) => {
    const form = await c.req.parseBody();
    const username = String(form['username'] ?? '').trim();
    const found = customers
      .flatMap((state) => state.users.map((user) => ({ state, user })))
      .find(({ user }) => user.username.toLowerCase() === username.toLowerCase());
    await sleep(delay);
    if (found === undefined || found.user.password !== form['password'])
      return c.html(signInPage(boot, { username, problem: 'User name or password is not correct.' }), 401);
    if (variants.codePage === 'off' || found.user.totpSecret === undefined) {
      sessions.start(c, found.state, found.user);
      return c.redirect('/dashboard', 303);
    }
    const ticket = randomToken();
    waiting.set(ticket, found);
    setCookie(c, TICKET, ticket, { path: '/signin', httpOnly: true, sameSite: 'Lax' });
    return c.redirect('/signin/code', 303);
  });
  app.get('/signin/code', (c) =>
    waiting.has(getCookie(c, TICKET) ?? '') ? c.html(codePage(boot)) : c.redirect('/signin'),
  );
  app.post('/signin/code', async (c) => {
    const ticket = getCookie(c, TICKET) ?? '';
    const found = waiting.get(ticket);
    const { code } = await c.req.parseBody();
    await sleep(delay);
    if (found === undefined) return c.redirect('/signin?expired=1', 303);
    if (!isCode(found.user.totpSecret!, String(code ?? '')))
      return c.html(codePage(boot, { problem: 'The code is not correct.' }), 401);
    waiting.delete(ticket);
    deleteCookie(c, TICKET, { path: '/signin' });
    sessions.start(c, found.state, found.user);
    return c.redirect('/dashboard', 303);
  });
  app.get('/signout', (c) => {
    sessions.end(c);
    return c.redirect('/signin');
  });
  return app;
}
