import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { entryOf } from '../../src/cli/init/entry.ts';
import { meaningOf } from '../../src/cli/init/fields.ts';
import { cliHere } from '../support/cli-here.ts';
import { writeQuickVault } from '../support/quick-vault.ts';
import { ROOT } from '../support/repository.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';

let folder: string;
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'keywright-init-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const PASSPHRASE = 'a pass phrase of tests';
const init = async (...args: string[]) =>
  await cliHere(['init', ...args], { cwd: folder, env: { KEYWRIGHT_PASSPHRASE: PASSPHRASE } });
/** Making one takes a second, which is spent where that is what is tested. */
const giveVault = async () => await writeQuickVault(join(folder, '.keywright', 'vault'), PASSPHRASE);

const ACME = [
  ['title', 'Acme IT'],
  ['connectwise.url', 'https://na.myconnectwise.net'],
  ['company', 'acme'],
  ['connectwise.username', 'j.admin'],
].flatMap(([field, value]) => ['--set', `${field}=${value}`]);

test('init makes a whole workspace from options, and says what to type next', async () => {
  const { code, stdout, stderr } = await init('--add', 'acme', ...ACME);
  expect(code, stderr).toBe(0);
  for (const name of [
    '.env.example',
    'runbooks/customers.schema.json',
    '.keywright/signing/public.pem',
    '.keywright/vault/recipient.txt',
  ])
    expect(existsSync(join(folder, name)), name).toBe(true);
  expect(read('.gitignore').split('\n')).toContain('.keywright/');
  expect(stdout).toMatch(/CONNECTWISE_PASSWORD into \.env\.acme[\s\S]*doctor --customer acme[\s\S]*plan onboard/);
  expect(stdout + stderr).not.toContain('a pass phrase');
  if (process.platform !== 'win32') expect(statSync(join(folder, 'customers.yaml')).mode & 0o077).toBe(0);
  expect((await cliHere(['validate', 'customers.yaml'], { cwd: folder })).code).toBe(0);
});

test('init leaves every existing file as it is, byte by byte', async () => {
  await giveVault();
  const customers = [
    '# ours\nkeywright: 1\ncustomers:',
    '    old:   # the first',
    "        title: 'Old IT'",
    '        portals: { mspcfo: { url: https://app.mspcfo.com, username: u } }\n# the end',
  ].join('\n');
  write('customers.yaml', customers);
  write('.env.example', 'mine');
  write('.gitignore', 'node_modules');
  const { code, stderr } = await init('--add', 'acme', ...ACME);
  expect(code, stderr).toBe(0);
  expect(read('.env.example')).toBe('mine');
  expect(read('.gitignore')).toMatch(/^node_modules\n\/runs\/\n/);
  const now = read('customers.yaml');
  expect(now).toContain('    acme:\n      title: Acme IT\n');
  expect(now.replace(/ {4}acme:[\s\S]*?j\.admin\n/, '')).toBe(customers);
  for (const again of [[], ['--add', 'acme']]) {
    const refused = await init(...again, ...ACME);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('nothing was changed');
  }
  expect(read('customers.yaml')).toBe(now);
});

test('a customers file that nothing can be added to is left alone', async () => {
  const customers = 'keywright: 1\ncustomers: { old: { title: Old, portals: {} } }\n';
  write('customers.yaml', customers);
  const { code, stderr } = await init('--add', 'acme', ...ACME);
  expect(code).toBe(2);
  expect(stderr).toContain('KW-FILE-FORM');
  expect(read('customers.yaml')).toBe(customers);
});

