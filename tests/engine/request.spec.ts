import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { requestTo } from '../../src/engine/context/http.ts';
import { registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { listen } from '../support/egress/servers.ts';

const TOKEN = 'tok-51b7Qx-9f3a';
const token = new Secret(TOKEN, 'API token');
registerSecret(token);

interface Heard {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that tells what it heard, and says it back. */
async function here(
  work: (at: string, heard: Heard[], notes: string[], send: ReturnType<typeof requestTo>) => Promise<void>,
  committing = false,
): Promise<void> {
  const heard: Heard[] = [];
  const notes: string[] = [];
  const api = createServer((request, response) => {
    const { method, url, headers } = request as { method: string; url: string; headers: IncomingHttpHeaders };
    void text(request).then((body) => {
      heard.push({ method, url, headers, body });
      if (url === '/busy' && heard.length === 1) response.writeHead(429, { 'retry-after': '0' });
      else response.writeHead(url === '/moved' ? 307 : 200, { location: 'http://127.0.0.1:1/elsewhere' });
      response.end(`said ${headers.authorization} ${body}`);
    });
  });
  const at = `http://localhost:${await listen(api)}`;
  const note = (said: string) => void notes.push(said);
  const { signal } = new AbortController();
  try {
    await work(at, heard, notes, requestTo(new Set([at]), { signal, note, committing: () => committing }));
  } finally {
    api.closeAllConnections();
    api.close();
  }
}

test('secrets go out as bearer, in parts of headers, in JSON and in forms, and come back in no answer', async () => {
  await here(async (at, heard, notes, send) => {
    const answer = await send(`${at}/a`, {
      method: 'POST',
      reads: true,
      bearer: token,
      headers: { 'x-key': ['Key ', token, ';v=1'] },
      json: { of: ['a', { secret: token }], n: 1 },
    });
    await send(`${at}/b?q=1`, { method: 'POST', reads: true, form: { grant: 'client', secret: token } });
    expect(heard[0]).toMatchObject({
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'x-key': `Key ${TOKEN};v=1`, 'content-type': 'application/json' },
      body: JSON.stringify({ of: ['a', { secret: TOKEN }], n: 1 }),
    });
    expect(heard[1]?.body).toBe(`grant=client&secret=${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain(TOKEN);
    expect(notes).toEqual([`POST ${at}/a: the answer 200`, `POST ${at}/b: the answer 200`]);
  });
});

test('a redirect is an answer, and takes no secret along', async () => {
  await here(async (at, heard, _, send) => {
    const { status, header } = await send(`${at}/moved`, { bearer: token });
    expect([status, header('location')]).toEqual([307, 'http://127.0.0.1:1/elsewhere']);
    await expect(send('http://127.0.0.1:1/elsewhere', { bearer: token })).rejects.toThrow(/nothing was sent to it/);
    expect(heard).toHaveLength(1);
  });
});

test('what may change something goes out in a commit alone, and once', async () => {
  await here(async (at, heard, _, send) => {
    await expect(send(`${at}/a`, { method: 'PUT', json: {} })).rejects.toThrow(/gesture of the kind commit/);
    expect(heard).toEqual([]);
  });
  await here(async (at, heard, _, send) => {
    expect((await send(`${at}/busy`, { method: 'PUT', json: {} })).status).toBe(429);
    expect(heard).toHaveLength(1);
    expect((await send(`${at}/busy`)).status).toBe(200);
  }, true);
});

test('what cannot be sent is told without its secret', async () => {
  await here(async (at, _, __, send) => {
    const twoLines = new Secret(`${TOKEN}\nmore`, 'two lines');
    const failed = await send(`${at}/a`, { bearer: twoLines }).catch((error: Error) => error);
    expect(`${(failed as Error).message} ${(failed as Error).stack}`).not.toContain(TOKEN);
  });
});
