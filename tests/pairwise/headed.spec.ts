import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import { callPerson, type Person, SINGLE_SIGN_ON } from '../support/person.ts';
import { decode } from '../support/redaction/pixels.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { did, JOB, look, MSPCFO, people, SIGN_IN, writeRunbook } from '../support/watched-job.ts';

let workspace: TestWorkspace | undefined;
test.afterEach(async () => {
  await workspace?.end();
  workspace = undefined;
});

test('the overlay is in no screenshot, and screenshots equal those of a headless run', async () => {
  test.skip(process.platform === 'win32', 'the browser needs no screen through a shell script');
  workspace = await createWorkspace({ mfa: false });
  const { folder, env } = workspace;
  writeRunbook(folder, SIGN_IN + look() + MSPCFO);
  const shots = () => workspace!.journal().flatMap((line) => (line.type === 'shot' ? [line] : []));
  expect((await workspace.run(...JOB)).code).toBe(0);
  const headless = shots();
  env['KEYWRIGHT_BROWSER'] = (await callPerson(folder, findBrowser()!.path)).browser;
  const { code, stdout } = await workspace.run(...JOB, '--headed', '--pace', '100');
  expect(code, stdout).toBe(0);
  const headed = shots();
  expect(workspace.journal()[0]).toMatchObject({ mode: { headed: true, pace: 100 } });
  expect(headed.map(({ step, when }) => [step, when])).toEqual(headless.map(({ step, when }) => [step, when]));
  const [first, second] = workspace.runs() as [string, string];
  for (const [at, shot] of headed.entries()) {
    if (shot.sha256 === headless[at]!.sha256) continue;
    const [one, other] = [join(first, headless[at]!.file), join(second, shot.file)].map(
      (file) => decode(readFileSync(file)).data,
    ) as [Buffer, Buffer];
    // A text cursor blinks.
    expect(one.filter((byte, place) => byte !== other[place]).length, shot.file).toBeLessThan(200);
  }
});

test('a person signs in, answers an unknown question and finishes a step by hand', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  test.skip(process.platform === 'win32', 'the person comes through a shell script');
  workspace = await createWorkspace({ mfa: false, variants: { sso: 'on' }, mspcfoVariants: { codePage: 'off' } });
  const { connectwise, mspcfo } = workspace.practice;
  const customers = join(workspace.folder, 'customers.yaml');
  writeFileSync(customers, readFileSync(customers, 'utf8').replace(/sign-in: \S+/, 'sign-in: person'));
  writeRunbook(workspace.folder, SIGN_IN + MSPCFO + look(', timeout: 25s, retries: 0'));
  const person: Person = await callPerson(workspace.folder, findBrowser()!.path);
  const { code, screen } = await atTerminal([...JOB, '--headed', '--pace', '50'], {
    cwd: workspace.folder,
    env: { ...workspace.env, KEYWRIGHT_BROWSER: person.browser, MSPCFO_PASSWORD: 'Mistyped-4711-once' },
    answers: [
      [
        /A person is needed at the browser/,
        async () => {
          await person.typeAndEnter('#loginForm #company', connectwise.companyId, SINGLE_SIGN_ON);
          await person.typeAndEnter(`${SINGLE_SIGN_ON} #username`, connectwise.username, '#Input_Email');
          await person.typeAndEnter('#Input_Email', connectwise.company.users[0]!.email, '#Input_Password');
          await person.typeAndEnter('#Input_Password', connectwise.password);
          await person.raise('Today', 'The terms of use have changed. Do you agree?', 'I agree');
          return '';
        },
      ],
      [
        new RegExp(
          [
            String.raw`Step failed\. What next\? Sign in to MSPCFO[\s\S]*User `,
            String.raw`name or password is not correct[\s\S]*h done by hand`,
          ].join(''),
        ),
        async () => {
          // The user name stands there still.
          await person.typeAndEnter('#password', mspcfo.password);
          return 'h';
        },
      ],
      [
        /Step failed\. What next\? See which keys[\s\S]*r retry/,
        async () => {
          await person.press('I agree');
          // The press and the key come by different ways, and a busy machine may let the key in first.
          await expect
            .poll(() => readFileSync(join(workspace!.runs().at(-1)!, 'journal.jsonl'), 'utf8'))
            .toMatch(/"step":"look".*"took over"|"took over".*"step":"look"/);
          return 'r';
        },
      ],
    ],
  });
  expect(code, screen).toBe(0);
  const journal = workspace.journal();
  expect(did(journal)).toEqual([
    ['connectwise', 'took over', 'browser'],
    ['connectwise', 'gave back', 'browser'],
    ['mspcfo', 'took over', 'browser'],
    ['mspcfo', 'says it is done by hand', 'terminal'],
    ['mspcfo', 'gave back', 'browser'],
    ['look', 'took over', 'browser'],
    ['look', 'chose to try again', 'terminal'],
    ['look', 'gave back', 'browser'],
  ]);
  for (const line of people(journal).filter(({ did }) => did === 'gave back'))
    expect(Number(line.details!['clicks']) + Number(line.details!['keys'])).toBeGreaterThan(0);
  const results = journal.filter((line) => line.type === 'step.result');
  expect(results.map(({ step, outcome }) => [step, outcome])).toEqual([
    ['connectwise', 'done'],
    ['mspcfo', 'done'],
    ['look', 'done'],
  ]);
  expect(results[1]!.actual).toContain('(done by hand, and read back)');
  expect(readFileSync(join(workspace.runs()[0]!, 'report.html'), 'utf8')).toContain('says it is done by hand');
});
