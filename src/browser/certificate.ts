import type { TLSSocket } from 'node:tls';
import type { NetworkProblem } from './network-problem.ts';
import { Proxies } from './proxies.ts';
import { secureConnection } from './tunnel.ts';

/** Milliseconds that a look at a certificate may take. */
const SEEN_WITHIN = 5_000;

/**
 * The certificate that a server shows, in words: whose it is, who issued it, and until when it is valid. Nothing is sent
 * to the server.
 * @returns undefined if there is none to be seen
 */
async function describeCertificate(url: URL, proxies: Proxies = Proxies.NONE): Promise<string | undefined> {
  let socket: TLSSocket | undefined;
  try {
    const signal = AbortSignal.timeout(SEEN_WITHIN);
    socket = await secureConnection(url, proxies.of(url), { signal, trustAny: true });
    const { subject, issuer, valid_from, valid_to } = socket.getPeerCertificate();
    const name = ({ CN, O }: typeof subject) => [CN, O].flat().find((part) => part) ?? 'nobody';
    const day = (text: string) => new Date(text).toISOString().replace(/T.*/, '');
    const own = JSON.stringify(subject) === JSON.stringify(issuer);
    return (
      `the certificate is for ${name(subject)}, issued by ${own ? 'itself' : name(issuer)}, ` +
      `valid from ${day(valid_from)} to ${day(valid_to)}`
    );
  } catch {
    return undefined;
  } finally {
    socket?.destroy();
  }
}

/** The problem, with what the certificate says of itself, if it is about one. */
export async function withCertificate(
  problem: NetworkProblem,
  url: URL,
  proxies: Proxies | undefined,
): Promise<NetworkProblem> {
  if (problem.code !== 'KW-CERTIFICATE') return problem;
  const seen = await describeCertificate(url, proxies);
  return seen === undefined ? problem : { ...problem, actual: `${problem.actual}; ${seen}` };
}
