// Longer than 300 lines because it is one subject: the watch page, with one run that is played to it.

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';
import type { Act, Command, ControlState, Question } from '../../src/watch/commands.ts';
import type { Control } from '../../src/watch/control.ts';
import { linesOfProblem } from '../../src/watch/problem-lines.ts';
import { end, gesture, intent, jpegOf, play, result, test } from '../support/watch-server.ts';

const now = () => performance.timeOrigin + performance.now();
const state = (page: Page) => page.locator('#state');
const instruction = (page: Page) => page.locator('#instruction');
const button = (page: Page, name: string) => page.locator('.controls').getByRole('button', { name, exact: false });

/** Resolves with the moment at which the Control is in that mode. */
function moment(control: Control, mode: ControlState['mode']): Promise<number> {
  return new Promise((resolve) => {
    const end = control.onChange((changed) => {
      if (changed.mode !== mode) return;
      end();
      resolve(now());
    });
  });
}

const FAILED: Omit<Question, 'since' | 'until'> = {
  kind: 'failed',
  title: 'Press “Save” in the toolbar',
  choices: ['retry', 'by hand', 'stop'],
  lines: [
    'Where:    Members > New API member',
    'Expected: a form with the field “Role ID”',
    'Saw:      a dialog “Record is locked by j.admin”',
    'Next:     Close the dialog, wait until the record is free, and retry.',
  ],
};
const APPROVE: Omit<Question, 'since' | 'until'> = {
  kind: 'approve',
  title: 'Make the API keys',
  lines: ['This makes one key for the member MSPCFO.'],
  choices: ['approve', 'stop'],
};
const HANDS: Omit<Question, 'since' | 'until'> = {
  kind: 'hands',
  title: 'Enter the code of your authenticator',
  lines: ['The sign-in of ConnectWise asks for a second factor.'],
  choices: ['stop'],
};

test('the page says who, what, where and why, and ticks what is done', async ({ person, played }) => {
  await expect(person.locator('#title')).toHaveText('Create the ConnectWise API keys and store them in MSPCFO');
  await expect(person.locator('#customer')).toHaveText('Practice MSP');
  await expect(person.locator('#phase')).toHaveText('Phase 2 of 3: Create an API member');
  await expect(person.locator('#step')).toHaveText('Step 3 of 8: Create the API member “MSPCFO”');
  await expect(person.locator('#instruction')).toHaveText('Submits: Press “Save” in the toolbar');
  await expect(person.locator('#why li')).toHaveText([
    'There is no API member “MSPCFO”.',
    'Create the member',
    'Give it the role “MSPCFO”',
  ]);
  await expect(person.locator('.step-link small')).toHaveText([
    'already in place',
    'done',
    'now',
    'to come',
    'to come',
    'to come',
    'to come',
    'to come',
  ]);
  await expect(person.locator('[aria-current=step]')).toContainText('Create the API member');
  await expect(state(person)).toHaveText('Running');
  const first = await person.locator('#elapsed').textContent();
  await expect(person.locator('#elapsed')).not.toHaveText(first!);
  played.tell(
    result('member', 'drift', 'The role is another one.'),
    intent('keys'),
    result('keys', 'failed', 'No key.'),
    intent('keys', 2),
  );
  await expect(person.locator('.step-link small')).toHaveText([
    'already in place',
    'done',
    'drift',
    'now, try 2',
    'to come',
    'to come',
    'to come',
    'to come',
  ]);
});

