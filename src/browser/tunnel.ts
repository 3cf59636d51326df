import { lookup } from 'node:dns';
import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { hostOf, portOf, proxyHeaders, type WebProxy } from './proxy.ts';
import { trustSystemCertificates } from './trust.ts';

/** Names under localhost are this machine, as browsers have it (RFC 6761); not every system's resolver knows them. */
export const resolvable = (host: string): string => (host.endsWith('.localhost') ? 'localhost' : host);

const find: LookupFunction = (host, options, done) => lookup(resolvable(host), options, done);

/**
 * How a server's addresses are found and tried. Milliseconds for each, so that one that leads nowhere (IPv6, often) does
 * not use up the time. Node's default of 250 is less than a handshake around the world takes.
 */
export const EACH_ADDRESS = { autoSelectFamilyAttemptTimeout: 3_000, lookup: find };

/** Milliseconds that a proxy may take to let a connection through. */
const TUNNEL_WITHIN = 20_000;

/** A proxy let nothing through. */
export class ProxyRefused extends Error {
  /** Its answer; undefined if there was none. */
  readonly status: number | undefined;
  /** How it wants to know who asks, if it does: `Negotiate, NTLM`. */
  readonly schemes: string | undefined;
  readonly proxy: WebProxy;

  constructor(proxy: WebProxy, why: string, status?: number, schemes?: string) {
    super(`ERR_PROXY: ${why}`);
    this.name = 'ProxyRefused';
    this.proxy = proxy;
    this.status = status;
    this.schemes = schemes;
  }
}

/**
 * A connection through a proxy.
 * @param target host and port: `na.myconnectwise.net:443`
 * @throws ProxyRefused
 */
export async function tunnel(proxy: WebProxy, target: string): Promise<Socket> {
  trustSystemCertificates();
  const { request } = proxy.url.protocol === 'https:' ? https : http;
  return await new Promise<Socket>((resolve, reject) => {
    request({
      host: hostOf(proxy.url),
      port: portOf(proxy.url),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...proxyHeaders(proxy) },
      agent: false,
      ...EACH_ADDRESS,
      signal: AbortSignal.timeout(TUNNEL_WITHIN),
    })
      .on('connect', ({ statusCode, headers }, socket: Socket, head: Buffer) => {
        if (statusCode === 200) {
          if (head.length > 0) socket.unshift(head);
          return resolve(socket);
        }
        socket.destroy();
        return reject(
          new ProxyRefused(proxy, `the answer ${statusCode}`, statusCode, headers['proxy-authenticate']?.toString()),
        );
      })
      .on('error', (error: NodeJS.ErrnoException) => reject(new ProxyRefused(proxy, error.code ?? error.name)))
      .end();
  });
}

/**
 * A connection to a server that speaks TLS, through a proxy if one leads there. Its certificate is checked.
 * @param trustAny take any certificate: for looking at it, and never for sending anything
 * @throws ProxyRefused, and what Node says of connections
 */
export async function secureConnection(
  url: URL,
  proxy: WebProxy | undefined,
  { signal, trustAny = false }: { signal: AbortSignal; trustAny?: boolean },
): Promise<TLSSocket> {
  const host = hostOf(url);
  const port = Number(portOf(url));
  const socket = connectTls({
    ...(proxy === undefined ? { port, ...EACH_ADDRESS } : { socket: await tunnel(proxy, `${url.hostname}:${port}`) }),
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: !trustAny,
  });
  try {
    await once(socket, 'secureConnect', { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
