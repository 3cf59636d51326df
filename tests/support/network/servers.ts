import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, request, type Server } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Identity } from './authority.ts';

interface Listening {
  port: number;
  stop(): void;
}

async function listening(server: Server): Promise<Listening> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A server that speaks TLS. */
export const secureServer = async (identity: Identity, answer: RequestListener): Promise<Listening> =>
  await listening(createServer(identity, answer));

/**
 * An https server before a plain one.
 * @param prefix what it takes off a path: `/psa`
 */
export async function front(identity: Identity, behind: string, prefix = ''): Promise<Listening> {
  const { hostname, port } = new URL(behind);
  return await secureServer(identity, (asked, answered) => {
    const path = prefix !== '' && asked.url!.startsWith(prefix) ? asked.url!.slice(prefix.length) || '/' : asked.url!;
    // A connection that is used again may be closed at that moment.
    const to = { hostname, port, path, method: asked.method, headers: asked.headers, agent: false };
    const passed = request(to, (answer) => {
      answered.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(answered);
    });
    passed.on('error', () => answered.destroy());
    asked.pipe(passed);
  });
}

export interface TestProxy extends Listening {
  /** Hosts and ports that were asked for, in order. */
  asked: string[];
  /** What the next ones are answered; undefined lets them through. */
  answer: string | undefined;
}

/**
 * An http proxy as companies have it.
 * @param ways where each `host:port` leads: a port of this machine
 * @param credentials `user:password` that it wants
 */
export async function startProxy(ways: Record<string, number>, credentials?: string): Promise<TestProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createHttpServer((plain, answered) => {
    asked.push(plain.url!);
    answered.end('by the proxy');
  });
  server.on('connect', (question, client: Socket) => {
    client.on('error', () => undefined);
    asked.push(question.url!);
    const port = ways[question.url!];
    const refusal =
      proxy.answer ??
      (wanted !== undefined && question.headers['proxy-authorization'] !== wanted
        ? '407 Who\r\nProxy-Authenticate: Basic realm="company"'
        : port === undefined
          ? '403 No'
          : undefined);
    if (refusal !== undefined) return void client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const way = connect(port!, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    for (const socket of [way, client]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.pipe(way).pipe(client);
    return undefined;
  });
  const at = await listening(server);
  const proxy: TestProxy = {
    port: at.port,
    asked,
    answer: undefined,
    stop() {
      at.stop();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