test('pause, next gesture, next step and continue work by mouse and by key', async ({
  person,
  played: { control },
}) => {
  const acts: Act[] = [];
  control.onAct((act) => acts.push(act));
  await button(person, 'Pause').click();
  await expect(state(person)).toHaveText('Pausing…');
  const first = control.reach({ at: 'gesture', step: 'member', title: 'Press “Save” in the toolbar' });
  await expect(instruction(person)).toHaveText('Next: Press “Save” in the toolbar');
  await person.keyboard.press('g');
  expect(await first).toBe(true);
  const actor = { who: 'Kim Lee', via: 'watch page' };
  expect(acts).toMatchObject([
    { did: 'pause', why: 'pause', actor },
    { did: 'resume', command: 'next gesture', actor, before: 'Press “Save” in the toolbar' },
  ]);
  const second = control.reach({ at: 'gesture', step: 'member', title: 'Close the form' });
  await expect(instruction(person)).toHaveText('Next: Close the form');
  await button(person, 'Next step').click();
  expect(await second).toBe(true);
  const third = control.reach({ at: 'step', step: 'keys', title: 'Make the API keys' });
  await expect(instruction(person)).toHaveText('Next: Make the API keys');
  await expect(button(person, 'Continue')).toBeVisible();
  await person.keyboard.press(' ');
  expect(await third).toBe(true);
  expect(acts.slice(2).map(({ did, why, command }) => [did, why ?? command])).toEqual([
    ['pause', 'next gesture'],
    ['resume', 'next step'],
    ['pause', 'next step'],
    ['resume', 'continue'],
  ]);
  await expect(state(person)).toHaveText('Running');
  await expect(button(person, 'Pause')).toBeVisible();
});

test('a refusal is shown in words, and goes with the next command that is obeyed', async ({ person }) => {
  await person.keyboard.press('s');
  await expect(person.locator('#refusal')).toHaveText('The run is not paused. Pause it first.');
  await person.keyboard.press('+');
  await expect(person.locator('#refusal')).toBeEmpty();
});

test('a refusal goes when it no longer holds', async ({ person, played: { control } }) => {
  await person.keyboard.press('s');
  await expect(person.locator('#refusal')).toHaveText('The run is not paused. Pause it first.');
  control.command('pause', { who: 'Kim Lee', via: 'terminal' });
  await expect(person.locator('#refusal')).toBeEmpty();
});

test('slower and faster change the pace, which is shown', async ({ person, played: { control } }) => {
  await expect(person.locator('#pace')).toHaveText('0.7 s each');
  await person.keyboard.press('-');
  await expect(person.locator('#pace')).toHaveText('1.4 s each');
  await button(person, 'Faster').click();
  await button(person, 'Faster').click();
  await expect(person.locator('#pace')).toHaveText('0.35 s each');
  await person.keyboard.press('+');
  await person.keyboard.press('=');
  await expect(person.locator('#pace')).toHaveText('Full speed');
  expect(control.pace).toBe(0);
  await expect(button(person, 'Faster')).toHaveAttribute('aria-disabled', 'true');
  await button(person, 'Slower').click();
  await expect(button(person, 'Faster')).toHaveAttribute('aria-disabled', 'false');
});

test('an approval takes the focus, and is recorded under the name that was entered', async ({
  person,
  played: { control },
}) => {
  const answer = control.ask(APPROVE, 300_000);
  await expect(person.locator('#ask')).toBeFocused();
  await expect(state(person)).toHaveText('Waiting for approval');
  await expect(person.getByLabel('Approved by')).toHaveValue('Kim Lee');
  await expect(person.locator('.left')).toHaveText(/^[45]:\d\d left$/);
  await person.getByLabel('Approved by').fill('  Robin of Practice MSP ');
  await person.keyboard.press('Escape');
  await person.keyboard.press('a');
  expect(await answer).toEqual({ command: 'approve', actor: { who: 'Robin of Practice MSP', via: 'watch page' } });
  await expect(person.locator('#ask')).toBeHidden();
});

test('an approval that is asked once more says why, but not to viewers', async ({
  person,
  guest,
  played: { control },
}) => {
  const again = 'the last try failed (KW-TIMEOUT): saw nothing that fits in time';
  void control.ask({ ...APPROVE, again }, 300_000);
  await expect(person.locator('#ask dl')).toHaveText(`Asked again${again}`);
  await expect(guest.locator('#ask')).toContainText('This makes one key');
  await expect(guest.locator('#ask')).not.toContainText('last try');
});

