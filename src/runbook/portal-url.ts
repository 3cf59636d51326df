const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a host has a portal's name before a top-level domain that does not end it: na.myconnectwise.net.evil.example,
 * myconnectwise-net.evil.example.
 */
function posesAs(host: string, portal: string): boolean {
  // connectwise.com.au is a domain of its own; connectwise.com.evil.example is not.
  return new RegExp(`${portal}[a-z0-9-]*[.-](?:com(?!\\.[a-z]{2}$)|net|org|io)[.-]`).test(host);
}

/**
 * The address of a portal, or why it is refused. Only what a person reads in it can be meant: no user name, port, path,
 * other alphabet or other way of writing a number.
 * @param portal the portal's name, to refuse hosts that pose as it
 * @returns in `wrong` a sentence part without the address: it may hold a password
 */
export function portalUrl(text: string, portal: string): URL | { wrong: string } {
  if (/[\s\\\u0000-\u001f]/.test(text)) return { wrong: 'must not hold a space or a \\' };
  const [, scheme, authority, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(text) ?? [];
  if (scheme === undefined || authority === undefined || !/^https?$/i.test(scheme))
    return { wrong: 'must begin with https://' };
  if (authority.includes('@')) return { wrong: 'must not hold a user name or "@"' };
  if (/[^\u0000-\u007f]/.test(authority) || /(^|\.)xn--/i.test(authority))
    return { wrong: 'must not have letters of other alphabets in its host (they can look like a well-known name)' };
  const url = URL.parse(text);
  if (url === null || url.hostname === '') return { wrong: 'is not an address' };
  const loopback = LOOPBACK.has(url.hostname);
  const host = authority.toLowerCase().replace(/:\d*$/, '');
  if (host !== url.hostname) return { wrong: 'must have its host written in the plain way' };
  if (!loopback && /^\[|^[\d.]+$/.test(host)) return { wrong: 'must have a host name, not a number' };
  if (!loopback && !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/.test(host))
    return { wrong: 'must have a full host name, such as na.myconnectwise.net' };
  if (url.protocol === 'http:' && !loopback)
    return { wrong: 'must begin with https://, because a password goes there' };
  if (url.port !== '' && !loopback) return { wrong: 'must not have a port' };
  if (rest !== '' && rest !== '/') return { wrong: 'must end after the host, without a path, "?" or "#"' };
  if (posesAs(host, portal))
    return { wrong: `has a host that looks like ${portal}'s but belongs to somebody else: it does not end there` };
  return url;
}
