import { Proxies } from '../browser/proxies.ts';
import { NO_PROXY_AT_ALL, PROXY_PASSWORD, readProxy, type WebProxy } from '../browser/proxy.ts';
import { UserError } from '../files/user-error.ts';
import { registerSecret, SHORTEST_SECRET } from '../secrets/redact.ts';
import { Secret } from '../secrets/secret.ts';
import type { SecretSource } from '../secrets/sources.ts';

type Environment = Readonly<Record<string, string | undefined>>;
/** Gives the password of a proxy whose address has a user name alone. */
type Passwords = Pick<SecretSource, 'need'>;

const LABEL = 'Proxy password';

function kept(password: string): Secret {
  const secret = new Secret(password, LABEL, true);
  // A shorter one cannot be told from ordinary text. It goes into one header, and nowhere else.
  if (password.length >= SHORTEST_SECRET) registerSecret(secret);
  return secret;
}

/** @throws UserError if the text is no proxy that can be used */
async function proxyOf(text: string, place: string, passwords: Passwords): Promise<WebProxy> {
  const read = readProxy(text);
  if ('wrong' in read) throw new UserError('KW-PROXY-SETTING', `${place} ${read.wrong}.`);
  const { url, user, password } = read;
  if (user === undefined) return { url, place };
  const secret = password === undefined ? await passwords.need(PROXY_PASSWORD, LABEL) : kept(password);
  const authorization = () => `Basic ${Buffer.from(`${user}:${secret.reveal()}`, 'utf8').toString('base64')}`;
  return { url, place, authorization };
}

/**
 * The proxies that are set: in the customers file, else in the environment (small letters first, as curl has it).
 * @param set what the customers file says
 * @throws UserError if what is set cannot be used
 */
export async function openProxies(
  set: string | undefined,
  passwords: Passwords,
  environment: Environment = process.env,
): Promise<Proxies> {
  if (set === NO_PROXY_AT_ALL) return Proxies.NONE;
  const of = async (protocol: string): Promise<WebProxy | undefined> => {
    if (set !== undefined) return await proxyOf(set, 'proxy in the customers file', passwords);
    const names = [`${protocol}_proxy`, `${protocol.toUpperCase()}_PROXY`, 'all_proxy', 'ALL_PROXY'];
    const place = names.find((name) => environment[name]);
    return place === undefined ? undefined : await proxyOf(environment[place]!, place, passwords);
  };
  return new Proxies(
    { 'https:': await of('https'), 'http:': await of('http') },
    environment['no_proxy'] || environment['NO_PROXY'],
  );
}
