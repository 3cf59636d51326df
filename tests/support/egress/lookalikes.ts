/** Addresses that a person could take for https://na.myconnectwise.net, and that are not. */
const HOST = 'na.myconnectwise.net';

const letters = (host: string) => [...host.matchAll(/[a-z]/g)].map(({ index }) => index);
const at = (host: string, index: number, letter: string) => host.slice(0, index) + letter + host.slice(index + 1);

/** Letters of other alphabets, and pairs of letters, that look like the ones they stand for. */
const TWINS: Record<string, string[]> = {
  a: ['\u0430', '\u0251', '4'],
  c: ['\u0441', 'e'],
  e: ['\u0435', '3', 'c'],
  i: ['l', '1', '\u0456', '\u0131'],
  m: ['rn', 'nn'],
  n: ['\u0578', 'm'],
  o: ['0', '\u043e', '\u03bf'],
  s: ['\u0455', '5'],
  t: ['\u03c4', 'f'],
  w: ['vv', '\u0461'],
  y: ['\u0443', 'v'],
};

const twins = letters(HOST).flatMap((index) =>
  (TWINS[HOST[index]!] ?? []).map((twin) => `https://${at(HOST, index, twin)}`),
);
const dropped = letters(HOST)
  .slice(3, 15)
  .map((index) => `https://${HOST.slice(0, index)}${HOST.slice(index + 1)}`);
const doubled = letters(HOST)
  .slice(3, 15)
  .map((index) => `https://${at(HOST, index, HOST[index]!.repeat(2))}`);
const domains = ['com', 'org', 'io', 'co', 'us', 'cloud', 'net.co', 'network', 'ne.t.example'].map(
  (end) => `https://na.myconnectwise.${end}`,
);
const around = ['evil.example', 'com', 'login.evil.example', 'xn--p1ai'].flatMap((end) => [
  `https://${HOST}.${end}`,
  `https://${HOST}-${end}`,
  `https://${end}.${HOST}`,
  `https://${HOST.replaceAll('.', '-')}.${end}`,
]);
const users = ['evil.example', '127.0.0.1', '[::1]', 'localhost', '2130706433'].flatMap((host) => [
  `https://${HOST}@${host}`,
  `https://${HOST}:443@${host}`,
  `https://${HOST}%2f@${host}`,
  `https://x:${HOST}@${host}/`,
  `https://${HOST}\\@${host}`,
  `https://evil.example#@${HOST}`,
  `https://${host}\\${HOST}`,
]);
const ports = [80, 444, 8080, 8443, 65535].flatMap((port) => [`https://${HOST}:${port}`, `http://${HOST}:${port}`]);
const schemes = [
  'http',
  'ftp',
  'ws',
  'wss',
  'file',
  'blob:https',
  'view-source:https',
  'javascript',
  'data',
  'chrome',
  'about',
  'filesystem:https',
].map((scheme) => `${scheme}://${HOST}`);
const numbers = [
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '127.1',
  '127.0.0.1',
  '[::ffff:127.0.0.1]',
  '169.254.169.254',
  '10.0.0.1',
  '[2001:db8::1]',
  '0',
].map((host) => `https://${host}`);
const neighbours = ['eu', 'au', 'staging', 'na-', 'na1', 'wwwna', 'n', ''].map(
  (name) => `https://${name}${name === '' || name.endsWith('-') ? '' : '.'}myconnectwise.net`,
);

export const LOOKALIKES: readonly string[] = [
  ...new Set([
    ...twins,
    ...dropped,
    ...doubled,
    ...domains,
    ...around,
    ...users,
    ...ports,
    ...schemes,
    ...numbers,
    ...neighbours,
    `https://${HOST}.`,
    `https://${HOST}..`,
    `https://.${HOST}`,
    `https://myconnectwise.net`,
  ]),
];
