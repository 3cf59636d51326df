import type { BadCase } from './case.ts';

const HEAD = 'keywright: 1\ncustomers:\n  acme:\n    title: Acme IT\n    portals:\n';
const CONNECTWISE = '      connectwise: { url: https://na.myconnectwise.net, company: acme, username: j.admin }\n';
const MSPCFO = '      mspcfo: { url: https://app.mspcfo.com, username: support }\n';
const url = (address: string) =>
  `${HEAD}      connectwise: { url: ▲${JSON.stringify(address)}, company: acme, username: j.admin }\n`;

export const GOOD_CUSTOMERS = HEAD + CONNECTWISE + MSPCFO;

/** D. Hosts: the address, and why it is refused. */
export const BAD_ADDRESSES: [what: string, address: string, says: string][] = [
  ['D56 host as user name', 'https://na.myconnectwise.net@evil.example/', 'user name'],
  ['D56 user and password', 'https://user:hunter2@na.myconnectwise.net/', 'user name'],
  ['D57 host in the middle', 'https://myconnectwise.net.evil.example/', 'belongs to somebody else'],
  ['D57 host in the middle, deeper', 'https://na.myconnectwise.net.login.evil.example', 'belongs to somebody else'],
  ['D57 with hyphens for dots', 'https://na-myconnectwise-net.evil.example', 'belongs to somebody else'],
  ['D57 with a hyphen after it', 'https://na.myconnectwise.net-evil.example', 'belongs to somebody else'],
  ['D57 country code of another kind of domain', 'https://na.myconnectwise.net.co', 'belongs to somebody else'],
  ['D58 backslash', 'https://na.myconnectwise.net\\@evil.example', 'a \\'],
  ['D58 one backslash pair for the slashes', 'https:\\\\na.myconnectwise.net', 'a \\'],
  ['D59 http', 'http://na.myconnectwise.net', 'https://, because'],
  ['D60 port', 'https://na.myconnectwise.net:8443/', 'a port'],
  ['D61 javascript', 'javascript:alert(1)', 'must begin with https://'],
  ['D61 data', 'data:text/html,hunter2', 'must begin with https://'],
  ['D61 file', 'file:///etc/passwd', 'must begin with https://'],
  ['D61 view-source', 'view-source:https://na.myconnectwise.net', 'must begin with https://'],
  ['D61 chrome', 'chrome://settings', 'must begin with https://'],
  ['D61 blob', 'blob:https://na.myconnectwise.net/1', 'must begin with https://'],
  ['D62 decimal number', 'http://2130706433/', 'the plain way'],
  ['D62 hexadecimal number', 'http://0x7f.1/', 'the plain way'],
  ['D62 short number', 'http://127.1/', 'the plain way'],
  ['D62 octal number', 'http://0177.0.0.1/', 'the plain way'],
  ['D62 mapped IPv6', 'http://[::ffff:127.0.0.1]/', 'the plain way'],
  ['D62 IPv6', 'https://[2001:db8::1]/', 'not a number'],
  ['D62 link-local', 'http://169.254.169.254/', 'not a number'],
  ['D62 private number', 'https://10.0.0.1/', 'not a number'],
  ['D63 punycode', 'https://xn--myconnectwse-5fb.net', 'other alphabets'],
  ['D63 Cyrillic', 'https://na.myc\u043Ennectwise.net', 'other alphabets'],
  ['D63 full-width', 'https://na.myconnectwise\uFF0Enet', 'other alphabets'],
  ['percent sign in the host', 'https://na.myconnectwise%2enet', 'the plain way'],
  ['path', 'https://na.myconnectwise.net/v4_6_release', 'end after the host'],
  ['query', 'https://na.myconnectwise.net/?token=hunter2', 'end after the host'],
  ['fragment', 'https://na.myconnectwise.net#x', 'end after the host'],
  ['space', 'https://na.myconnectwise.net ', 'a space'],
  ['tab inside', 'ht\ttps://na.myconnectwise.net', 'a space'],
  ['no scheme', 'na.myconnectwise.net', 'must begin with https://'],
  ['no slashes', 'https:na.myconnectwise.net', 'must begin with https://'],
  ['one label', 'https://myconnectwise', 'full host name'],
  ['dot at the end', 'https://na.myconnectwise.net.', 'full host name'],
  ['empty', '', 'must begin with https://'],
  ['no host', 'https:///x', 'the plain way'],
  ['a number for a port that is none', 'https://na.myconnectwise.net:99999', 'not an address'],
];

