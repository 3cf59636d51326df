import { withCertificate } from '../../browser/certificate.ts';
import { type NetworkProblem, problemOfError } from '../../browser/network-problem.ts';
import type { Proxies } from '../../browser/proxies.ts';
import { ask } from '../../browser/request.ts';
import { type Context, type HttpRequest, ScreenProblem, type SecretText } from '../../portal-sdk/index.ts';
import { redact } from '../../secrets/redact.ts';
import { Secret } from '../../secrets/secret.ts';
import { patiently } from './retry-after.ts';
import { silently } from './without-words.ts';

/** Milliseconds. */
const HTTP_TIMEOUT = 30_000;

const text = (parts: SecretText): string =>
  [parts]
    .flat()
    .map((part) => (part instanceof Secret ? part.reveal() : part))
    .join('');

const texts = (all: Record<string, SecretText>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).map(([name, parts]) => [name, text(parts)]));

/** A value with its secrets in clear. */
function clear(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();
  if (Array.isArray(value)) return value.map(clear);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clear(inner)]));
}

function inClear({ headers = {}, basic, bearer, json, form }: HttpRequest): {
  headers: Record<string, string>;
  body?: Buffer;
} {
  const pair = basic && Buffer.from(`${basic.user}:${basic.password.reveal()}`, 'utf8').toString('base64');
  const body =
    json !== undefined
      ? { type: 'application/json', text: JSON.stringify(clear(json)) }
      : form && { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(texts(form)).toString() };
  return {
    headers: {
      ...(body && { 'content-type': body.type }),
      ...(pair !== undefined && { authorization: `Basic ${pair}` }),
      ...(bearer && { authorization: `Bearer ${bearer.reveal()}` }),
      ...texts(headers),
    },
    ...(body && { body: Buffer.from(body.text, 'utf8') }),
  };
}

interface Way {
  proxies?: Proxies | undefined;
  signal: AbortSignal;
  note: Context['note'];
  /** Whether a gesture is under way that may change something. Left out: never. */
  committing?: () => boolean;
}

/** `Context.request`, to these origins only. */
export function requestTo(
  origins: ReadonlySet<string>,
  { proxies, signal, note, committing }: Way,
): Context['request'] {
  const wait = patiently(signal, (seconds, status) =>
    note(`The REST API asks for a pause (${status}). Waiting ${seconds} s.`),
  );
  return async (address, request = {}) => {
    const target = new URL(address);
    if (!origins.has(target.origin))
      throw new Error(
        `${target.origin} is not one of this portal's addresses (${[...origins].join(', ')}), so nothing was ` +
          'sent to it.',
      );
    const { method = 'GET', reads = method === 'GET' } = request;
    const what = `${method} ${target.origin}${target.pathname}`;
    if (!reads && committing?.() !== true)
      throw new Error(
        `${what} may change something, so it belongs into a gesture of the kind commit. Nothing was sent.`,
      );
    let network: NetworkProblem | undefined;
    const once = async () => {
      const { status, headers, body } = await silently(what, async () => {
        const asked = ask(target, { method, ...inClear(request), timeout: HTTP_TIMEOUT, proxies });
        asked.catch((error: unknown) => (network = problemOfError(error)));
        return await asked;
      });
      if (method !== 'GET') note(`${what}: the answer ${status}`);
      return {
        status,
        body: redact(body.toString('utf8')).slice(0, 100_000),
        header: (name: string) => headers[name.toLowerCase()]?.toString(),
      };
    };
    try {
      // What may have changed something is never sent again.
      return await (reads ? wait(once) : once());
    } catch (error) {
      if (network === undefined) throw error;
      const problem = await withCertificate(network, target, proxies);
      throw new ScreenProblem({ ...problem, screen: target.origin, expected: `an answer to ${what}` });
    }
  };
}
