import { withCertificate } from '../../browser/certificate.ts';
import { problemOfError, type NetworkProblem } from '../../browser/network-problem.ts';
import type { Proxies } from '../../browser/proxies.ts';
import { ask } from '../../browser/request.ts';
import { ScreenProblem, type Context } from '../../portal-sdk/index.ts';
import { redact } from '../../secrets/redact.ts';
import { Secret } from '../../secrets/secret.ts';
import { patiently } from './retry-after.ts';
import { silently } from './without-words.ts';

/** Milliseconds. */
const HTTP_TIMEOUT = 30_000;

type GetOptions = NonNullable<Parameters<Context['get']>[1]>;

function plainHeaders({ headers = {}, basic }: GetOptions): Record<string, string> {
  const plain = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]),
  );
  if (basic === undefined) return plain;
  const pair = Buffer.from(`${basic.user}:${basic.password.reveal()}`, 'utf8').toString('base64');
  return { ...plain, authorization: `Basic ${pair}` };
}

interface Way {
  proxies?: Proxies | undefined;
  signal: AbortSignal;
  note: Context['note'];
}

/** `Context.get`, to these origins only. */
export function getFrom(origins: ReadonlySet<string>, { proxies, signal, note }: Way): Context['get'] {
  const wait = patiently(signal, (seconds, status) =>
    note(`The REST API asks for a pause (${status}). Waiting ${seconds} s.`),
  );
  return async (address, options = {}) => {
    const target = new URL(address);
    if (!origins.has(target.origin))
      throw new Error(
        `${target.origin} is not one of this portal's addresses (${[...origins].join(', ')}), so nothing was ` +
          'sent to it.',
      );
    const headers = plainHeaders(options);
    const what = `GET ${target.origin}${target.pathname}`;
    let network: NetworkProblem | undefined;
    const once = async () => {
      const {
        status,
        headers: answered,
        body,
      } = await silently(what, async () => {
        const asked = ask(target, { headers, timeout: HTTP_TIMEOUT, proxies });
        asked.catch((error: unknown) => (network = problemOfError(error)));
        return await asked;
      });
      return {
        status,
        body: redact(body.toString('utf8')).slice(0, 100_000),
        header: (name: string) => answered[name.toLowerCase()]?.toString(),
      };
    };
    try {
      return await wait(once);
    } catch (error) {
      if (network === undefined) throw error;
      const problem = await withCertificate(network, target, proxies);
      throw new ScreenProblem({ ...problem, screen: target.origin, expected: `an answer to ${what}` });
    }
  };
}
