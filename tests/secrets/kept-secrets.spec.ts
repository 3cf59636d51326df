import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Secret } from '../../src/secrets/secret.ts';
import { askCommand } from '../../src/secrets/secret-command.ts';
import { openSources } from '../../src/secrets/sources.ts';
import { oneTimeCode } from '../../src/secrets/totp.ts';

let folder: string;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'keywright-test-'))));
test.afterEach(() => rmSync(folder, { recursive: true }));

const owner = { name: 'acme', accounts: { connectwise: 'j.admin', mspcfo: undefined } };
const open = (say: (text: string) => void = () => undefined) => openSources(folder, owner, async () => undefined, say);

/** What `.env.acme` gives for a password. */
async function password(content: string | Buffer): Promise<string | undefined> {
  writeFileSync(join(folder, '.env.acme'), content);
  return (await open().get('CONNECTWISE_PASSWORD', 'ConnectWise password'))?.reveal();
}

const LINE = 'CONNECTWISE_PASSWORD=WinterSnow2026!!\r\n';

const READ: Record<string, [string | Buffer, string]> = {
  'UTF-16 as Windows PowerShell writes it': [
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(LINE, 'utf16le')]),
    'WinterSnow2026!!',
  ],
  'UTF-16, the other way round': [
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(LINE, 'utf16le').swap16()]),
    'WinterSnow2026!!',
  ],
  'UTF-8 with a mark at its beginning': [`\uFEFF${LINE}`, 'WinterSnow2026!!'],
  'single quotes around a #': [`CONNECTWISE_PASSWORD='Winter#2026!!'`, 'Winter#2026!!'],
  'double quotes around a #': [`CONNECTWISE_PASSWORD="Winter#2026!!"`, 'Winter#2026!!'],
  'backquotes around both kinds of quotes': ['CONNECTWISE_PASSWORD=`it\'s "it" here`', `it's "it" here`],
  'a quote within': [`CONNECTWISE_PASSWORD=it's-2026-here`, `it's-2026-here`],
  'blanks around': [`export CONNECTWISE_PASSWORD = WinterSnow2026!! `, 'WinterSnow2026!!'],
  'the same value twice': [`${LINE}${LINE}`, 'WinterSnow2026!!'],
  'UTF-16 without a mark': [Buffer.from(LINE, 'utf16le'), 'WinterSnow2026!!'],
};
for (const [what, [content, value]] of Object.entries(READ))
  test(`a file of secrets is read: ${what}`, async () => expect(await password(content)).toBe(value));

const REFUSED: Record<string, [string | Buffer, RegExp]> = {
  'a # that would cut it': ['\nCONNECTWISE_PASSWORD=WinterSnow#2026!!', /^\.env\.acme:2: .* single quotes/],
  'a remark behind it': ['CONNECTWISE_PASSWORD=WinterSnow2026 # since May', /^\.env\.acme:1: .* single quotes/],
  'a # at its beginning': ['CONNECTWISE_PASSWORD=#WinterSnow2026', /begins with #.* single quotes/],
  'an escape in double quotes': ['CONNECTWISE_PASSWORD="Winter\\nSnow2026"', /not taken as it stands/],
  'a no-break space': ['CONNECTWISE_PASSWORD=WinterSnow\u00A02026', /U\+00A0 \(no-break space\) as its 11th character/],
  'a zero width space': ['CONNECTWISE_PASSWORD=WinterSnow2026\u200B', /U\+200B \(zero width space\) as its 15th/],
  'a typographic quote': ['CONNECTWISE_PASSWORD=\u201CWinterSnow2026\u201D', /U\+201C .* as its 1st character/],
  'a Windows code page': [
    Buffer.from('A=1\nCONNECTWISE_PASSWORD=M\xfcnchen2026', 'latin1'),
    /^\.env\.acme:2: .* UTF-8/,
  ],
  'UTF-32': [Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), /UTF-32/],
  'UTF-16 behind UTF-8': [
    Buffer.concat([Buffer.from('A=1\n'), Buffer.from(LINE, 'utf16le')]),
    /^\.env\.acme:2: from here on it is UTF-16/,
  ],
  'two values': [`A=1\n${LINE}CONNECTWISE_PASSWORD=\n`, /^\.env\.acme:3: .* given before, on line 2/],
  'a quote that is not closed': ['CONNECTWISE_PASSWORD="WinterSnow2026', /not taken as it stands/],
  'a quote above that is closed only below': [`A="x\n${LINE}B="\n`, /^\.env\.acme:2: .*never closed/],
  'rich text of TextEdit': [`{\\rtf1\\ansi ${LINE}}`, /rich text/],
  'a reference of 1Password': [
    'CONNECTWISE_PASSWORD=op://msp/Winter/password',
    /^\.env\.acme:1: .*1Password.*CONNECTWISE_PASSWORD_COMMAND=op read/,
  ],
  'a variable of a shell': ['CONNECTWISE_PASSWORD=%CW_PASSWORD%', /nothing has put a value in/],
  'a variable of PowerShell': ['CONNECTWISE_PASSWORD=$env:CW_PASSWORD', /nothing has put a value in/],
  'a placeholder': ['CONNECTWISE_PASSWORD=<your password>', /placeholder/],
  'dots that a screen shows': ['CONNECTWISE_PASSWORD=••••••••••', /only dots or stars/],
  'a word for nothing': ['CONNECTWISE_PASSWORD=undefined', /"nothing"/],
  'a tab': ['CONNECTWISE_PASSWORD=Winter\tSnow2026', /U\+0009 \(tab\) as its 7th/],
  'a zero width joiner': ['CONNECTWISE_PASSWORD=Winter\u200DSnow2026', /U\+200D \(zero width joiner\)/],
};
for (const [what, [content, message]] of Object.entries(REFUSED))
  test(`a secret is refused before anything is sent, with what to do: ${what}`, async () => {
    const error = await password(content).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'KW-SECRET-FILE', message: expect.stringMatching(message) as unknown });
    expect(String(error)).not.toContain('Winter');
  });