test('a table gives many customers; refused rows are named by line and reason', async () => {
  await giveVault();
  write(
    'customers.csv',
    `\uFEFFName;ConnectWise URL;Company;connectwise username;MSPCFO username;Tags
"Müller & Söhne; IT";https://eu.myconnectwise.net;muller;k.admin;a@b.example;pilot, eu
"two
lines";https://na.myconnectwise.net;c;u;v
bad;http://evil.example;c;u;v
nouser;https://na.myconnectwise.net;c;;v
Muller & Sohne: IT;https://na.myconnectwise.net;c;u;v
long;https://na.myconnectwise.net;c;u;v;;more
good;https://na.myconnectwise.net;good;u;v
`,
  );
  const { code, stdout, stderr } = await init('--from', 'customers.csv', '--set', 'mspcfo.url=https://app.mspcfo.com');
  expect(code).toBe(2);
  expect(stdout).toContain('Made customers.yaml: muller-sohne-it, good');
  const refused = stderr.split('\n').filter((line) => line.startsWith('Refused'));
  expect(refused.map((line) => line.replace(/^Refused {2}/, ''))).toEqual([
    expect.stringMatching(/^customers\.csv:3: .*one line/),
    expect.stringMatching(/^customers\.csv:5: bad: connectwise\.url: .*https/),
    expect.stringMatching(/^customers\.csv:6: nouser: connectwise\.username: is missing/),
    expect.stringMatching(/^customers\.csv:7: .*already in this table/),
    expect.stringMatching(/^customers\.csv:8: long: has 7 cells/),
  ]);
  expect(read('customers.yaml')).toMatch(/title: Müller & Söhne; IT\n\s+tags:\n\s+- pilot\n\s+- eu\n/);
});

test('what spreadsheets put around values is read, and what they have spoilt is refused', async () => {
  const head = 'title;connectwise.url;company;connectwise.username;;';
  const row = (title: string, company: string) => `${title};https://na.myconnectwise.net;${company};u;;`;
  const rows = [row('Acme 19" IT', '="00123"'), row('spoilt', '#REF!'), row('rounded', '1.23E+11'), ';;;;;'];
  const more = [row('\u201CCurly\u201D', 'c'), `mailed;https://na.myconnectwise.net;c;mailto:a@b.example;;`];
  const text = ['sep=;', head, ...rows, ...more, ''].join('\r\n');
  writeFileSync(join(folder, 'c.csv'), Buffer.from(`\uFEFF${text}`, 'utf16le'));
  const { stdout, stderr } = await init('--from', 'c.csv');
  expect(stdout, stderr).toContain('Made customers.yaml: acme-19-it\n');
  expect(stderr.split('\n').filter((line) => line !== '')).toEqual([
    expect.stringMatching(/c\.csv:4: spoilt: has #REF!, an error of the spreadsheet/),
    expect.stringMatching(/c\.csv:5: rounded: .*rounded: give its cells the format Text/),
    expect.stringMatching(/c\.csv:7: curly: has the character U\+201C/),
    expect.stringMatching(/c\.csv:8: mailed: connectwise\.username: .*without mailto:/),
  ]);
  expect(read('customers.yaml')).toContain('company: "00123"');
});

for (const [what, text, says] of [
  ['headings that mean nothing or more than one thing', 'name,url,colour\n', /url.*connectwise\.url or mspcfo\.url/],
  ['a quotation mark that is never closed', 'name,company\n"acme,c\n', /c\.csv:\d+: .*quotation mark/],
  ['no rows', 'name,company\n', /contains no customer/],
  ['a workbook', 'PK\u0003\u0004', /a workbook of a spreadsheet.*CSV UTF-8/s],
  ['a column of secrets', 'name,ConnectWise Password\nacme,it\n', /secrets do not belong in a table/],
  ['a heading that is nearly right', 'name,Company ID\n', /Did you mean connectwise\.company\?/],
  ['a column without a heading', 'name,\nacme,it\n', /column 2 has no heading/],
  ['nothing', '', /empty/],
] as const)
  test(`a table is refused as a whole: ${what}`, async () => {
    write('c.csv', text);
    const { code, stderr } = await init('--from', 'c.csv');
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(existsSync(join(folder, 'customers.yaml'))).toBe(false);
  });

test('without a terminal, init says what the options do not give, and makes nothing', async () => {
  const { code, stderr } = await init('--set', 'title=Acme', '--set', 'connectwise.url=https://na.myconnectwise.net');
  expect(code).toBe(2);
  expect(stderr).toMatch(/connectwise\.company: .*missing[\s\S]*connectwise\.username: is missing/);
  expect(existsSync(join(folder, 'customers.yaml'))).toBe(false);
});

test('at a terminal, init asks, and asks again for what is wrong', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const { code, screen } = await atTerminal(['init'], {
    cwd: folder,
    env: {},
    answers: [
      [/name, for people:/, 'Acme IT'],
      [/Enter: acme-it\):/, ''],
      [/Address of ConnectWise PSA.*none\):/, 'http://na.myconnectwise.net'],
      [/PSA, company: .*[^.]:/, 'acme'],
      [/saved-session \(Enter: password\):/, ''],
      [/PSA, username: .*:/, 'j.admin'],
      [/Address of MSPCFO.*none\):/, ''],
      [/must begin with https[\s\S]*Address of ConnectWise PSA.*none\):/, 'https://na.myconnectwise.net'],
      [/Escrow passphrase, new:/, 'typed by hand'],
      [/Escrow passphrase, again:/, 'typed by hand'],
    ],
  });
  expect(code, screen).toBe(0);
  expect(read('customers.yaml')).toContain('company: acme');
  expect(screen).not.toContain('typed by hand');
});

