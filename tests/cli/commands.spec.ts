import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const COMMANDS = fileURLToPath(new URL('../../src/cli/commands/', import.meta.url));
const FILES = readdirSync(COMMANDS);

test('a command that starts loads the words of the others, and none of their work', () => {
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