test('a value that nobody asks for is not judged', async () => {
  expect(await password(`OTHER=a#b\n${LINE}`)).toBe('WinterSnow2026!!');
});

const WRAPPED: Record<string, [string, RegExp]> = {
  'quotes that `set` of Windows keeps': ['"WinterSnow2026"', /quotation marks/],
  'a space behind it': ['WinterSnow2026 ', /begins or ends with a space/],
};
for (const [what, [value, message]] of Object.entries(WRAPPED))
  test(`what nothing takes away is refused, in the environment and from a command: ${what}`, async () => {
    process.env['CONNECTWISE_PASSWORD'] = value;
    try {
      await expect(open().get('CONNECTWISE_PASSWORD', 'password')).rejects.toThrow(message);
    } finally {
      delete process.env['CONNECTWISE_PASSWORD'];
    }
    writeFileSync(join(folder, 'print.cjs'), `console.log(${JSON.stringify(value)})`);
    const command = `CONNECTWISE_PASSWORD_COMMAND="${process.execPath}" "${join(folder, 'print.cjs')}" now`;
    await expect(password(command)).rejects.toThrow(message);
  });

test('a command that begins and ends with words in quotes needs quotes of another kind', async () => {
  await expect(password(`CONNECTWISE_PASSWORD_COMMAND="op" read "op://x"`)).rejects.toThrow(/single quotes/);
});

const node = (script: string) => `"${process.execPath}" -e "${script}"`;
const ask = async (script: string, limit?: number, said: string[] = []) =>
  await askCommand({
    line: node(script),
    variable: 'CONNECTWISE_PASSWORD_COMMAND',
    environment: { KEYWRIGHT_CUSTOMER: 'acme' },
    withhold: (name) => name === 'CONNECTWISE_CLIENT_ID',
    say: (text) => void said.push(text),
    ...(limit !== undefined && { limit }),
  });

test('a command that prints nothing, several lines, or fails is told with its variable', async () => {
  const failing: [string, RegExp][] = [
    ['', /CONNECTWISE_PASSWORD_COMMAND printed nothing/],
    [`console.log('one'); console.log('two')`, /printed 2 lines/],
    ['process.exit(7)', /exit code 7/],
    ['console.log(JSON.stringify({ password: 1 }))', /printed JSON/],
    [`console.log('password: it')`, /a name before the value/],
    [`console.log('Vault is locked.')`, /reads like a message/],
  ];
  for (const [script, message] of failing)
    await expect(ask(script)).rejects.toMatchObject({
      code: 'KW-SECRET-COMMAND',
      message: expect.stringMatching(message) as unknown,
    });
});

test('a file of secrets that is a folder, or cannot be read, is named', async () => {
  mkdirSync(join(folder, '.env.acme'));
  await expect(open().get('CONNECTWISE_PASSWORD', 'password')).rejects.toMatchObject({
    code: 'KW-FILE-UNREADABLE',
    message: expect.stringMatching(/^\.env\.acme: it is a folder/) as unknown,
  });
});

test('a secret that a command prints may have empty lines around it, or be UTF-16', async () => {
  expect(await ask(`process.stdout.write('\\n\\nWinterSnow2026\\r\\n\\r\\n')`)).toBe('WinterSnow2026');
  expect(await ask(`process.stdout.write(Buffer.from('WinterSnow2026\\r\\n', 'utf16le'))`)).toBe('WinterSnow2026');
  expect(await ask(`process.stdout.write('\\uFEFFsign in, say friend')`)).toBe('sign in, say friend');
});

