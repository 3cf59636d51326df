import * as http from 'node:http';
import * as https from 'node:https';
import { buffer } from 'node:stream/consumers';
import { Proxies } from './proxies.ts';
import { proxyHeaders } from './proxy.ts';
import { trustSystemCertificates } from './trust.ts';
import { EACH_ADDRESS, secureConnection } from './tunnel.ts';

export interface Question {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: Buffer;
  /** Milliseconds until the whole answer must be there. */
  timeout: number;
  proxies?: Proxies | undefined;
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Keywright's own request: one connection, no redirects, by the same proxies and with the same trust as the browser.
 * @throws ProxyRefused, and what Node says of connections
 */
export async function ask(url: URL, { method = 'GET', headers, body, timeout, proxies }: Question): Promise<Answer> {
  trustSystemCertificates();
  const proxy = (proxies ?? Proxies.NONE).of(url);
  const signal = AbortSignal.timeout(timeout);
  const options = {
    method,
    headers: { connection: 'close', ...(body && { 'content-length': String(body.length) }), ...headers },
    signal,
    ...EACH_ADDRESS,
  } as const;
  let request: http.ClientRequest;
  if (url.protocol === 'https:') {
    const connection = await secureConnection(url, proxy, { signal });
    // With an agent, even with none (`false`), the connection would be another.
    request = https.request(url, { ...options, createConnection: () => connection });
  } else if (proxy !== undefined) {
    // A proxy that is asked for plain http gets the whole address.
    const { request: send } = proxy.url.protocol === 'https:' ? https : http;
    request = send(proxy.url, {
      ...options,
      agent: false,
      path: url.href,
      headers: { ...options.headers, host: url.host, ...proxyHeaders(proxy) },
    });
  } else request = http.request(url, { ...options, agent: false });
  return await new Promise<Answer>((resolve, reject) => {
    request
      .on('response', (response) => {
        const { statusCode = 0, headers } = response;
        buffer(response).then((body) => resolve({ status: statusCode, headers, body }), reject);
      })
      .on('error', reject)
      .end(body);
  });
}
