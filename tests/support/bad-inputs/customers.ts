import type { BadCase } from './case.ts';

const HEAD = 'keywright: 1\ncustomers:\n  acme:\n    title: Acme IT\n    portals:\n';
const CONNECTWISE = '      connectwise: { url: https://na.myconnectwise.net, company: acme, username: j.admin }\n';
const MSPCFO = '      mspcfo: { url: https://app.mspcfo.com, username: support }\n';
const url = (address: string) =>
  `${HEAD}      connectwise: { url: ▲${JSON.stringify(address)}, company: acme, username: j.admin }\n`;

export const GOOD_CUSTOMERS = HEAD + CONNECTWISE + MSPCFO;

/** Addresses, and why they are refused. */
export const BAD_ADDRESSES: [what: string, address: string, says: string][] = [
  ['the host as a user name', 'https://na.myconnectwise.net@evil.example/', 'user name'],
  ['a user name and a password', 'https://user:hunter2@na.myconnectwise.net/', 'user name'],
  ['a host with a letter amiss', 'https://na.myconectwise.net', 'a letter amiss'],
  ['a host with two letters turned round', 'https://na.myconnectwsie.net', 'a letter amiss'],
  ['the host inside another one', 'https://myconnectwise.net.evil.example/', 'belongs to somebody else'],
  ['the host deep inside another one', 'https://na.myconnectwise.net.login.evil.example', 'belongs to somebody else'],
  ['hyphens in place of the dots', 'https://na-myconnectwise-net.evil.example', 'belongs to somebody else'],
  ['a hyphen after the host', 'https://na.myconnectwise.net-evil.example', 'belongs to somebody else'],
  ['a country code behind the host', 'https://na.myconnectwise.net.co', 'belongs to somebody else'],
  ['a backslash before an @', 'https://na.myconnectwise.net\\@evil.example', 'a \\'],
  ['backslashes in place of the slashes', 'https:\\\\na.myconnectwise.net', 'a \\'],
  ['http in place of https', 'http://na.myconnectwise.net', 'https://, because'],
  ['a port', 'https://na.myconnectwise.net:8443/', 'a port'],
  ['the scheme javascript', 'javascript:alert(1)', 'must begin with https://'],
  ['the scheme data', 'data:text/html,hunter2', 'must begin with https://'],
  ['the scheme file', 'file:///etc/passwd', 'must begin with https://'],
  ['the scheme view-source', 'view-source:https://na.myconnectwise.net', 'must begin with https://'],
  ['the scheme chrome', 'chrome://settings', 'must begin with https://'],
  ['the scheme blob', 'blob:https://na.myconnectwise.net/1', 'must begin with https://'],
  ['a decimal number as host', 'http://2130706433/', 'the plain way'],
  ['a hexadecimal number as host', 'http://0x7f.1/', 'the plain way'],
  ['a short number as host', 'http://127.1/', 'the plain way'],
  ['an octal number as host', 'http://0177.0.0.1/', 'the plain way'],
  ['a mapped IPv6 address', 'http://[::ffff:127.0.0.1]/', 'the plain way'],
  ['an IPv6 address', 'https://[2001:db8::1]/', 'not a number'],
  ['a link-local address', 'http://169.254.169.254/', 'not a number'],
  ['a private address', 'https://10.0.0.1/', 'not a number'],
  ['a look-alike host in punycode', 'https://xn--myconnectwse-5fb.net', 'other alphabets'],
  ['a host with a Cyrillic letter', 'https://na.myc\u043Ennectwise.net', 'other alphabets'],
  ['a host with a full-width dot', 'https://na.myconnectwise\uFF0Enet', 'other alphabets'],
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
    what: 'a Windows device as name',
    text: 'keywright: 1\ncustomers:\n  ▲nul: { title: N, portals: {} }\n',
    says: 'device name',
  },
  {
    what: 'a path as customer',
    text: 'keywright: 1\ncustomers:\n  ▲../other: { title: N, portals: {} }\n',
    says: 'lower-case letters',
  },
  {
    what: 'a name of 300 characters',
    text: `keywright: 1\ncustomers:\n  ▲${'a'.repeat(300)}: { title: N, portals: {} }\n`,
    says: 'at most 64',
    hides: 'a'.repeat(41),
  },
  {
    what: 'a dot at the end of a name',
    text: 'keywright: 1\ncustomers:\n  ▲acme.: { title: N, portals: {} }\n',
    says: 'lower-case letters',
  },
  {
    what: 'a terminal escape',
    text: 'keywright: 1\ncustomers:\n  acme: { title: ▲"\\e]52;c;eA==\\a", portals: {} }\n',
    says: 'U+001B',
  },
  {
    what: 'a right-to-left mark',
    text: 'keywright: 1\ncustomers:\n  acme: { title: a▲\u202E, portals: {} }\n',
    says: 'U+202E',
  },
  {
    what: 'a look-alike key',
    text: `${HEAD}      connectwise: { ▲u\u0433l: https://na.myconnectwise.net, company: acme, username: x }\n`,
    says: 'another alphabet',
  },
  {
    what: 'a setting twice',
    text: `${HEAD}      connectwise:\n        url: https://na.myconnectwise.net\n        ▲url: https://evil.example\n`,
    says: 'appears twice',
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
  {
    what: 'customers behind dashes',
    text: 'keywright: 1\ncustomers:\n  ▲- acme: {}\n',
    says: 'Write each entry as "name:"',
  },
  { what: 'a title cut by a remark', text: GOOD_CUSTOMERS.replace('Acme IT', 'Acme ▲#1'), says: 'a remark' },
  {
    what: 'a title that is a remark',
    text: GOOD_CUSTOMERS.replace('Acme IT', '▲#1 IT'),
    says: 'Put the whole value in quotes',
  },
  {
    what: 'a comma within a value in brackets',
    text: `${GOOD_CUSTOMERS}    inputs:\n      onboard: { location: Tampa, ▲FL, unit: x }\n`,
    says: 'Put the value before it in quotes',
  },
  {
    what: 'yes for true',
    text: `${HEAD}      mspcfo: { url: https://app.mspcfo.com, username: x, on-premises: ▲yes }\n`,
    says: 'Write true, without quotes.',
  },
  {
    what: 'tags as one text',
    text: GOOD_CUSTOMERS.replace('    portals', '    tags: ▲pilot, gold\n    portals'),
    says: 'Write [one, another]',
  },
  {
    what: 'days as a number',
    text: GOOD_CUSTOMERS.replace('    portals', '    rotate-after: ▲90\n    portals'),
    says: 'such as 90d',
  },
  {
    what: 'a customer with a name for people',
    text: GOOD_CUSTOMERS.replace('  acme:', '  ▲Acme & Sons IT:'),
    says: 'Write "acme-sons-it"',
  },
  { what: 'marks of code in Markdown', text: `▲\`\`\`yaml\n${GOOD_CUSTOMERS}\`\`\`\n`, says: 'Markdown' },
  {
    what: 'a value of which only the beginning is quoted',
    text: GOOD_CUSTOMERS.replace('Acme IT', '"Acme" ▲IT'),
    says: 'in quotes as a whole',
  },
  { what: 'no version', text: '▲customers: {}\n', says: '"keywright" is missing' },
];