for (const viewport of [
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])
  test(`no change stands below the buttons that approve it, at ${viewport.width} × ${viewport.height}`, async ({
    person,
    played: { control },
  }) => {
    await person.setViewportSize(viewport);
    const lines = Array.from({ length: 16 }, (_, n) => `Set “Field ${n + 1}” to “Value ${n + 1} of the API member”`);
    void control.ask({ ...APPROVE, lines }, 300_000);
    const ask = person.locator('#ask');
    const approve = ask.getByRole('button', { name: 'Approve' });
    await expect(approve).toBeInViewport({ ratio: 1 });
    for (const line of lines) {
      const change = ask.getByText(line, { exact: true });
      await change.scrollIntoViewIfNeeded();
      const below = (await ask.getByLabel('Approved by').boundingBox())!;
      const box = (await change.boundingBox())!;
      expect(box.y + box.height, line).toBeLessThanOrEqual(below.y);
      await expect(approve).toBeInViewport({ ratio: 1 });
    }
  });

for (const [key, command] of [
  ['r', 'retry'],
  ['h', 'by hand'],
] as const) {
  test(`a step that failed says where, what and why, and offers "${command}" by key`, async ({
    person,
    played: { control },
  }) => {
    const answer = control.ask(FAILED, 300_000);
    await expect(person.locator('#ask')).toBeFocused();
    await expect(person.locator('#ask dt')).toHaveText(['Where', 'Expected', 'Saw', 'Next']);
    await expect(person.locator('#ask dd').nth(2)).toHaveText('a dialog “Record is locked by j.admin”');
    await person.keyboard.press(key);
    expect(await answer).toEqual({ command, actor: { who: 'Kim Lee', via: 'watch page' } });
  });
}

test('what a person must do is said, and goes by itself when it is done', async ({ person, played: { control } }) => {
  const done = Promise.withResolvers<void>();
  const answer = control.ask(HANDS, 300_000, done.promise);
  await expect(person.locator('#ask')).toContainText('Enter the code of your authenticator');
  await expect(person.locator('#ask')).toContainText('The run continues when it is done');
  done.resolve();
  expect(await answer).toBeUndefined();
  await expect(person.locator('#ask')).toBeHidden();
  await expect(person.locator('#main')).toBeFocused();
});

test('stop asks first, and then stops', async ({ person, played: { stopped } }) => {
  await person.keyboard.press('x');
  await expect(person.getByText('Stop the run?')).toBeVisible();
  await person.keyboard.press('Escape');
  await expect(person.getByText('Stop the run?')).toBeHidden();
  expect(stopped.aborted).toBe(false);
  await button(person, 'Stop').first().click();
  await person.getByRole('button', { name: 'Yes, stop' }).click();
  await expect(state(person)).toHaveText('Stopping…');
  expect(stopped.aborted).toBe(true);
});

test('Escape commands nothing, nor do letters in the name field', async ({ person, played: { control, stopped } }) => {
  const answered: unknown[] = [];
  void control.ask(APPROVE, 300_000).then((answer) => answered.push(answer));
  await person.getByLabel('Approved by').fill('');
  await person.keyboard.type('has a name');
  await person.keyboard.press('Escape');
  await person.keyboard.press('Escape');
  await expect(person.locator('#ask')).toBeVisible();
  expect(answered).toEqual([]);
  expect(stopped.aborted).toBe(false);
  expect(control.pace).toBe(700);
});

test('commands reach the run, and its state the page, within moments', async ({ person, played: { control } }) => {
  await person.evaluate(() => {
    const times = window as unknown as { clicked: number; seen: number };
    addEventListener('click', () => (times.clicked = performance.timeOrigin + performance.now()), true);
    new MutationObserver(() => (times.seen = performance.timeOrigin + performance.now())).observe(
      document.querySelector('#state')!,
      { childList: true, subtree: true },
    );
  });
  const there: number[] = [];
  const back: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    for (const [name, mode] of [
      ['Pause', 'pausing'],
      ['Continue', 'running'],
    ] as const) {
      const obeyed = moment(control, mode);
      await button(person, name).click();
      const at = await obeyed;
      await expect(state(person)).toHaveText(mode === 'pausing' ? 'Pausing…' : 'Running');
      const times = await person.evaluate(() => {
        const { clicked, seen } = window as unknown as { clicked: number; seen: number };
        return { clicked, seen };
      });
      there.push(at - times.clicked);
      back.push(times.seen - at);
    }
  }
  const words = (all: number[]) =>
    `median ${all.toSorted((a, b) => a - b)[all.length >> 1]!.toFixed(1)} ms, ` +
    `longest ${Math.max(...all).toFixed(1)} ms`;
  console.log(`click to Control: ${words(there)}; Control to the page: ${words(back)}`);
  expect(Math.max(...there)).toBeLessThan(5_000);
});

