import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { testConnection } from './connection.ts';
import { credentialsInput, isEmpty, problemsOf } from './credentials-input.ts';
import { connectionStatus, credentialsForm, credentialsList } from './credentials-panel.ts';
import { appPage, type Boot, barePage } from './layout.ts';
import { storedServerUrl } from './server-url.ts';
import type { Sessions, SignedIn } from './session.ts';
import type { MspcfoState, StoredCredentials } from './state.ts';

interface CredentialsOptions {
  sessions: Sessions;
  boot: Boot;
  clientId: string;
}

const PATH = '/settings/api-credentials';

/** The Api Credentials screen and its calls. */
export function credentialsRoutes({ sessions, boot, clientId }: CredentialsOptions): Hono {
  const { variants, delay } = boot;
  const app = new Hono();
  let nextId = 1;

  const panel = (state: MspcfoState, form: boolean) => {
    nextId += 7;
    return form || variants.records === 'single'
      ? credentialsForm(state, variants, nextId)
      : credentialsList(state, variants);
  };
  const pause = (share: number) => sleep(delay * share * (0.5 + Math.random()));
  const status = async (state: MspcfoState) => ({
    checking: state.checking,
    status: String(await connectionStatus(state)),
  });

  app.get(PATH, (c) => {
    const who = sessions.of(c);
    if (who === undefined) return c.redirect('/signin');
    const body =
      variants.credentials === 'iframe'
        ? html`<iframe class="panel-frame" src="${PATH}/frame" title="Api Credentials"></iframe>`
        : html`<div data-panel-here></div>`;
    return c.html(appPage('Api Credentials', PATH, who, boot, body));
  });
  app.get(`${PATH}/frame`, (c) => {
    const who = sessions.of(c);
    if (who === undefined) return c.redirect('/signin');
    const { flash } = who.session;
    delete who.session.flash;
    return c.html(
      barePage(
        'Api Credentials',
        'framed',
        html`${flash === undefined ? '' : html`<div class="notice good" role="status">${flash}</div>`}
          <div data-panel-here></div>`,
        boot,
      ),
    );
  });
  app.get(`${PATH}/panel`, async (c) => {
    await pause(1);
    const who = sessions.of(c);
    return who === undefined
      ? c.json({ message: 'Session expired' }, 401)
      : c.html(panel(who.state, c.req.query('form') !== undefined));
  });

  /** Runs the test; what it finds is dropped when other credentials were stored meanwhile. */
  const test = async (state: MspcfoState, credentials: StoredCredentials) => {
    state.tests++;
    const result = await testConnection(credentials, { clientId });
    await pause(2);
    if (state.credentials === credentials) Object.assign(state, { connection: result, checking: false });
    return result;
  };

  const done = async (c: Context, { state, session }: SignedIn, message: string) => {
    if (variants.saved === 'reload') session.flash = message;
    return c.json({ message, panel: String(await panel(state, true)), ...(await status(state)) });
  };
  const remove = async (c: Context, who: SignedIn) => {
    const { state } = who;
    if (state.credentials === undefined) return c.json({ message: 'No credentials stored', problems: {} }, 422);
    delete state.credentials;
    delete state.connection;
    state.checking = false;
    state.removals++;
    return await done(c, who, 'Credentials removed.');
  };

  const save = async (c: Context, who: SignedIn) => {
    const { state, user } = who;
    const input = credentialsInput(await c.req.json().catch(() => undefined));
    if (variants.removal === 'empty-boxes' && state.credentials !== undefined && isEmpty(input))
      return await remove(c, who);
    const problems = problemsOf(input, state.credentials);
    if (Object.keys(problems).length > 0) return c.json({ message: 'Please check the marked fields.', problems }, 422);
    const credentials: StoredCredentials = {
      ...input,
      privateKey: input.privateKey || state.credentials!.privateKey,
      serverUrl: storedServerUrl(input.serverUrl, variants.serverUrl),
      savedAt: new Date().toISOString(),
      savedBy: user.name,
    };
    if (variants.connectionTest === 'on-save' && variants.failedTest === 'refused') {
      const result = await test(state, credentials);
      if (!result.ok) return c.json({ message: `Not saved. ${result.message}`, problems: {} }, 422);
      Object.assign(state, { credentials, connection: result, checking: false, saves: state.saves + 1 });
    } else {
      delete state.connection;
      Object.assign(state, { credentials, checking: variants.connectionTest === 'slow', saves: state.saves + 1 });
      if (variants.connectionTest === 'on-save') await test(state, credentials);
      if (variants.connectionTest === 'slow') void pause(6).then(() => test(state, credentials));
    }
    return await done(c, who, 'Credentials saved.');
  };

  const guarded = (work: (c: Context, who: SignedIn) => Promise<Response>) => async (c: Context) => {
    await pause(1);
    const who = sessions.of(c);
    return who === undefined ? c.json({ message: 'Session expired' }, 401) : await work(c, who);
  };

  app.post('/api/credentials', guarded(save));
  if (variants.removal === 'button') app.delete('/api/credentials', guarded(remove));
  app.post(
    '/api/credentials/test',
    guarded(async (c, { state }) => {
      const { credentials } = state;
      if (credentials === undefined) return c.json({ message: 'No credentials stored', problems: {} }, 422);
      await test(state, credentials);
      return c.json(await status(state));
    }),
  );
  app.get('/api/credentials/connection', async (c) => {
    const who = sessions.of(c);
    return who === undefined ? c.json({ message: 'Session expired' }, 401) : c.json(await status(who.state));
  });
  return app;
}