test('what a command leaves in the background is not waited for', async () => {
  const left = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => 0, 20000)'], { stdio: 'inherit', detached: true }).unref()`;
  const begun = performance.now();
  expect(await ask(`${left}; console.log('WinterSnow2026'); process.exit(0)`)).toBe('WinterSnow2026');
  expect(performance.now() - begun).toBeLessThan(15_000);
});

test('a whole file is no secret', async () => {
  await expect(password(`CONNECTWISE_PASSWORD=${'x'.repeat(5_000)}`)).rejects.toThrow(/more than 4096 characters/);
});

test('a command that waits for somebody is named, and ended', async () => {
  const said: string[] = [];
  const begun = performance.now();
  await expect(ask('setTimeout(() => undefined, 60000)', 2_500, said)).rejects.toThrow(
    /did not end within 3 s.*unlock/s,
  );
  expect(said).toEqual(['Waiting for the command in CONNECTWISE_PASSWORD_COMMAND …']);
  expect(performance.now() - begun).toBeLessThan(20_000);
});

test('a command knows whose secret it is for, inherits no other, and what it says beside it is shown', async () => {
  process.env['CONNECTWISE_CLIENT_ID'] = 'not-for-commands';
  const said: string[] = [];
  const script = `console.error('unlocked'); console.log(process.env.KEYWRIGHT_CUSTOMER + process.env.CONNECTWISE_CLIENT_ID)`;
  expect(await ask(script, undefined, said)).toBe('acmeundefined');
  // A busy machine may let it wait.
  expect(said.filter((line) => !line.startsWith('Waiting for'))).toEqual(['unlocked']);
  delete process.env['CONNECTWISE_CLIENT_ID'];
});