export const BAD_CUSTOMERS: BadCase[] = [
  ...BAD_ADDRESSES.map(([what, address, says]) => ({
    what,
    text: url(address),
    says,
    ...(address.length > 12 && { hides: address }),
    ...(address.includes('hunter2') && { hides: 'hunter2' }),
  })),
  {
    what: 'B35 Windows device',
    text: 'keywright: 1\ncustomers:\n  ▲nul: { title: N, portals: {} }\n',
    says: 'device name',
  },
  {
    what: 'B41 customer as a path',
    text: 'keywright: 1\ncustomers:\n  ▲../other: { title: N, portals: {} }\n',
    says: 'lower-case letters',
  },
  {
    what: 'B36 name of 300 characters',
    text: `keywright: 1\ncustomers:\n  ▲${'a'.repeat(300)}: { title: N, portals: {} }\n`,
    says: 'at most 64',
    hides: 'a'.repeat(41),
  },
  {
    what: 'B39 trailing dot',
    text: 'keywright: 1\ncustomers:\n  ▲acme.: { title: N, portals: {} }\n',
    says: 'lower-case letters',
  },
  {
    what: 'C50 terminal escape',
    text: 'keywright: 1\ncustomers:\n  acme: { title: ▲"\\e]52;c;eA==\\a", portals: {} }\n',
    says: 'U+001B',
  },
  {
    what: 'C51 right-to-left mark',
    text: 'keywright: 1\ncustomers:\n  acme: { title: a▲\u202E, portals: {} }\n',
    says: 'U+202E',
  },
  {
    what: 'A27 look-alike key',
    text: `${HEAD}      connectwise: { ▲u\u0433l: https://na.myconnectwise.net, company: acme, username: x }\n`,
    says: 'another alphabet',
  },
  {
    what: 'A11 duplicate url',
    text: `${HEAD}      connectwise:\n        url: https://na.myconnectwise.net\n        ▲url: https://evil.example\n`,
    says: 'stands twice',
    hides: 'evil.example',
  },
  {
    what: 'a password',
    text: `${HEAD}      mspcfo: { url: https://app.mspcfo.com, username: x, ▲password: hunter2 }\n`,
    says: 'secrets belong in .env.acme',
    hides: 'hunter2',
  },
  {
    what: 'a private key',
    text: `${HEAD}${CONNECTWISE}    ▲privateKey: hunter2\n`,
    says: 'secrets belong in .env.acme',
    hides: 'hunter2',
  },
  {
    what: 'an API key',
    text: `${HEAD}      mspcfo: { url: https://app.mspcfo.com, username: x, ▲api_key: hunter2 }\n`,
    says: 'secrets belong in',
    hides: 'hunter2',
  },
  {
    what: 'a secret among the inputs',
    text: `${HEAD}${CONNECTWISE}    inputs:\n      onboard: { ▲totpSecret: hunter2 }\n`,
    says: 'secrets belong in',
    hides: 'hunter2',
  },
  {
    what: 'a secret at the top',
    text: `keywright: 1\n▲token: hunter2\ncustomers: {}\n`,
    says: 'secrets belong in .env.<customer>',
    hides: 'hunter2',
  },
  { what: 'unknown portal', text: `${HEAD}      ▲conectwise: {}\n`, says: 'Did you mean "connectwise"?' },
  {
    what: 'unknown setting',
    text: `${HEAD}      connectwise: { url: https://na.myconnectwise.net, ▲compny: acme, company: a, username: x }\n`,
    says: 'unknown key "compny"',
  },
  {
    what: 'unknown setting of a schema that is not strict',
    text: `${HEAD}      mspcfo: { url: https://app.mspcfo.com, username: x, ▲colour: red }\n`,
    says: 'unknown key "colour"',
  },
  {
    what: 'missing setting',
    text: `${HEAD}      ▲connectwise: { url: https://na.myconnectwise.net, username: x }\n`,
    says: '"company" is missing',
  },
  {
    what: 'a number as company',
    text: `${HEAD}      connectwise: { url: https://na.myconnectwise.net, company: ▲0042, username: x }\n`,
    says: 'Put it in quotes.',
  },
  {
    what: 'unknown way to sign in',
    text: `${HEAD}      mspcfo: { url: https://app.mspcfo.com, username: x, sign-in: ▲pasword }\n`,
    says: 'Did you mean "password"?',
  },
  {
    what: 'an expression',
    text: `${HEAD}      mspcfo: { url: https://app.mspcfo.com, username: ▲"\${{ customer.name }}" }\n`,
    says: 'not read in a customers file',
  },
  { what: 'customers as a list', text: 'keywright: 1\ncustomers: ▲[acme]\n', says: 'must be a map, but is a list' },
  { what: 'no version', text: '▲customers: {}\n', says: '"keywright" is missing' },
];
