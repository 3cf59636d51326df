import { networkProblem, wordsOfError, type NetworkProblem } from '../../browser/network-problem.ts';
import { trustSystemCertificates } from '../../browser/trust.ts';
import { ScreenProblem, type Context } from '../../portal-sdk/index.ts';
import { redact } from '../../secrets/redact.ts';
import { Secret } from '../../secrets/secret.ts';
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

/** `Context.get`, to these origins only. */
export function getFrom(origins: ReadonlySet<string>): Context['get'] {
  return async (address, options = {}) => {
    const target = new URL(address);
    if (!origins.has(target.origin))
      throw new Error(
        `${target.origin} is not one of this portal's addresses (${[...origins].join(', ')}), so nothing was ` +
          'sent to it.',
      );
    const headers = plainHeaders(options);
    trustSystemCertificates();
    const what = `GET ${target.origin}${target.pathname}`;
    let network: NetworkProblem | undefined;
    const answer = await silently(what, async () => {
      const asked = fetch(target, { headers, redirect: 'manual', signal: AbortSignal.timeout(HTTP_TIMEOUT) });
      asked.catch((error: unknown) => (network = networkProblem(wordsOfError(error))));
      return await asked;
    }).catch((error: unknown) => {
      throw network === undefined
        ? error
        : new ScreenProblem({ ...network, screen: target.origin, expected: `an answer to ${what}` });
    });
    return {
      status: answer.status,
      body: redact(await answer.text()).slice(0, 100_000),
      header: (name) => answer.headers.get(name) ?? undefined,
    };
  };
}