test('two watch at once: one commands, both see what comes of it, and only one has controls', async ({
  person,
  guest,
  played: { control },
}) => {
  await expect(person.locator('#watching')).toHaveText('2 watching');
  await expect(guest.locator('.controls, #keys, #keys-open')).toHaveCount(0);
  await expect(guest.getByText('View only')).toBeVisible();
  await guest.keyboard.press(' ');
  await button(person, 'Pause').click();
  for (const page of [person, guest]) await expect(state(page)).toHaveText('Pausing…');
  const held = control.reach({ at: 'step', step: 'keys', title: 'Make the API keys' });
  for (const page of [person, guest]) await expect(instruction(page)).toHaveText('Next: Make the API keys');
  await guest.keyboard.press(' ');
  await person.keyboard.press(' ');
  expect(await held).toBe(true);
  void control.ask(APPROVE, 300_000);
  await expect(guest.locator('#ask')).toContainText('Waiting for an answer.');
  await expect(guest.locator('#ask').getByRole('button')).toHaveCount(0);
  await expect(guest.locator('#ask input')).toHaveCount(0);
  await guest.context().close();
  await expect(person.locator('#watching')).toBeEmpty();
});

test('a watcher that was cut off reconnects by itself and gets the present state', async ({ page, played }) => {
  const answers = new Set<ServerResponse>();
  const note = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (request.url === '/events') answers.add(response);
  };
  subscribe('http.server.request.start', note);
  await page.goto(played.watch.link);
  await expect(state(page)).toHaveText('Running');
  const picture = await jpegOf(await page.context().newPage(), 'Members');
  expect(answers.size).toBe(1);
  for (const answer of answers) answer.destroy();
  // At once, before the server has noticed.
  played.tell(gesture('member', 'Press “Close”'));
  await expect(page.locator('#lost')).toHaveText('Connection lost. Trying again …');
  played.tell(result('member', 'done'), intent('keys'), gesture('keys', 'Press the plus', 'commit'));
  played.watch.picture({ picture: picture, type: 'image/jpeg' });
  void played.control.ask(APPROVE, 300_000);
  await expect(page.locator('#ask')).toContainText('Make the API keys', { timeout: 15_000 });
  await expect(page.locator('#lost')).toBeEmpty();
  await expect(page.locator('.step-link small')).toHaveText([
    'already in place',
    'done',
    'done',
    'now',
    'to come',
    'to come',
    'to come',
    'to come',
  ]);
  await expect(page.locator('#instruction')).toContainText('Press the plus');
  await expect(page.locator('#image')).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.locator('#ask')).toBeHidden();
  expect(answers.size).toBe(2);
  unsubscribe('http.server.request.start', note);
});

test('the picture gives way to a card at once, says why, and comes back', async ({
  person,
  guest,
  played: { watch },
}) => {
  const maker = await person.context().newPage();
  await expect(person.locator('#card')).toContainText('There is no picture yet.');
  watch.picture({ picture: await jpegOf(maker, 'Members'), type: 'image/jpeg' });
  for (const page of [person, guest]) await expect(page.locator('#image')).toBeVisible();
  watch.picture({ withheld: 'A secret stands on this page, so it is not shown.' });
  for (const page of [person, guest]) {
    await expect(page.locator('#image')).toBeHidden();
    await expect(page.locator('#image')).not.toHaveAttribute('src');
    await expect(page.locator('#card')).toContainText('A secret stands on this page, so it is not shown.');
  }
  watch.picture({ picture: await jpegOf(maker, 'Roles'), type: 'image/jpeg' });
  for (const page of [person, guest]) await expect(page.locator('#image')).toBeVisible();
  await expect(person.locator('#card')).toBeHidden();
});

