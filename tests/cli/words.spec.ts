import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { typed } from '../../src/cli/terminal.ts';
import { ConfirmedWords, type KeptWord } from '../../src/runbook/confirmed-words.ts';
import { cliHere } from '../support/cli-here.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-words-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ROLE: KeptWord = {
  portal: 'connectwise',
  term: 'member.role',
  is: 'Role ID',
  kind: 'box',
  says: 'Security Role',
  who: 'Pat Doe',
  when: '2026-11-30T10:00:00.000Z',
  run: '20261130-100000-abcdefgh',
  gesture: 12,
};

function read(customer = 'acme'): ConfirmedWords {
  const words = ConfirmedWords.read(folder, customer);
  if ('diagnostics' in words) throw new Error(words.diagnostics.map(({ message }) => message).join());
  return words;
}

test('confirmed words are listed, exported without people, and forgotten', async () => {
  read().keep({ ...ROLE, says: 'Old Role' });
  read().keep(ROLE);
  read().keep({ ...ROLE, term: 'member.id', is: 'Member ID', says: 'Login' });
  expect(
    read()
      .of('connectwise')
      .map(({ says }) => says),
  ).toEqual(['Security Role', 'Login']);
  expect(read('beta').all, 'another customer').toEqual([]);
  const run = async (...args: string[]) => await cliHere(['words', ...args], { cwd: folder });
  const listed = await run('list');
  expect(listed.stdout).toMatch(
    /acme\n {2}member\.role {2}the box "Security Role" is the Role ID\n.*Pat Doe.*gesture 12/,
  );
  expect((await run('export', '--customer', 'acme', '-o', 'for-maintainers.yaml')).code).toBe(0);
  const exported = readFileSync(join(folder, 'for-maintainers.yaml'), 'utf8');
  expect(exported).toContain('says: Security Role');
  expect(exported).not.toMatch(/Pat|acme|2026|abcdefgh/);
  expect((await run('forget', 'Role ID', '--customer', 'acme')).stdout).toContain('Forgotten: the box "Security Role"');
  expect((await run('forget', 'Role ID', '--customer', 'acme')).code).toBe(2);
  expect((await run('forget', 'all', '--customer', 'acme')).code).toBe(0);
  expect(existsSync(read().file)).toBe(false);
});

test('a misspelled runbook is told with the one that is meant, and commands as they are typed here', async () => {
  const { stderr } = await cliHere(['plan', 'onbord', '--customer', 'acme'], { cwd: folder });
  expect(stderr).toContain('Did you mean "onboard"?');
  const hint = 'Next:     keywright run onboard, or "keywright plan"; see node_modules/.bin/keywright run';
  expect(typed(hint, 'npm run keywright -- ')).toBe(
    'Next:     npm run keywright -- run onboard, or "npm run keywright -- plan"; see node_modules/.bin/keywright run',
  );
  expect(typed(hint)).toBe(hint);
});

for (const [what, text, says] of [
  ['a selector', 'keywright: 1\nwords: [{ portal: connectwise, term: member.role, selector: "#x" }]', /selector/],
  ['no term', 'keywright: 1\nwords: [{ portal: connectwise, term: "role" }]', /member\.role/],
  ['no YAML', 'keywright: 1\nwords: [', /indentation/],
] as const)
  test(`a file of confirmed words is refused with its line: ${what}`, () => {
    mkdirSync(join(folder, 'words'));
    writeFileSync(join(folder, 'words', 'acme.yaml'), text);
    const words = ConfirmedWords.read(folder, 'acme');
    expect('diagnostics' in words && words.diagnostics.map(({ message }) => message).join('; ')).toMatch(says);
  });
