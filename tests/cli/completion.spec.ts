import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SCRIPTS, type Shell } from '../../src/cli/completion/scripts.ts';
import { GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { MAIN } from '../support/cli.ts';
import { cliHere } from '../support/cli-here.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywright-cli-'));
  writeFileSync(join(folder, 'customers.yaml'), GOOD_CUSTOMERS);
  for (const run of [
    'acme/20261124-141532-7k3f9xwp',
    'acme/20261125-080000-aaaaaaaa',
    'other/20261126-080000-bbbbbbbb',
  ])
    mkdirSync(join(folder, 'runs', run), { recursive: true });
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'keywright'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  chmodSync(join(folder, 'bin', 'keywright'), 0o700);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the program says can stand at the end of these words. */
async function complete(...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await cliHere(['complete'], {
    cwd: folder,
    env: { KEYWRIGHT_WORDS: words.join('\u001F') },
  });
  expect([code, stderr]).toEqual([0, '']);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]!]));
}

test('commands, options, runbooks, steps, customers and runs are completed', async () => {
  const commands = await complete('');
  expect(commands).toEqual(expect.arrayContaining(['run', 'plan', 'completion']));
  expect(commands).not.toContain('complete');
  expect(await complete('run', 'o')).toEqual(['offboard', 'onboard', ':files']);
  expect(await complete('run', 'onboard', '--cust')).toEqual(['--customer', '--customers']);
  expect(await complete('run', 'onboard', '-c', 'acme', '--cust')).toEqual(['--customers']);
  expect(await complete('run', 'onboard', '--customer', 'a')).toEqual(['acme']);
  expect(await complete('run', 'offboard', '--approve', 're')).toEqual(['remove']);
  expect(await complete('export', '--as', 'p')).toEqual(['pdf']);
  expect(await complete('escrow', 'o')).toEqual(['open']);
  const runs = ['20261126-080000-bbbbbbbb', '20261125-080000-aaaaaaaa', '20261124-141532-7k3f9xwp'];
  expect(await complete('resume', '')).toEqual(runs);
  expect(await complete('review', '--customer', 'acme', '')).toEqual(runs.slice(1));
  expect(await complete('run', 'onboard', '--customers', 'nowhere.yaml', '--customer', '')).toEqual([]);
});

test('the script of each shell calls the program with the words before the cursor', async () => {
  const says: Record<Shell, RegExp[]> = {
    bash: [/^complete -F _keywright keywright$/m, /COMP_WORDS\[\*\]:1:COMP_CWORD/],
    zsh: [/^#compdef keywright$/m, /\(pj:\\x1f:\)words\[2,CURRENT\]/, /compdef _keywright keywright/],
    fish: [/^complete -c keywright -f -k -a '\(__keywright_complete\)'$/m, /string join \\x1f -- \$words/],
    powershell: [/Register-ArgumentCompleter -Native -CommandName keywright/, /-join \[char\]31/],
  };
  for (const [shell, patterns] of Object.entries(says))
    for (const pattern of [...patterns, /KEYWRIGHT_WORDS/, /keywright complete\b/, /:files/])
      expect(SCRIPTS[shell as Shell], shell).toMatch(pattern);
  const { code, stdout } = await cliHere(['completion', 'bash'], { cwd: folder });
  expect([code, stdout]).toEqual([0, SCRIPTS.bash]);
  expect((await cliHere(['completion', 'tcsh'], { cwd: folder })).code).toBe(2);
});

/** What each shell that is on this machine makes of a command line with the cursor at its end. */
const ASK: Partial<Record<Shell, (words: string[]) => string[]>> = {
  bash: (words) => [
    '-c',
    `source <(keywright completion bash); COMP_WORDS=(${['keywright', ...words].map((word) => `'${word}'`).join(' ')}); ` +
      `COMP_CWORD=${words.length}; _keywright; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  fish: (words) => ['-c', `keywright completion fish | source; complete -C '${['keywright', ...words].join(' ')}'`],
};

for (const [shell, ask] of Object.entries(ASK)) {
  test(`${shell} completes runbooks, customers and files`, () => {
    test.skip(spawnSync(shell, ['--version']).status !== 0, `there is no ${shell} here`);
    const env = { PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter), HOME: folder };
    const answer = (...words: string[]) =>
      execFileSync(shell, ask(words), { cwd: folder, env, encoding: 'utf8' })
        .split('\n')
        .map((line) => line.split('\t')[0]!)
        .filter((line) => line !== '');
    expect(answer('run', 'onb')).toEqual(['onboard']);
    expect(answer('run', 'onboard', '--customer', '')).toEqual(['acme']);
    expect(answer('validate', 'cust')).toEqual(['customers.yaml']);
  });
}