test('a picture that the page has left behind says how old it is', async ({ person, browser, played: { watch } }) => {
  const drawn = await browser.newPage();
  watch.picture({ picture: await jpegOf(drawn, 'Members'), type: 'image/jpeg' });
  await drawn.close();
  await expect(person.locator('#image')).toBeVisible();
  await expect(person.locator('#age')).toBeHidden();
  watch.picture({ asOf: Date.now() - 12_000 });
  await expect(person.locator('#age')).toHaveText(/^As of 1[2-9] s ago$/);
  await expect(person.locator('#image')).toBeVisible();
  watch.picture({ withheld: 'Hidden' });
  await expect(person.locator('#age')).toBeHidden();
});

test('a picture that a card overtook does not block the next one', async ({ person, played: { watch } }) => {
  const jpeg = await jpegOf(await person.context().newPage(), 'Members');
  let release = () => {};
  await person.route('**/picture/1', async (route) => {
    await new Promise<void>((resolve) => (release = resolve));
    await route.abort().catch(() => undefined);
  });
  const asked = person.waitForRequest('**/picture/1');
  watch.picture({ picture: jpeg, type: 'image/jpeg' });
  await asked;
  watch.picture({ withheld: 'A secret may stand there.' });
  await expect(person.locator('#reason')).toHaveText('A secret may stand there.');
  watch.picture({ picture: jpeg, type: 'image/jpeg' });
  await expect(person.locator('#image')).toBeVisible();
  release();
});

test('the end stays on the page: outcome, counts, and where the report is for who controls', async ({
  person,
  guest,
  played,
}) => {
  played.watch.picture({ picture: await jpegOf(await person.context().newPage(), 'Members'), type: 'image/jpeg' });
  played.tell(
    { type: 'person', step: 'member', did: 'stopped', who: 'Dana', via: 'watch page', at: '2026-11-25T14:16:33.000Z' },
    result('member', 'done'),
    end('interrupted'),
  );
  await expect(person.locator('#ask')).toContainText(
    'Stopped by Dana at the watch page, 14:16:33 UTC, before step 4 of 8, “Make the API keys”.',
  );
  await expect(state(person)).toHaveText('Ended: stopped by Dana');
  await expect(person.locator('#ask')).toContainText('Closing the evidence');
  await played.watch.stop('runs/practice/20261125-141532-7k3f9xwp/report.html');
  await expect(person.locator('#ask')).toContainText(
    '8 steps · 41 gestures · 78 moments, shown by 40 pictures (38 moments look exactly like an earlier one); ' +
      '1 withheld.',
  );
  await expect(guest.locator('#ask')).toContainText('3 of 8 steps are finished.');
  await expect(guest.locator('#ask')).toContainText('Thank you for watching. You can close this page.');
  for (const page of [person, guest]) {
    await expect(page.locator('#ask')).toContainText('This page will not update again');
    await expect(page.locator('#elapsed')).toHaveText('1:01');
    await expect(page.locator('#image')).toBeVisible();
    await expect(page.locator('.step-link small').nth(3)).toHaveText('not reached');
  }
  await expect(person.locator('#report')).toHaveText('runs/practice/20261125-141532-7k3f9xwp/report.html');
  await expect(guest.locator('#report')).toHaveCount(0);
  expect(await guest.content()).not.toContain('report.html');
  const [saved] = await Promise.all([guest.waitForEvent('download'), guest.getByText('Save a summary').click()]);
  const summary = readFileSync(await saved.path(), 'utf8');
  expect(summary).toMatch(
    /^Create .*\nPractice MSP\n[\s\S]*3 of 8 steps are finished\.[\s\S]*\n {2}4\. .* not reached\n/,
  );
  // Longer than a browser waits before it tries again.
  await expect(person.locator('#lost')).toBeEmpty();
  await person.keyboard.press('s');
  await expect(person.locator('#refusal')).toContainText('did not get through');
  await expect(person.locator('#lost')).toBeEmpty();
});

