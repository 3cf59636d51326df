import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './egress/servers.ts';

export const TOKENS_USER = 'robin@example.com';
export const TOKENS_PASSWORD = 'practice-only-1';

interface Token {
  name: string;
  scope: string;
  secret: string;
}

const page = (title: string, body: string) =>
  `<!doctype html><title>${title}</title><style>dialog{padding:2em}td,th{padding:4px 20px}</style>${body}`;

const SIGN_IN = page(
  'Sign in',
  '<h1>Sign in</h1><form method=post action=/sign-in><label>Email <input name=user></label>' +
    '<label>Password <input name=password type=password></label><button>Sign in</button></form>',
);

/** The page of the tokens: its form is a window, and so is what shows a new one. @param label what stands beside it */
const TOKENS = (
  label: string,
) => `<nav><a href=/>Home</a> <a href=/tokens>API tokens</a> <button>Sign out</button></nav>
<h1>API tokens</h1><p><button id=new>New token</button></p>
<table><thead><tr><th>Name</th><th>Scope</th><th></th></tr></thead><tbody></tbody></table>
<dialog id=form><h2>New API token</h2><p><label>Name <input id=name></label></p>
<p><label>Scope <select id=scope><option>Choose</option><option>Read reports</option><option>All</option></select></label></p>
<p><label><input type=checkbox id=never> Never expires</label></p><p id=said role=alert></p><button id=create>Create</button></dialog>
<dialog id=shown><h2>Your new token</h2><p>Copy it now. It is not shown again.</p><p><b>${label}</b> <code id=token></code></p>
<button onclick="shown.close()">Done</button></dialog>
<script>
const $ = (id) => document.getElementById(id);
const draw = async () => {
  const all = await (await fetch('/api/tokens')).json();
  document.querySelector('tbody').replaceChildren(...all.map(({ name, scope }) => {
    const row = document.createElement('tr');
    for (const words of [name, scope, '']) row.insertCell().textContent = words;
    const bin = document.createElement('button');
    bin.textContent = 'Revoke';
    bin.onclick = async () => {
      if (!confirm('Revoke ' + name + '?')) return;
      await fetch('/api/tokens?name=' + encodeURIComponent(name), { method: 'DELETE' });
      await draw();
    };
    row.lastChild.append(bin);
    return row;
  }));
};
$('new').onclick = () => $('form').showModal();
$('create').onclick = async () => {
  const json = { name: $('name').value, scope: $('scope').value, never: $('never').checked };
  const answer = await fetch('/api/tokens', { method: 'POST', body: JSON.stringify(json) });
  if (!answer.ok) return void ($('said').textContent = await answer.text());
  $('form').close();
  $('token').textContent = (await answer.json()).secret;
  $('shown').showModal();
  await draw();
};
draw();
</script>`;

/** An application that makes tokens, each of which is shown once. */
export async function startTokens({ label = 'Token', spaced = false } = {}) {
  const app = {
    url: '',
    /** Whether secrets are shown in groups, as nobody expects. */
    spaced,
    tokens: [] as Token[],
    /** How many were made. */
    made: 0,
    /** What is called when a token has been made, before the answer. */
    onMade: async () => undefined as unknown,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  const create = async (body: string): Promise<Token | string> => {
    const { name, scope, never } = JSON.parse(body) as { name: string; scope: string; never: boolean };
    if (name === '' || scope === 'Choose' || !never) return 'Name, scope and expiry are required.';
    const secret = `acme_${randomBytes(20).toString('hex')}`;
    const token = { name, scope, secret: app.spaced ? secret.replace(/(.{7})/g, '$1 ') : secret };
    app.tokens.push(token);
    app.made += 1;
    await app.onMade();
    return token;
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://tokens');
    const body = await text(request);
    const isIn = request.headers.cookie?.includes('session=1') ?? false;
    const html = (body: string) => response.setHeader('content-type', 'text/html; charset=utf-8').end(body);
    const json = (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (pathname === '/sign-in') {
      const given = new URLSearchParams(body);
      const good = given.get('user') === TOKENS_USER && given.get('password') === TOKENS_PASSWORD;
      return void response.writeHead(303, { location: '/', ...(good && { 'set-cookie': 'session=1' }) }).end();
    }
    if (!isIn) return void html(SIGN_IN);
    if (pathname === '/tokens') return void html(page('API tokens', TOKENS(label)));
    if (pathname !== '/api/tokens')
      return void html(
        page('Home', '<nav><a href=/tokens>API tokens</a> <button>Sign out</button></nav><h1>Home</h1>'),
      );
    if (request.method === 'DELETE') {
      app.tokens = app.tokens.filter(({ name }) => name !== searchParams.get('name'));
      return void json({});
    }
    if (request.method !== 'POST') return void json(app.tokens.map(({ name, scope }) => ({ name, scope })));
    const made = await create(body);
    if (typeof made === 'string') return void response.writeHead(400).end(made);
    json(made);
  });
  app.url = `http://127.0.0.1:${await listen(server)}`;
  return app;
}
