import { BlockList, isIP } from 'node:net';
import { percentDecoded } from '../files/percent-decoded.ts';

/** A proxy that stands between this machine and the portals. */
export interface WebProxy {
  /** Without user name and password. */
  url: URL;
  /** Where it was set, in words: 'HTTPS_PROXY'. */
  place: string;
  /** Gives the header that shows the proxy who asks; undefined if its address has no user name. */
  authorization?: (() => string) | undefined;
}

/** The variable of the password of a proxy whose address has a user name alone. */
export const PROXY_PASSWORD = 'KEYWRIGHT_PROXY_PASSWORD';

/** What the customers file says in place of a proxy, if there is none. */
export const NO_PROXY_AT_ALL = 'none';

/** An address as it was set, with what must not stay in it. */
interface SetProxy {
  url: URL;
  user?: string;
  password?: string;
}

/** The text as a proxy's address, or in `wrong` why it is none: a part of a sentence that never holds the text. */
export function readProxy(text: string): SetProxy | { wrong: string } {
  const trimmed = text.trim();
  // Read as it stands, the address would end in the middle of a password, and a part of it would be a host.
  if (/[#/?\\].*@|@.*@/.test(trimmed.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')))
    return {
      wrong:
        'has a sign in its user name or password that must be written with its number: # is %23, / is %2F, ? is %3F, ' +
        '@ is %40, \\ is %5C',
    };
  // `auto`, `system`, `None` and `direct` would be names of hosts.
  if (/^[a-z]+$/i.test(trimmed))
    return {
      wrong:
        'is not an address with a port, such as http://proxy:3128; where there is no proxy, leave it out, or write none ' +
        'in the customers file',
    };
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
  if (url === null || url.hostname === '') return { wrong: 'is not the address of a proxy, such as http://proxy:3128' };
  if (/^pac\+/i.test(url.protocol) || /\.(pac|dat)$/i.test(url.pathname))
    return {
      wrong:
        'is the address of a PAC file, which is not supported. Open the file, and give the proxy that it names for ' +
        'the portals: http://host:port',
    };
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { wrong: 'is not an http proxy; others, such as SOCKS, are not supported. Give http://host:port' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return { wrong: 'must end after host and port' };
  const [user, password] = [url.username, url.password].map(percentDecoded);
  url.username = '';
  url.password = '';
  return { url, ...(user && { user }), ...(password && { password }) };
}

/** The header for a proxy who wants to know who asks. */
export const proxyHeaders = ({ authorization }: WebProxy): Record<string, string> =>
  authorization === undefined ? {} : { 'proxy-authorization': authorization() };

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
export const portOf = ({ protocol, port }: URL): string => port || (protocol === 'https:' ? '443' : '80');

/** This machine itself. A name under localhost may be a server that only the proxy knows. */
const LOOPBACK = /^(localhost|127\.[\d.]+|::1)$/;

/** Whether an address is in a range, such as 10.0.0.0/8. */
function inRange(host: string, range: string): boolean {
  const [network = '', bits] = range.split('/');
  const [family, kind] = [isIP(network), isIP(host)];
  if (family === 0 || family !== kind) return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  try {
    list.addSubnet(network, Number(bits), type);
  } catch {
    return false;
  }
  return list.check(host, type);
}

/** Whether an entry of NO_PROXY means this host. */
function means(entry: string, host: string, port: string): boolean {
  if (entry === '*' || entry === host) return true;
  if (entry.includes('/')) return inRange(host, entry);
  const [, name = entry, at] = /^\[?([^[\]]*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
  if (at !== undefined && at !== port) return false;
  const domain = name.replace(/^\*?\./, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}

/** Whether a URL is reached without a proxy: this machine always, and what NO_PROXY lists, as curl and Go read it. */
export function isDirect(url: URL, noProxy: string): boolean {
  const host = hostOf(url).toLowerCase();
  const entries = noProxy
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((entry) => entry !== '');
  return LOOPBACK.test(host) || entries.some((entry) => means(entry, host, portOf(url)));
}
