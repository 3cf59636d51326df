import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type CompanyState, countRequest, findCompany, randomToken, type Tenants, type User } from '../state.ts';
import type { Variants } from '../variants.ts';
import { authenticationPage, emailPage, loginPage, sessionPage, ssoPasswordPage } from './pages.ts';
import { isCode } from './totp.ts';

interface LoginOptions {
  tenants: Tenants;
  variants: Variants;
  /** Milliseconds. */
  delay: number;
  /** Milliseconds that a session lives after its last request. */
  sessionLifetime: number;
  /** Who is half way through signing in, by the ticket in their cookie. */
  stages: Map<string, Stage>;
}

/** What the sign-in page does next. */
type Next = 'authentication' | 'proceed' | 'proceed-window' | 'enter';
export type Stage = { company: CompanyState; user: User; left: Next[] };

const home = ({ codebase }: CompanyState) => `/${codebase}connectwise.aspx?fullscreen=false&locale=en_US`;
/** Random values handed to the browser between the stages of a sign-in. */
const TICKET = 'loginTicket';

/**
 * Sign-in as in PRODUCT.md B: company, user name and password; then, by user and variant, a one-time code and the
 * question about another session.
 */
export function loginRoutes({ tenants, variants, delay, sessionLifetime, stages }: LoginOptions): Hono {
  const app = new Hono();

  const begin = (c: Context, company: CompanyState, user: User, withCode: boolean): Next => {
    const left: Next[] = [];
    if (withCode && variants.mfa === 'on' && user.totpSecret !== undefined) left.push('authentication');
    if (variants.secondSession !== 'none')
      left.push(variants.secondSession === 'same-page' ? 'proceed' : 'proceed-window');
    const ticket = randomToken();
    stages.set(ticket, { company, user, left });
    setCookie(c, TICKET, ticket, { path: '/', httpOnly: true, sameSite: 'Lax' });
    return left[0] ?? enter(c, ticket);
  };
  const enter = (c: Context, ticket: string): Next => {
    const { company, user } = stages.get(ticket)!;
    stages.delete(ticket);
    const token = randomToken();
    company.sessions.set(token, { username: user.username, admin: user.admin, expires: Date.now() + sessionLifetime });
    const cookie = { path: '/', sameSite: 'Lax' } as const;
    setCookie(c, 'companyName', company.companyId, cookie);
    setCookie(c, 'memberId', user.username, cookie);
    setCookie(c, 'memberHash', token, { ...cookie, httpOnly: true });
    return 'enter';
  };
  const stageDone = (c: Context, ticket: string): Next => {
    const stage = stages.get(ticket)!;
    stage.left.shift();
    return stage.left[0] ?? enter(c, ticket);
  };
  const ticketOf = (c: Context) => getCookie(c, TICKET) ?? '';

  app.get('/', (c) => c.redirect('/login/login.aspx'));
  app.get('/login/login.aspx', (c) => c.html(loginPage(delay, variants)));
  app.get('/login/companyinfo/:company', (c) => {
    const company = findCompany(tenants, c.req.param('company'));
    return c.json(
      company === undefined
        ? null
        : {
            CompanyName: company.companyName,
            Codebase: company.codebase,
            VersionCode: 'v2025.1',
            VersionNumber: 'v4.6.2025.1',
            CompanyID: company.companyId,
            IsCloud: true,
            SiteUrl: new URL(c.req.url).host,
          },
    );
  });
  app.get('/login/sso.aspx', (c) =>
    c.json({ enabled: variants.sso === 'on' && findCompany(tenants, c.req.query('company') ?? '') !== undefined }),
  );

  app.post('/:codebase/login/login.aspx', async (c) => {
    const form = await c.req.parseBody();
    const company = findCompany(tenants, String(form['CompanyName'] ?? ''));
    const user = company?.users.find(
      (known) =>
        known.username.toLowerCase() ===
        String(form['UserName'] ?? '')
          .trim()
          .toLowerCase(),
    );
    if (company) countRequest(company, 'POST', c.req.path);
    await sleep(delay * 2);
    if (
      variants.sso === 'on' ||
      company === undefined ||
      user === undefined ||
      user.password !== String(form['Password'] ?? '')
    ) {
      return c.json({ Success: false, Message: 'The company, user name or password you entered is incorrect.' });
    }
    return c.json({ Success: true, Next: begin(c, company, user, true), Url: home(company) });
  });
  app.get('/login/authentication.aspx', (c) => c.html(authenticationPage()));
  app.post('/login/authentication.aspx', async (c) => {
    const stage = stages.get(ticketOf(c));
    const { auth_pin: code } = await c.req.parseBody();
    await sleep(delay);
    if (stage?.left[0] !== 'authentication')
      return c.json({ Success: false, Message: 'Your sign-in has expired. Please log in again.' });
    if (!isCode(stage.user.totpSecret!, String(code ?? '')))
      return c.json({ Success: false, Message: 'The authentication code is invalid.' });
    return c.json({ Success: true, Next: stageDone(c, ticketOf(c)), Url: home(stage.company) });
  });
  app.get('/login/session.aspx', (c) => c.html(sessionPage()));
  app.post('/login/session.aspx', (c) => {
    const stage = stages.get(ticketOf(c));
    if (!stage?.left[0]?.startsWith('proceed'))
      return c.json({ Success: false, Message: 'Your sign-in has expired. Please log in again.' });
    return c.json({ Success: true, Next: stageDone(c, ticketOf(c)), Url: home(stage.company) });
  });

  // The single-sign-on service, a web site of its own in the real product.
  app.get('/connect/authorize', (c) => c.html(emailPage(c.req.query('company') ?? '')));
  app.post('/connect/authorize', async (c) => {
    const form = await c.req.parseBody();
    return c.html(ssoPasswordPage(String(form['company'] ?? ''), String(form['Input.Email'] ?? ''), false));
  });
  app.post('/connect/password', async (c) => {
    const form = await c.req.parseBody();
    const company = findCompany(tenants, String(form['company'] ?? ''));
    const user = company?.users.find(
      (known) =>
        known.email.toLowerCase() ===
        String(form['Input.Email'] ?? '')
          .trim()
          .toLowerCase(),
    );
    if (company === undefined || user === undefined || user.password !== form['Input.Password'])
      return c.html(ssoPasswordPage(String(form['company'] ?? ''), String(form['Input.Email'] ?? ''), true));
    const next = begin(c, company, user, false);
    return c.redirect(next === 'enter' ? home(company) : `/login/login.aspx?next=${next}`);
  });
  app.get('/login/logout.aspx', (c) => {
    const token = getCookie(c, 'memberHash') ?? '';
    for (const company of tenants.values()) company.sessions.delete(token);
    return c.redirect('/login/login.aspx');
  });
  return app;
}
