import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { readStyles } from '../../web/read-styles.ts';
import type { Intercept } from '../intercept.ts';
import { clientScripts } from '../one-script.ts';
import { companySettings, profile } from './account-pages.ts';
import { credentialsRoutes } from './credentials.ts';
import { mspcfoDebugState } from './debug-state.ts';
import { agreements, dashboard, receivables } from './financial-pages.ts';
import { appPage, type Boot, type Html } from './layout.ts';
import { openSessions, type SignedIn } from './session.ts';
import { signInRoutes, type Waiting } from './sign-in.ts';
import { messagePage, signInPage } from './sign-in-pages.ts';
import type { MspcfoState } from './state.ts';
import { type MspcfoVariants, resolveMspcfoVariants } from './variants.ts';

const STYLE = readStyles(new URL('style/', import.meta.url), [
  'base',
  'top-bar',
  'pages',
  'credentials',
  'dialog',
  'sign-in',
]);

const clientScript = clientScripts(new URL('client/', import.meta.url), ['main']);

interface MspcfoOptions {
  customers: readonly MspcfoState[];
  /** MSPCFO's own client id for the ConnectWise API: a GUID. */
  clientId: string;
  variants?: Partial<MspcfoVariants>;
  /** Milliseconds that everything asynchronous is scaled by. Default 120. */
  delay?: number;
  /** Milliseconds that a session lives after its last request. Default one hour. */
  sessionLifetime?: number;
  /** What comes before every request. */
  intercept?: Intercept<MspcfoState>;
}

const PAGES: Record<string, [title: string, body: (who: SignedIn, variants: MspcfoVariants) => Html]> = {
  '/dashboard': ['Dashboard', ({ state }) => dashboard(state)],
  '/agreements': ['Agreements', ({ state }) => agreements(state)],
  '/receivables': ['Receivables', ({ state }) => receivables(state)],
  '/profile': ['Profile', (who, { userNameLabel }) => profile(who, userNameLabel)],
  '/settings/company': ['Company Settings', (who) => companySettings(who)],
};

/** Calls that have names of their own. */
const NAMES: Record<string, string> = {
  'POST /api/credentials': 'credentials/save',
  'DELETE /api/credentials': 'credentials/remove',
  'POST /api/credentials/test': 'credentials/test',
};
const requestKey = ({ req: { method, path } }: Context) => `${method} ${path}`;
const requestName = (c: Context) =>
  /^\/(?:assets|practice)\/|^\/favicon/.test(c.req.path) ? undefined : (NAMES[requestKey(c)] ?? requestKey(c));

/**
 * The practice MSPCFO: sign-in, a few financial pages, the API credentials, and a window for tests at
 * `/practice/state?customer=<id>`.
 */
export function mspcfoApp(options: MspcfoOptions): Hono {
  const { customers, clientId, delay = 120, sessionLifetime = 3_600_000 } = options;
  const variants = resolveMspcfoVariants(options.variants);
  const boot: Boot = { variants, delay };
  const sessions = openSessions(customers, sessionLifetime);
  const app = new Hono();
  const waiting: Waiting = new Map();

  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    c.header('X-Frame-Options', 'SAMEORIGIN');
    if (!/^\/(?:assets|practice)\//.test(c.req.path)) {
      const state = sessions.of(c)?.state;
      const name = `${c.req.method} ${c.req.path}`;
      if (state) state.requests[name] = (state.requests[name] ?? 0) + 1;
    }
    await next();
  });
  if (options.intercept) {
    app.use(
      options.intercept({
        app,
        requestName,
        customerOf: (c) => sessions.of(c)?.state,
        endSessions() {
          waiting.clear();
          for (const { sessions: open } of customers) open.clear();
        },
        refusal(c, status, message) {
          if (c.req.path.startsWith('/api/') || c.req.path.endsWith('/panel'))
            return c.json({ message, problems: {} }, status);
          return c.html(
            c.req.method === 'POST' && c.req.path === '/signin'
              ? signInPage(boot, { problem: message })
              : messagePage(message),
            status,
          );
        },
        lockedMessage: 'The credentials are being changed by Alex Morgan. Please try again later.',
        noticeCookie: 'mspcfo_notice',
      }),
    );
  }
  app.get('/practice/state', (c) => {
    if (!/^(?:::1$|(?:::ffff:)?127\.)/.test(getConnInfo(c).remote.address ?? ''))
      return c.text('Only from this machine.', 403);
    const state = customers.find(({ customer }) => customer === (c.req.query('customer') ?? '').toLowerCase());
    return state === undefined ? c.json({ error: 'unknown customer' }, 404) : c.json(mspcfoDebugState(state));
  });
  app.get('/', (c) => c.redirect(sessions.of(c) === undefined ? '/signin' : '/dashboard'));
  app.route('/', signInRoutes(customers, sessions, boot, waiting));
  app.route('/', credentialsRoutes({ sessions, boot, clientId }));
  for (const [path, [title, body]] of Object.entries(PAGES)) {
    app.get(path, (c) => {
      const who = sessions.of(c);
      return who === undefined
        ? c.redirect('/signin?expired=1')
        : c.html(appPage(title, path, who, boot, body(who, variants)));
    });
  }
  app.get('/assets/app.css', (c) => c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/assets/:file', (c) => {
    const script = clientScript(c.req.param('file'));
    return script === undefined
      ? c.notFound()
      : c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  app.get('/favicon.ico', (c) => c.body(null, 204));
  return app;
}