test('the example table makes its customers', async () => {
  await giveVault();
  const { code, stdout, stderr } = await init('--from', join(ROOT, 'runbooks/customers.example.csv'));
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('Made customers.yaml: acme, beta');
});

test('at a terminal, a question can be gone back from, --add asks for the name for people, and Ctrl-C is no failure', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const { code, screen } = await atTerminal(['init', '--add', 'acme'], {
    cwd: folder,
    env: {},
    answers: [
      [/name, for people \(Enter: acme\):/, 'Acme IT'],
      [/Address of ConnectWise PSA.*none\):/, ''],
      [/Address of MSPCFO.*none\):/, '<'],
      [/Address of ConnectWise PSA.*none\):/, '\u0003'],
    ],
  });
  expect(code, screen).toBe(130);
  expect(screen).toContain('KW-STOPPED');
  expect(existsSync(join(folder, 'customers.yaml'))).toBe(false);
});

test('names of runbooks and inputs are names, and never reach what all objects share', () => {
  for (const heading of ['inputs.__proto__.x', 'inputs.onboard.__proto__', 'inputs.On Board.x', 'inputs.onboard.1x'])
    expect(meaningOf(heading, new Map()), heading).toHaveProperty('wrong');
  expect(meaningOf('inputs.__proto__.x', new Map())).toEqual({
    wrong: expect.stringContaining('"__proto__" must be lower-case letters'),
  });
  expect(meaningOf('inputs.onboard.memberName', new Map())).toEqual({ name: 'inputs.onboard.memberName' });
  const given = ['constructor', '__proto__'].map((name) => [`inputs.${name}.polluted`, 'yes'] as const);
  const { inputs } = entryOf(new Map(given), new Map());
  expect(Object.keys(inputs!)).toContain('constructor');
  expect([({} as Record<string, unknown>)['polluted'], Object.hasOwn(Object, 'polluted')]).toEqual([undefined, false]);
});

test('a folder of customers gets a file for each new one, and nothing in it is written over', async () => {
  await giveVault();
  mkdirSync(join(folder, 'customers'));
  const portals = 'portals: { mspcfo: { url: https://app.mspcfo.com, username: u } }';
  const ours = (name: string) => `keywright: 1\ncustomers:\n  ${name}: { title: One, ${portals} }\n`;
  write('customers/alpha.yaml', ours('alpha'));
  write('customers/taken.yaml', ours('gamma'));
  const { code, stdout, stderr } = await init('--add', 'beta', ...ACME);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(`Made ${join('customers', 'beta.yaml')}: beta`);
  expect(existsSync(join(folder, 'customers.yaml'))).toBe(false);
  expect(read('customers/beta.yaml')).toMatch(/schema=\.\.\/runbooks[\s\S]*customers:\n {2}beta:\n/);
  for (const [args, says] of [
    [['--add', 'alpha'], 'KW-CUSTOMER-EXISTS'],
    [['--add', 'taken'], 'KW-FILE-EXISTS'],
    [[], 'KW-FILE-EXISTS'],
  ] as const) {
    const refused = await init(...args, ...ACME);
    expect(refused.code, args.join(' ')).toBe(2);
    expect(refused.stderr).toMatch(
      new RegExp(`${says}[\\s\\S]*nothing was changed|nothing was changed[\\s\\S]*${says}`),
    );
  }
  expect(read('customers/taken.yaml')).toBe(ours('gamma'));
  expect(readdirSync(join(folder, 'customers'))).toEqual(['alpha.yaml', 'beta.yaml', 'taken.yaml']);
  expect((await cliHere(['validate', 'customers'], { cwd: folder })).code).toBe(0);
});
