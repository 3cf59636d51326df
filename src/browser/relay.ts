import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Proxies } from './proxies.ts';
import { portOf } from './proxy.ts';
import { tunnel } from './tunnel.ts';

/**
 * A proxy of our own on this machine, between the browser and the proxies that are set. It lets the browser through to
 * the given origins alone (the browser itself looks up no name that a proxy looks up), it shows the user name and
 * password, which the browser never gets, and it knows why a proxy refused, which the browser does not tell.
 */
export interface Relay {
  /** `http://127.0.0.1:<port>` */
  address: string;
  /** Origins that are reached directly. */
  direct: string[];
  /** Why the last connection to this origin did not come about, if it did not. */
  failure(origin: string): unknown;
  close(): void;
}

const target = (origin: string): string => {
  const url = new URL(origin);
  return `${url.hostname}:${portOf(url)}`;
};

/** @returns undefined if no proxy leads to any of the origins */
export async function openRelay(origins: readonly string[], proxies: Proxies): Promise<Relay | undefined> {
  const ways = new Map(
    origins.flatMap((origin) => {
      const proxy = proxies.of(new URL(origin));
      return proxy === undefined ? [] : [[target(origin), proxy] as const];
    }),
  );
  if (ways.size === 0) return undefined;
  const failures = new Map<string, unknown>();
  const sockets = new Set<Socket>();
  const keep = <S extends Socket>(socket: S): S => {
    sockets.add(socket);
    // The other end is told by the pipe; what is left to do is not to end the program.
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer((_, response) => response.writeHead(405).end())
    .on('connection', keep)
    .on('connect', (request, browser: Socket, head: Buffer) => {
      const asked = request.url ?? '';
      const proxy = ways.get(asked);
      if (proxy === undefined) return void browser.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      tunnel(proxy, asked).then(
        (server) => {
          failures.delete(asked);
          browser.write('HTTP/1.1 200 Connection established\r\n\r\n');
          keep(server).write(head);
          browser.pipe(server).pipe(browser);
          browser.on('close', () => server.destroy());
          server.on('close', () => browser.destroy());
        },
        (error: unknown) => {
          failures.set(asked, error);
          browser.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
        },
      );
    })
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    direct: origins.filter((origin) => !ways.has(target(origin))),
    failure: (origin) => failures.get(target(origin)),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
