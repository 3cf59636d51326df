import { closest } from '../files/closest.ts';
import type { Portal } from '../portal-sdk/index.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a host has a portal's name before a top-level domain that does not end it: na.myconnectwise.net.evil.example,
 * myconnectwise-net.evil.example.
 */
function posesAs(host: string, portal: string): boolean {
  // connectwise.com.au is a domain of its own; connectwise.com.evil.example is not.
  return new RegExp(`${portal}[a-z0-9-]*[.-](?:com(?!\\.[a-z]{2}$)|net|org|io)[.-]`).test(host);
}

/** Whether a label of the host is the portal's name with a letter or two amiss: na.myconectwise.net. */
const isMistyped = (host: string, portal: string): boolean =>
  host
    .split('.')
    .map((label) => label.replace(/^my-?/, ''))
    .some((label) => !label.includes(portal) && closest(label, [portal], portal.length > 8 ? 2 : 1) !== undefined);

/** What an address may have that the usual one has not. */
interface Meant {
  onPremises: boolean;
  port: boolean;
  path: boolean;
}

const IF_MEANT = '; for a server of your own network, add on-premises: true';

/** Letters of Western and Central European names; none of them is mistaken for another. */
const EUROPEAN = /^[a-z0-9.:_\u00DF-\u00F6\u00F8-\u0130\u0132-\u0137\u0139-\u0148\u014A-\u017E-]+$/i;

/** Whether a host has European letters in a label that is not nearly the portal's name: cw.m\u00FCller.example. */
function isEuropean(authority: string, portal: string): boolean {
  const plain = (label: string) =>
    label
      .normalize('NFKD')
      .replace(/[^a-z0-9-]/gi, '')
      .toLowerCase();
  const posing = authority.split('.').some((label) => /[^\0-\x7F]/.test(label) && plain(label).includes(portal));
  return EUROPEAN.test(authority) && !posing;
}

/** Why the text is refused before it is parsed; else its host as it is written, and what follows it. */
function split(
  text: string,
  portal: string,
  onPremises: boolean,
): { wrong: string } | { authority: string; rest: string } {
  if (/[\s\\\u0000-\u001f]/.test(text)) return { wrong: 'must not hold a space or a \\' };
  const [, scheme, authority, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(text) ?? [];
  if (scheme === undefined || authority === undefined || !/^https?$/i.test(scheme))
    return { wrong: 'must begin with https://' };
  if (authority.includes('@')) return { wrong: 'must not hold a user name or "@"' };
  const meant = isEuropean(authority, portal);
  if (/(^|\.)xn--/i.test(authority) || (/[^\u0000-\u007f]/.test(authority) && !(meant && onPremises)))
    return {
      wrong:
        'must not have letters of other alphabets in its host (they can look like a well-known name)' +
        (meant && !/xn--/i.test(authority) ? IF_MEANT : ''),
    };
  return { authority, rest };
}

/** Why the host of a portal on the network is refused. This machine may have a number, a port and http. */
function wrongHost(host: string, url: URL, { onPremises, port }: Meant): string | undefined {
  if (LOOPBACK.has(url.hostname)) return undefined;
  const plain = url.protocol === 'http:' ? 'must begin with https://, because a password goes there' : undefined;
  if (onPremises && plain === undefined)
    return /^\[|^[a-z0-9._-]+$/.test(host) ? undefined : 'must have a host name or a number';
  if (/^\[|^[\d.]+$/.test(host)) return `must have a host name, not a number${IF_MEANT}`;
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/.test(host))
    return `must have a full host name, such as na.myconnectwise.net${IF_MEANT}`;
  return plain ?? (url.port === '' || port ? undefined : `must not have a port${IF_MEANT}`);
}

/** Why what follows the host is refused. Behind a path may stand a portal among others; behind "?" nothing does. */
function wrongRest(rest: string, { onPremises, path }: Meant): string | undefined {
  if (['', '/'].includes(rest)) return undefined;
  if (/[?#]/.test(rest)) return 'must end after the host, without "?" or "#"';
  if (!onPremises && !path) return `must end after the host, without a path${IF_MEANT}`;
  return /^(\/[A-Za-z0-9._~-]+)+\/?$/.test(rest) && !/\/\.{1,2}(\/|$)/.test(rest)
    ? undefined
    : 'must have a plain path';
}

/**
 * The address of a portal, or why it is refused. Only what a person reads in it can be meant: no user name, other
 * alphabet or other way to write a number; and no port, path, number or short name, unless the customers file says that
 * it is meant: whoever owns such a name or port in the network that Keywright runs in gets the password.
 * @param portal the portal's name, to refuse hosts that pose as it
 * @param onPremises whether a server of the customer's own network is meant
 * @param parts what addresses of this portal may have for every customer
 * @returns in `wrong` a part of a sentence; it never holds the address, which may hold a password
 */
export function portalUrl(
  text: string,
  portal: string,
  onPremises = false,
  parts: Portal['address'] = [],
): URL | { wrong: string } {
  const meant = { onPremises, port: parts.includes('port'), path: parts.includes('path') };
  const written = split(text, portal, onPremises);
  if ('wrong' in written) return written;
  const url = URL.parse(text);
  if (url === null || url.hostname === '') return { wrong: 'is not an address' };
  const name = written.authority.toLowerCase().replace(/:\d*$/, '');
  const host = /[^\u0000-\u007f]/.test(name) ? url.hostname : name;
  if (host !== url.hostname) return { wrong: 'must have its host written in the plain way' };
  const wrong = wrongHost(host, url, meant) ?? wrongRest(written.rest, meant);
  // In the cloud no other port or path is ever meant: it was copied with the address.
  const cloud = new RegExp(`${portal}\\.[a-z]+$`).test(host);
  if (wrong !== undefined) return { wrong: cloud ? wrong.replace(IF_MEANT, '') : wrong };
  if (posesAs(host, portal))
    return { wrong: `has a host that looks like ${portal}'s but belongs to somebody else: it does not end there` };
  if (!onPremises && isMistyped(host, portal))
    return {
      wrong: `has a host that is nearly ${portal}'s, with a letter amiss: who owns it would get the password${IF_MEANT}`,
    };
  return url;
}

/** In which way an address is none that every portal may have, for the evidence: 'a port'; undefined if it is usual. */
export function unusual(url: URL, portal: string): string | undefined {
  if (!('wrong' in portalUrl(url.href, portal))) return undefined;
  const parts = [url.port !== '' && 'a port', url.pathname !== '/' && 'a path'].filter((part) => part !== false);
  return parts.length === 0 ? 'a name or number of a network' : parts.join(' and ');
}
