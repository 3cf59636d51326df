import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { companySettings, profile } from './account-pages.ts';
import { clientFiles } from '../client-files.ts';
import { credentialsRoutes, type CredentialsOptions } from './credentials.ts';
import { agreements, dashboard, receivables } from './financial-pages.ts';
import { appPage, type Boot, type Html } from './layout.ts';
import { openSessions, type SignedIn } from './session.ts';
import { signInRoutes } from './sign-in.ts';
import type { MspcfoState } from './state.ts';
import { STYLE } from './style.ts';
import { setMspcfoSwitches, type MspcfoSwitches } from './switches.ts';
import { mspcfoTestWindow } from './test-window.ts';

const clientFile = clientFiles(new URL('client/', import.meta.url));

export interface MspcfoOptions {
  customers: readonly MspcfoState[];
  /** MSPCFO's own client id for the ConnectWise API: a GUID. */
  clientId: string;
  switches?: Partial<MspcfoSwitches>;
  /** Milliseconds that everything asynchronous is scaled by. Default 120. */
  delay?: number;
  /** Milliseconds that a session lives after its last request. Default one hour. */
  sessionLifetime?: number;
  /** Asked before credentials are saved or tested; it may take its time, which makes the call slow. */
  fault?: CredentialsOptions['fault'];
}

const PAGES: Record<string, [title: string, body: (who: SignedIn, switches: MspcfoSwitches) => Html]> = {
  '/dashboard': ['Dashboard', ({ state }) => dashboard(state)],
  '/agreements': ['Agreements', ({ state }) => agreements(state)],
  '/receivables': ['Receivables', ({ state }) => receivables(state)],
  '/profile': ['Profile', (who, { userNameLabel }) => profile(who, userNameLabel)],
  '/settings/company': ['Company Settings', (who) => companySettings(who)],
};

/** The practice MSPCFO: sign-in, a few financial pages, the API credentials, and a window for tests at `/practice/state?customer=<id>`. */
export function mspcfoApp(options: MspcfoOptions): Hono {
  const { customers, clientId, delay = 120, sessionLifetime = 3_600_000, fault } = options;
  const switches = setMspcfoSwitches(options.switches);
  const boot: Boot = { switches, delay };
  const sessions = openSessions(customers, sessionLifetime);
  const app = new Hono();

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
  app.get('/practice/state', (c) => {
    if (!/^(?:::1$|(?:::ffff:)?127\.)/.test(getConnInfo(c).remote.address ?? '')) return c.text('Only from this machine.', 403);
    const state = customers.find(({ customer }) => customer === (c.req.query('customer') ?? '').toLowerCase());
    return state === undefined ? c.json({ error: 'unknown customer' }, 404) : c.json(mspcfoTestWindow(state));
  });
  app.get('/', (c) => c.redirect(sessions.of(c) === undefined ? '/signin' : '/dashboard'));
  app.route('/', signInRoutes(customers, sessions, switches, delay));
  app.route('/', credentialsRoutes({ sessions, boot, clientId, fault }));
  for (const [path, [title, body]] of Object.entries(PAGES)) {
    app.get(path, (c) => {
      const who = sessions.of(c);
      return who === undefined ? c.redirect('/signin?expired=1') : c.html(appPage(title, path, who, boot, body(who, switches)));
    });
  }
  app.get('/assets/app.css', (c) => c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/assets/:file', (c) => {
    const script = clientFile(c.req.param('file'));
    return script === undefined ? c.notFound() : c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  app.get('/favicon.ico', (c) => c.body(null, 204));
  return app;
}
