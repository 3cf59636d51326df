import { setTimeout as sleep } from 'node:timers/promises';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Intercept } from '../intercept.ts';
import { type ChangeScript, clientScripts } from '../one-script.ts';
import { classPrefix } from './class-prefix.ts';
import { debugState } from './debug-state.ts';
import { loginRoutes, type Stage } from './login/login.ts';
import { messagePage } from './login/pages.ts';
import { credentialsOf } from './rest/access.ts';
import type { ActionContext } from './rpc/action-table.ts';
import { actions } from './rpc/actions.ts';
import { Refused } from './rpc/refused.ts';
import type { ActionName } from './rpc/rpc-types.ts';
import { shellPage } from './shell.ts';
import { type CompanyState, countRequest, endSessions, findCompany, type Session, type Tenants } from './state.ts';
import { resolveVariants, type Variants } from './variants.ts';

const scripts = (change?: ChangeScript) =>
  clientScripts(new URL('client/', import.meta.url), ['main', 'login', 'authentication'], change);
const ownScripts = scripts();

export interface ConnectwiseOptions {
  tenants: Tenants;
  variants?: Partial<Variants>;
  /** Milliseconds that everything asynchronous is scaled by. Default 120. */
  delay?: number;
  /** Milliseconds that a session lives after its last request. Default one hour. */
  sessionLifetime?: number;
  /** The REST API, with its full paths. */
  rest?: Hono;
  /** What comes before every request. */
  intercept?: Intercept<CompanyState>;
  /** What its scripts are instead: a tenant that calls things otherwise. */
  script?: ChangeScript | undefined;
}

/**
 * The practice ConnectWise: sign-in, the screens and their calls, and a window for tests at
 * `/practice/state?company=<id>`.
 */
export function connectwiseApp(options: ConnectwiseOptions): Hono {
  const { tenants, delay = 120, sessionLifetime = 3_600_000 } = options;
  const variants = resolveVariants(options.variants);
  const prefix = classPrefix(variants.classPrefix);
  const app = new Hono();
  const stages = new Map<string, Stage>();
  const clientScript = options.script === undefined ? ownScripts : scripts(options.script);

  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const company = sessionOf(tenants, c)?.company;
    // Scripts and pictures say nothing about what somebody did.
    if (company && /\.(?:aspx|rails)$/.test(c.req.path)) countRequest(company, c.req.method, c.req.path);
    await next();
  });
  if (options.intercept) {
    app.use(
      options.intercept({
        app,
        requestName,
        refusal,
        customerOf: (c) =>
          sessionOf(tenants, c)?.company ??
          findCompany(tenants, credentialsOf(c.req.header('Authorization'))?.companyId ?? ''),
        endSessions() {
          stages.clear();
          for (const company of tenants.values()) endSessions(company);
        },
        lockedMessage: 'This record is locked by Dispatch. Please try again later.',
        noticeCookie: 'cw_notice',
      }),
    );
  }
  app.get('/practice/state', (c) => {
    if (!isLoopback(c)) return c.text('Only from this machine.', 403);
    const company = findCompany(tenants, c.req.query('company') ?? '');
    return company === undefined ? c.json({ error: 'unknown company' }, 404) : c.json(debugState(company));
  });
  app.route('/', loginRoutes({ tenants, variants, delay, sessionLifetime, stages }));

  for (const [path, part] of [
    ['connectwise.aspx', 'shell'],
    ['ConnectWise.aspx', 'shell'],
    ['systemmodule.aspx', 'module'],
  ] as const) {
    app.get(`/:codebase/${path}`, (c) => {
      const signedIn = sessionOf(tenants, c);
      return signedIn === undefined
        ? c.redirect('/login/login.aspx')
        : c.html(shellPage(signedIn.company, signedIn.session, { prefix, variants, delay, part }));
    });
  }
  app.get('/:codebase/client/*', (c) => {
    const script = clientScript(c.req.path.replace(/^\/[^/]+\/client\//, ''));
    return script === undefined
      ? c.notFound()
      : c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  app.get('/:codebase/images/TopNavLogo.svg', (c) => c.body(LOGO, 200, { 'Content-Type': 'image/svg+xml' }));
  app.get('/favicon.ico', (c) => c.body(null, 204));

  // Every call of a screen comes through here, so that delays apply to all.
  app.post('/:codebase/services/system_io/actionprocessor/:module/:file{.+\\.rails}', async (c) => {
    await sleep(delay * (0.5 + Math.random()));
    const signedIn = sessionOf(tenants, c);
    if (signedIn === undefined) return c.json({ success: false, message: 'Session expired' }, 401);
    const { company, session } = signedIn;
    session.expires = Date.now() + sessionLifetime;
    const name = `${c.req.param('module')}/${c.req.param('file').replace(/\.rails$/, '')}`;
    if (!Object.hasOwn(actions, name)) return c.json({ success: false, message: `Unknown action ${name}` }, 404);
    return c.json(
      perform(
        name as ActionName,
        String((await c.req.parseBody())['actionMessage'] ?? ''),
        { company, variants, username: session.username },
        session,
      ),
    );
  });
  if (options.rest) app.route('/', options.rest);
  return app;
}

/** A call of a screen by its action, anything else by method and path. */
function requestName({ req: { method, path } }: Context): string | undefined {
  if (/^\/practice\/|^\/favicon|^\/[^/]+\/(?:client|images)\//.test(path)) return undefined;
  return /\/actionprocessor\/(.+)\.rails$/.exec(path)?.[1] ?? `${method} ${path}`;
}

/** No, in the form of the answer that the sender waits for. */
function refusal(c: Context, status: 403 | 423, message: string): Response | Promise<Response> {
  const { method, path } = c.req;
  if (/\/apis\/3\.0\//i.test(path)) return c.json({ code: 'Refused', message, errors: null }, status);
  // A locked record is an ordinary answer of a screen's call.
  if (path.endsWith('.rails')) return c.json({ success: false, message }, status === 423 ? 200 : status);
  return method === 'POST' && path.includes('/login/')
    ? c.json({ Success: false, Message: message }, status)
    : c.html(messagePage(message), status);
}

function perform(name: ActionName, message: string, context: ActionContext, session: Session) {
  try {
    if (!session.admin && !name.startsWith('System/')) throw new Refused('You do not have permission to do this.');
    const input: unknown = JSON.parse((JSON.parse(message) as { payload: string }).payload);
    return { success: true, data: actions[name](input as never, context) };
  } catch (problem) {
    if (problem instanceof Refused)
      return { success: false, message: problem.message, ...(problem.field !== undefined && { field: problem.field }) };
    throw problem;
  }
}

function sessionOf(tenants: Tenants, c: Context): { company: CompanyState; session: Session } | undefined {
  const token = getCookie(c, 'memberHash');
  if (token === undefined) return undefined;
  for (const company of tenants.values()) {
    const session = company.sessions.get(token);
    if (session && session.expires > Date.now()) return { company, session };
  }
  return undefined;
}

function isLoopback(c: Context): boolean {
  const address = getConnInfo(c).remote.address ?? '';
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}

/** Our own mark, where the product has its own. */
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="88" height="44" viewBox="0 0 88 44" fill="none"
  stroke="#fff" stroke-width="3">
<path d="M44 6 58 14v16L44 38 30 30V14Z"/><circle cx="44" cy="22" r="5" fill="#fff"/></svg>`;
