import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './egress/servers.ts';

/** The page of a REST API that pages/receiver/README.md shows. */
export const HUB_PAGE = /^keywright: 1\ntitle: Acme Hub\n.*?(?=^```)/ms.exec(
  readFileSync(new URL('../../pages/receiver/README.md', import.meta.url), 'utf8'),
)![0];

export const HUB_TOKEN = 'hub-6d0f41c2a97b';

/** A REST API that takes keys as that page says. */
export async function startHub() {
  const hub = {
    url: '',
    /** What was stored last. */
    stored: undefined as { site: string; company: string; keys: { public: string; private: string } } | undefined,
    /** What the next answers say of the connection. */
    connection: 'connected',
    changes: 0,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const answer = (status: number, json?: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(json === undefined ? '' : JSON.stringify(json));
    void text(request).then((body) => {
      if (headers.authorization !== `Bearer ${HUB_TOKEN}`) return void answer(401, { error: 'unknown token' });
      switch (`${method} ${url}`) {
        case 'GET /v1/connectwise':
          return void (hub.stored ? answer(200, { data: { publicKey: hub.stored.keys.public } }) : answer(404));
        case 'POST /v1/connectwise/test':
          return void answer(200, { status: hub.connection });
        case 'PUT /v1/connectwise':
          hub.changes += 1;
          hub.stored = JSON.parse(body) as NonNullable<typeof hub.stored>;
          return void answer(204);
        case `DELETE /v1/connectwise/${hub.stored?.keys.public}`:
          hub.changes += 1;
          hub.stored = undefined;
          return void answer(204);
        default:
          return void answer(404);
      }
    });
  });
  hub.url = `http://localhost:${await listen(server)}`;
  return hub;
}
