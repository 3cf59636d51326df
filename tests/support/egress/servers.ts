import { createSocket } from 'node:dgram';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Hostile, LEAVING, OF_THE_PAGE, RAW_TCP, RAW_UDP, WAYS } from './vectors.ts';

export const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');

/** Every address of this machine: with IPv6, which then means IPv4 too. */
const ANY = hasIpv6 ? '::' : '0.0.0.0';

/** Lets a server listen on any free port. @returns the port */
export async function listen(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, ANY, resolve));
  return (server.address() as AddressInfo).port;
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface HostileServer {
  at(host: string): Hostile;
  /** Ways that arrived, with the milliseconds from the last `forget`. */
  arrived: Map<string, number>;
  forget(): void;
  stop(): Promise<void>;
}

/** A server that nobody may reach. It writes down every request, connection and datagram. */
export async function startHostile(): Promise<HostileServer> {
  const arrived = new Map<string, number>();
  let start = performance.now();
  const note = (way: string) => arrived.has(way) || arrived.set(way, performance.now() - start);
  const closers: (() => Promise<void> | void)[] = [];
  const http = createServer((request, response) => {
    const way = decodeURIComponent(request.url!.slice(1));
    note(way);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', /worker|script|module/.test(way) ? 'text/javascript' : 'text/html');
    response.end();
  });
  http.on('upgrade', (request, socket) => {
    note(request.url!.slice(1));
    socket.destroy();
  });
  http.on('connection', () => note('any connection'));
  const port = await listen(http);
  closers.push(() => {
    http.closeAllConnections();
    return new Promise<void>((resolve) => http.close(() => resolve()));
  });
  const raw: [string, number][] = [];
  for (const way of RAW_TCP) {
    const server = createTcpServer((socket) => {
      note(way);
      socket.on('error', () => undefined).destroy();
    });
    raw.push([way, await listen(server)]);
    closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  }
  for (const way of RAW_UDP) {
    const socket = createSocket({ type: hasIpv6 ? 'udp6' : 'udp4' }).on('message', () => note(way));
    await new Promise<void>((resolve) => socket.bind(0, ANY, resolve));
    raw.push([way, socket.address().port]);
    closers.push(() => void socket.close());
  }
  return {
    arrived,
    at: (host) => ({ host, http: port, raw: Object.fromEntries(raw) as Hostile['raw'] }),
    forget: () => {
      arrived.clear();
      start = performance.now();
    },
    stop: async () => void (await Promise.all(closers.map((close) => close()))),
  };
}

/**
 * A page of an allowed host that tries every way to a hostile server at once: `/all`. What leaves its page, or comes
 * with a header, has a frame of its own; a frame costs the browser more than all that the others do in one.
 */
export function hostilePages(target: () => Hostile): RequestListener {
  const part = (name: string) => {
    const url = (path: string, scheme = 'http') => `${scheme}://${target().host}:${target().http}/${path}`;
    return { ...OF_THE_PAGE, ...WAYS }[name]!(url, target());
  };
  const isAlone = (name: string) => LEAVING.has(name) || typeof part(name) === 'object';
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://x');
    if (pathname.startsWith('/redirect/'))
      return void response
        .writeHead(Number(pathname.slice('/redirect/'.length)), { location: searchParams.get('to')! })
        .end();
    if (pathname === '/service-worker.js')
      return void response
        .setHeader('content-type', 'text/javascript')
        .end(`fetch(${JSON.stringify(searchParams.get('to'))})`);
    response.setHeader('content-type', 'text/html');
    if (pathname === '/all') {
      const frames = [
        '/together',
        ...Object.keys(WAYS)
          .filter(isAlone)
          .map((name) => `/way/${encodeURIComponent(name)}`),
      ]
        .map((path) => `<iframe src="${path}"></iframe>`)
        .join('');
      return void response.end(`<!doctype html>${Object.keys(OF_THE_PAGE).map(part).join('')}${frames}`);
    }
    if (pathname === '/together')
      return void response.end(
        `<!doctype html>${Object.keys(WAYS)
          .filter((name) => !isAlone(name))
          .map(part)
          .join('')}`,
      );
    if (!pathname.startsWith('/way/')) return void response.end('<!doctype html>');
    const made = part(decodeURIComponent(pathname.slice('/way/'.length)));
    if (typeof made === 'object') response.setHeader(...made.header);
    response.end(`<!doctype html>${typeof made === 'object' ? made.html : made}`);
  };
}