/** A problem that speaks to whoever runs it: with a file of theirs, a tag, and what to do. */
const PROBLEM = {
  code: 'KW-SECRET-REFUSED',
  screen: 'Sign-in page',
  expected: 'to be signed in',
  actual: 'the message "Invalid" about kw-7k3f9xwp',
  hint: 'Check the password in .env.practice, then run again.',
};

test('viewers get plain words: why a step is done, and nothing that is meant for whoever runs it', async ({
  person,
  guest,
  played,
}) => {
  for (const page of [person, guest])
    await expect(page.locator('#say')).toHaveText('MSPCFO gets an account of its own.');
  await expect(guest.locator('#why li')).toHaveCount(0);
  void played.control.ask(
    {
      kind: 'failed',
      title: 'Create the API member',
      lines: linesOfProblem(PROBLEM).map(({ name, text }) => `${name}: ${text}`),
      choices: ['retry', 'by hand', 'stop'],
    },
    300_000,
  );
  await expect(person.locator('#ask dd').last()).toHaveText('KW-SECRET-REFUSED');
  await expect(guest.locator('#ask')).toContainText('Your contact is looking at it.');
  await expect(state(guest)).toHaveText('Waiting for your contact');
  played.tell({ ...result('member', 'failed'), problem: PROBLEM } as never, end('failed'));
  await played.watch.stop('/home/kim/runs/practice/report.html');
  await expect(person.locator('#ask')).toContainText('.env.practice');
  await expect(person.locator('#ask')).toContainText('KW-SECRET-REFUSED');
  await expect(guest.locator('#ask')).toContainText('Your contact will tell you what happens next.');
  for (const inner of ['.env.practice', 'KW-', 'kw-7k3f9xwp', '/home/kim', 'Sign-in page'])
    expect(await guest.content()).not.toContain(inner);
});

test('a run that ends without a word is over for the watchers too', async ({ person, played }) => {
  await played.watch.stop();
  await expect(state(person)).toHaveText('Ended: incomplete');
  await expect(person.locator('#ask')).toContainText('The run ended without saying how.');
});

test('no text leaves with a secret in it, in whatever field it stands', async ({ person, guest, played }) => {
  const canary = 'Zk4+q/8=T"&<é0vN2sWb';
  registerSecret(new Secret(canary, 'canary'));
  played.tell(
    { ...intent('keys'), title: `Title ${canary}` } as never,
    { type: 'step.found', step: 'keys', state: 'needed', actual: `saw ${canary}`, changes: [canary] },
    gesture('keys', `Type ${canary}`),
  );
  played.watch.picture({ withheld: `because ${canary}` });
  void played.control.ask(
    { kind: 'failed', title: `Asks ${canary}`, lines: [`Saw:      ${canary}`, canary], choices: ['retry'] },
    300_000,
  );
  for (const page of [person, guest]) {
    await expect(page.locator('#ask')).toContainText('Asks [canary]');
    await expect(page.locator('#reason')).toHaveText('because [canary]');
    expect(await page.evaluate(() => document.documentElement.textContent)).not.toContain(canary);
  }
});

test('an answer is for the question that was read, not for the one that came after it', async ({
  person,
  played: { control },
}) => {
  const first = control.ask(APPROVE, 1);
  expect(await first).toBe('nobody answered');
  void control.ask(APPROVE, 300_000);
  const since = control.state.question!.since;
  const send = (command: Command, question: number) =>
    person.evaluate(
      async ([name, id]) => {
        const answer = await fetch('/command', {
          method: 'POST',
          body: new URLSearchParams({ command: name, question: String(id), who: 'Kim' }),
        });
        return [answer.status, await answer.text()] as const;
      },
      [command, question] as const,
    );
  expect(await send('approve', since - 2)).toEqual([
    409,
    'Someone has already answered this. See the current question.',
  ]);
  expect(control.state.mode).toBe('asking');
  expect(await send('approve', since)).toEqual([204, '']);
});

test("the tunnel's address must be https, and an origin", async () => {
  for (const share of ['http://watch.example', 'https://watch.example/path', 'https://user@watch.example'])
    await expect(play({ share: new URL(share) }), share).rejects.toThrow('The address of the tunnel must be https');
});