/** RFC 6238, Appendix B: its seeds are the digits 1 to 9 and 0, repeated. */
const base32 = (bytes: number) =>
  [...Buffer.from('1234567890'.repeat(7)).subarray(0, bytes)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .match(/.{1,5}/g)!
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
const address = (bytes: number, more: string) =>
  `otpauth://totp/ConnectWise:j.admin?secret=${base32(bytes)}&issuer=ConnectWise${more}`;

test('one-time codes are those of RFC 6238, from a secret or an otpauth address', () => {
  const at = 1_111_111_109_000;
  const code = (text: string) => oneTimeCode(new Secret(text, 'ConnectWise one-time-code secret'), at).reveal();
  expect(code(base32(20))).toBe('081804');
  expect(code(base32(20).toLowerCase().replace(/.{4}/g, '$& '))).toBe('081804');
  expect(code(address(20, ''))).toBe('081804');
  expect(code(address(20, '&digits=8'))).toBe('07081804');
  expect(code(address(32, '&digits=8&algorithm=SHA256'))).toBe('68084774');
  expect(code(address(64, '&digits=8&algorithm=SHA512'))).toBe('25091201');
  expect(code(address(32, '&digits=8&algorithm=HmacSHA256'))).toBe('68084774');
  expect(code(address(20, '&period=60'))).not.toBe('081804');
  expect(code(address(20, '').toUpperCase())).toBe('081804');
  expect(code(address(20, '&digits=8').replaceAll('&', '&amp;'))).toBe('07081804');
  expect(code(address(20, '&digits=&period=&algorithm='))).toBe('081804');
});

const NO_CODES: [string, RegExp][] = [
  ['not base32 at all!', /letter 15 is none/],
  ['JBSWY3DPEHPK3PX0', /letter 16 is none.*no 0/],
  ['JBSWY3DPEHPK', /shorter than 16/],
  ['123456', /a one-time code itself/],
  ['otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP', /not of time-based/],
  ['otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8', /authenticator app exports/],
  ['steam://JBSWY3DPEHPK3PXP', /address of another kind/],
  [address(20, '&digits=9'), /"digits"/],
  [address(20, '&encoder=steam'), /another kind/],
  ['otpauth://totp/ConnectWise?issuer=x', /without a secret/],
  [address(20, '&algorithm=MD5'), /algorithm/],
];
test('what makes no codes is refused when it is read, before a browser starts', async () => {
  for (const [text, message] of NO_CODES) {
    writeFileSync(join(folder, '.env.acme'), `CONNECTWISE_TOTP_SECRET='${text}'`);
    await expect(open().get('CONNECTWISE_TOTP_SECRET', 'ConnectWise one-time-code secret')).rejects.toMatchObject({
      code: 'KW-SECRET-FORM',
      message: expect.stringMatching(message) as unknown,
    });
  }
});

test('a command can print the code of the moment', async () => {
  writeFileSync(
    join(folder, '.env.acme'),
    `CONNECTWISE_TOTP_COMMAND='${node('process.stdout.write(String(123456))')}'`,
  );
  expect((await open().ask('ConnectWise one-time code', 'connectwise')).reveal()).toBe('123456');
  for (const [printed, code] of [
    ['123 456', '123456'],
    ['ConnectWise:j.admin  123456', undefined],
    ['JBSWY3DPEHPK3PXP', undefined],
    ['12345', undefined],
  ] as const) {
    writeFileSync(join(folder, 'print.cjs'), `process.stdout.write(${JSON.stringify(printed)})`);
    writeFileSync(
      join(folder, '.env.acme'),
      `CONNECTWISE_TOTP_COMMAND="${process.execPath}" "${join(folder, 'print.cjs')}" now`,
    );
    const asked = open().ask('ConnectWise one-time code', 'connectwise');
    if (code === undefined)
      await expect(asked).rejects.toThrow(
        /CONNECTWISE_TOTP_COMMAND did not print a code .*CONNECTWISE_TOTP_SECRET_COMMAND/,
      );
    else expect((await asked).reveal()).toBe(code);
  }
});

const NOT_READ: Record<string, [file: string, content: string, says: string]> = {
  'as a shell of Windows sets it': ['.env.acme', `\nset ${LINE}`, '.env.acme:2 has it in another form'],
  'as PowerShell sets it': ['.env.acme', `$env:CONNECTWISE_PASSWORD = "it"`, '.env.acme:1 has it in another form'],
  'in small letters': [
    '.env',
    LINE.toLowerCase(),
    '.env:1 has it in another form: write CONNECTWISE_PASSWORD=… there.',
  ],
  'as setx sets it': ['.env.acme', `setx CONNECTWISE_PASSWORD "it"`, '.env.acme:1 has it in another form'],
  'as JSON': ['.env.acme', `{\n "CONNECTWISE_PASSWORD": "it" }`, '.env.acme:2 has it in another form'],
  'with hyphens': ['.env', LINE.replace('_', '-'), '.env:1 has it in another form'],
  'with a letter missing': [
    '.env.acme',
    `\nCONNECTWISE_PASWORD='winter snow 77'`,
    '.env.acme:2 has CONNECTWISE_PASWORD: write CONNECTWISE_PASSWORD=… there.',
  ],
  'under the name of nothing': [
    '.env.acme',
    `CW_PASSWORD='winter snow 77'`,
    '.env.acme:1 has CW_PASSWORD, which nothing reads; if it is this one: write CONNECTWISE_PASSWORD=… there.',
  ],
  'as YAML': ['.env.acme', `connectwise:\n  password: winter snow 77`, '.env.acme:2 has password, which nothing reads'],
  'with nothing behind it': ['.env.acme', `\nCONNECTWISE_PASSWORD=\r\n`, '.env.acme:2 leaves it empty'],
  'in a file whose name is turned round': ['acme.env', LINE, 'There is a file acme.env: rename it to .env.acme.'],
  'in a second download': ['.env.acme (1)', LINE, 'There is a file .env.acme (1): rename it to .env.acme.'],
  "in another customer's file": ['.env.acme-copy', LINE, 'Put CONNECTWISE_PASSWORD into .env.acme'],
  'in a file that an editor named': ['.env.acme.txt', LINE, 'There is a file .env.acme.txt: rename it to .env.acme.'],
  'in a file without its first dot': ['env.acme', LINE, 'There is a file env.acme: rename it to .env.acme.'],
  'in a file of all customers, so named': ['.env.txt', LINE, 'There is a file .env.txt: rename it to .env.'],
  'in a remark': ['.env.acme', `# ${LINE}`, 'Put CONNECTWISE_PASSWORD into .env.acme'],
  'under a longer name': ['.env.acme', `MY_${LINE}`, '.env.acme:1 has MY_CONNECTWISE_PASSWORD, which nothing reads'],
  'under a shorter name': ['.env.acme', `CONNECTWISE_PWD='winter snow 77'`, '.env.acme:1 has CONNECTWISE_PWD, which'],
};
for (const [how, [file, content, says]] of Object.entries(NOT_READ)) {
  test(`a password that stands ${how} is not read, and the message says what to do`, async () => {
    writeFileSync(join(folder, file), content);
    const error = await open()
      .need('CONNECTWISE_PASSWORD', 'ConnectWise password')
      .then(
        () => '',
        (refused: unknown) => (refused as Error).message,
      );
    expect(error).toContain('is not set');
    expect(error).toContain(says);
    expect(error.toLowerCase()).not.toContain('wintersnow');
  });
}
