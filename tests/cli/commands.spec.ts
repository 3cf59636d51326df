import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { tooOld } from '../../src/cli/node-version.ts';
import { cli } from '../support/cli.ts';

const COMMANDS = fileURLToPath(new URL('../../src/cli/commands/', import.meta.url));
const FILES = readdirSync(COMMANDS);

test('starting a command loads what help says of the others, and none of their work', () => {
  expect(FILES.length).toBeGreaterThan(10);
  const light = ['commander', 'node:fs', 'node:path'];
  const words = ['../define.ts', '../options.ts', '../exit-codes.ts', '../../files/user-error.ts'];
  for (const file of FILES) {
    const imports = [...readFileSync(COMMANDS + file, 'utf8').matchAll(/^import (?!type\b)[^;]*? from '([^']+)'/gm)];
    expect(
      imports.map(([, from]) => from!).filter((from) => ![...light, ...words].includes(from)),
      file,
    ).toEqual([]);
  }
});

test('each command in commands/ is in the list of the program', () => {
  const program = readFileSync(`${COMMANDS}../program.ts`, 'utf8');
  for (const file of FILES) expect(program).toContain(`'./commands/${file}'`);
});

test('a Node that is too old is told so, with the one that is needed', () => {
  const { engines } = JSON.parse(readFileSync(`${COMMANDS}../../../package.json`, 'utf8')) as {
    engines: { node: string };
  };
  expect(engines.node).toBe('>=24');
  expect(tooOld('22.11.0')).toMatch(
    /^Keywright needs Node 24 or newer, and this is Node 22\.11\.0\. Install it .*KW-NODE/,
  );
  for (const version of ['24.0.0', '24.15.0', '26.1.0']) expect(tooOld(version)).toBeUndefined();
});

test('an option with the long dash of a word processor is told with what to type', async () => {
  const { code, stderr } = await cli(['plan', 'onboard', '\u2013-customer', 'acme'], { cwd: COMMANDS });
  expect(code).toBe(2);
  expect(stderr).toMatch(/begins with a long dash.*KW-USAGE.*Type --customer/s);
});
