import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { Control } from '../../src/watch/control.ts';
import { type Notice, noticeOf, noticeQuestions } from '../../src/watch/notices.ts';
import { Notifier } from '../../src/watch/notifier.ts';

const ABOUT = { run: '20261130-031753-aaaaaaaa', customer: 'acme', runbook: 'Create the keys' };
const QUESTION = { kind: 'approve', title: 'Create security role MSPCFO', lines: [], choices: ['approve'] } as const;
const attended = () =>
  new Control({ pace: 0, step: false, pauseBefore: [], stop: () => undefined, signal: new AbortController().signal });

test('a question is told at once, and once more when half of its time is over', async () => {
  const control = attended();
  const told: Notice[] = [];
  const end = noticeQuestions(
    control,
    { ...ABOUT, page: 'https://call.example.com' },
    () => 'role',
    (one) => told.push(one),
  );
  const answer = control.ask({ ...QUESTION, lines: [], choices: ['approve'] }, 200);
  expect(told.map(({ what }) => what)).toEqual(['waits']);
  expect(told[0]).toMatchObject({ customer: 'acme', step: 'role', link: 'https://call.example.com' });
  await expect.poll(() => told.map(({ what }) => what)).toEqual(['waits', 'still waits']);
  // Nobody answers: that is no approval.
  expect(await answer).toBe('nobody answered');
  end();
  expect(told).toHaveLength(2);
});

test('who must sign an approval, and how, is told', () => {
  const control = attended();
  const told: Notice[] = [];
  const end = noticeQuestions(
    control,
    { ...ABOUT, page: undefined },
    () => 'role',
    (one) => told.push(one),
  );
  const signed = { who: 'An operator other than kim must approve this.', command: 'keywright approve R role' };
  void control.ask({ ...QUESTION, lines: [], choices: ['stop'], signed }, 100);
  end();
  expect(told[0]?.text).toMatch(
    /Create security role MSPCFO \(\d+ min left\)\. An operator other than kim must approve this\. Command: keywright approve R role$/,
  );
});

test('an approval never happens by itself, however long a run waits', async () => {
  const control = attended();
  const acts: string[] = [];
  control.onAct(({ did }) => acts.push(did));
  expect(await control.ask({ ...QUESTION, lines: [], choices: ['approve'] }, 30)).toBe('nobody answered');
  expect(acts).toEqual(['nobody answered']);
});

test('an answer in time ends the reminder', async () => {
  const control = attended();
  const told: Notice[] = [];
  noticeQuestions(
    control,
    { ...ABOUT, page: undefined },
    () => undefined,
    (one) => told.push(one),
  );
  const answer = control.ask({ ...QUESTION, lines: [], choices: ['approve'] }, 100);
  control.command('approve', { who: 'kim', via: 'terminal' });
  await answer;
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(told.map(({ what }) => what)).toEqual(['waits']);
});

test('a step that failed, and the end, are told with step, code and report', () => {
  const problem = { actual: 'ConnectWise refused the password', hint: 'Correct it.', code: 'KW-SECRET-REFUSED' };
  const failed = { type: 'step.result', step: 'sign-in', outcome: 'failed', actual: 'x', ms: 1, problem } as never;
  expect(noticeOf(failed, ABOUT, '/r/report.html')).toMatchObject({
    what: 'failed',
    step: 'sign-in',
    code: 'KW-SECRET-REFUSED',
    text: 'acme: a step failed (Create the keys): ConnectWise refused the password',
  });
  const end = { type: 'run.end', outcome: 'failed', ms: 1, counts: {} } as never;
  expect(noticeOf(end, ABOUT, '/r/report.html')).toMatchObject({ what: 'ended', link: '/r/report.html' });
  expect(noticeOf({ type: 'note', text: 'x' } as never, ABOUT, '')).toBeUndefined();
});

test('a command gets the notice as JSON, without any secret, and a webhook the same', async () => {
  registerSecret(new Secret('hunter2-hunter2', 'password'));
  const posted: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      posted.push(body);
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const said: string[] = [];
  const script = `let b='';process.stdin.on('data',d=>b+=d).on('end',()=>console.error(b, process.env.MSPCFO_PASSWORD))`;
  process.env['MSPCFO_PASSWORD'] = 'not for commands';
  const notifier = new Notifier({
    command: `"${process.execPath}" -e "${script}"`,
    webhook: new Secret(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/abc`, 'webhook'),
    withhold: (name) => name.startsWith('MSPCFO_'),
    say: (text) => said.push(text),
  });
  notifier.tell({ what: 'failed', ...ABOUT, text: 'acme: it saw hunter2-hunter2' });
  await notifier.settled();
  delete process.env['MSPCFO_PASSWORD'];
  server.close();
  expect(JSON.parse(posted[0]!)).toMatchObject({ keywright: { customer: 'acme', what: 'failed' } });
  expect(posted[0]).not.toContain('hunter2');
  expect(said.join('')).toContain('"customer":"acme"');
  expect(said.join('')).not.toMatch(/hunter2|not for commands/);
});

test('a notice that cannot go out is said, and stops nothing', async () => {
  const said: string[] = [];
  const notifier = new Notifier({
    command: `"${process.execPath}" -e "process.exit(3)"`,
    webhook: undefined,
    withhold: () => false,
    say: (text) => said.push(text),
  });
  notifier.tell({ what: 'ended', ...ABOUT, text: 'x' });
  await notifier.settled();
  expect(said).toEqual(['A notice did not go out (KEYWRIGHT_NOTIFY_COMMAND): the command ended with exit code 3.']);
});

test('a webhook that anybody on the way could read is refused', () => {
  const open = (address: string) =>
    new Notifier({
      command: undefined,
      webhook: new Secret(address, 'webhook'),
      withhold: () => false,
      say: () => undefined,
    });
  expect(() => open('http://chat.example.com/hook/abc')).toThrow('must be an https address');
  expect(() => open('hook')).toThrow('must be an https address');
});
