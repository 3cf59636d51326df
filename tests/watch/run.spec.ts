import { writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import type { JournalLine } from '../../src/evidence/events.ts';
import { giveKey, HELD } from '../support/held-key.ts';
import { LONG } from '../support/representative.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 240_000 });

/** A run's screens may take a while on a busy machine. */
const SOON = { timeout: 60_000 };
const STEPS =
  `      - { id: connectwise, title: Sign in to ConnectWise, use: connectwise.sign-in }
      - { id: mspcfo, title: Sign in to MSPCFO, use: mspcfo.sign-in }
      - { id: clear, title: Remove the keys, use: mspcfo.credentials.clear, with: { ` +
  `managed: [${HELD}] }, approve: true }
`;

let workspace: TestWorkspace;
test.afterEach(async () => await workspace.end());

/** Starts the real command line, paused before its first step, and gives the links that it prints. */
async function startWatched(steps: string) {
  workspace = await createWorkspace({ mfa: false });
  giveKey(workspace);
  writeFileSync(
    join(workspace.folder, 'job.yaml'),
    `keywright: 1\nname: job\ntitle: A job to watch\nphases:\n  - title: The job\n    steps:\n${steps}`,
  );
  const { child, result } = workspace.start('run', 'job.yaml', '--customer', 'practice', '--watch', '--step');
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const links = () => said.match(/http:\S+/g) ?? [];
  await expect.poll(() => links().length, SOON).toBe(2);
  const [link, guestLink] = links();
  return { link: link!, guestLink: guestLink!, result };
}

/** A browser of its own. */
async function open(browser: Browser, link: string, proxy?: string): Promise<Page> {
  const page = await (await browser.newContext(proxy === undefined ? {} : { proxy: { server: proxy } })).newPage();
  await page.goto(link);
  return page;
}

const state = (page: Page) => page.locator('#state');
const instruction = (page: Page) => page.locator('#instruction');
const button = (page: Page, name: string) => page.locator('.controls').getByRole('button', { name });
const figures: string[] = [];

/** How long it takes from a press until what it wants is so. */
async function timed(what: string, press: Promise<void>, effect: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await press;
  await effect();
  figures.push(`${what}: ${Math.round(performance.now() - began)} ms`);
}

const people = (journal: JournalLine[]) =>
  journal.filter((line) => line.type === 'person').map(({ step, did, who, via }) => [step, did, who, via]);

test('a headless run is paused, stepped, approved and continued from the watch page', LONG, async ({ browser }) => {
  const { link, guestLink, result } = await startWatched(STEPS);
  const [person, guest] = [await open(browser, link), await open(browser, guestLink)];
  await expect(instruction(person)).toHaveText('Next: Sign in to ConnectWise', SOON);
  await expect(guest.getByText('View only')).toBeVisible();
  await expect(person.locator('#watching')).toHaveText('2 watching');
  expect(
    await guest.evaluate(
      async () =>
        await fetch('/command', { method: 'POST', body: new URLSearchParams({ command: 'continue' }) }).then(
          ({ status }) => status,
        ),
    ),
  ).toBe(403);
  await expect(guest.locator('.controls')).toHaveCount(0);

  await timed('next gesture', button(person, 'Next gesture').click(), () =>
    expect(instruction(person)).toHaveText(/^Next: Go to/, SOON),
  );
  await button(person, 'Continue').click();
  for (const page of [person, guest]) await expect(page.locator('#image')).toBeVisible(SOON);
  await timed('pause', button(person, 'Pause').click(), () => expect(instruction(person)).toHaveText(/^Next: /, SOON));
  await expect(instruction(guest)).toHaveText(/^Next: /);
  await person.keyboard.press('s');
  await expect(instruction(person)).toHaveText('Next: Sign in to MSPCFO', SOON);
  await expect(guest.locator('.step-link small')).toHaveText(['done', 'to come', 'to come']);
  await button(person, 'Continue').click();
  await expect(guest.locator('#ask')).toContainText('Waiting for an answer', SOON);
  expect(workspace.practice.mspcfo.state.credentials).toBeDefined();
  await person.getByLabel('Approved by').fill('Robin of Practice');
  await timed('approve', person.keyboard.press('Enter'), () => expect(state(person)).toHaveText('Running'));

  expect((await result).code).toBe(0);
  for (const page of [person, guest]) {
    await expect(state(page)).toHaveText('Ended: done');
    await expect(page.locator('.step-link small')).toHaveText(['done', 'done', 'done']);
    await expect(page.locator('#image')).toBeVisible();
  }
  await expect(person.locator('#report')).toContainText('report.html');
  await expect(guest.locator('#report')).toHaveCount(0);
  const [own, job] = [
    ['test', 'watch page'],
    ['connectwise', 'mspcfo', 'clear'],
  ];
  expect(people(workspace.journal())).toEqual([
    [job[0], 'paused', 'test', 'option'],
    [job[0], 'resumed', ...own],
    [job[0], 'paused', ...own],
    [job[0], 'resumed', ...own],
    [job[0], 'paused', ...own],
    [job[0], 'resumed', ...own],
    [job[1], 'paused', ...own],
    [job[1], 'resumed', ...own],
    [job[2], 'approved', 'Robin of Practice', 'watch page'],
  ]);
  console.log(figures.splice(0).join('\n'));
});

/** A way to the watch page that can be cut. */
function startProxy(): Promise<Server> {
  const proxy = createServer((incoming, outgoing) => {
    incoming.pipe(
      request(incoming.url!, { method: incoming.method!, headers: incoming.headers }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      }).on('error', () => outgoing.destroy()),
    );
  });
  return new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(proxy)));
}

test('a watcher that lost the connection gets the present state back, and can stop the run', async ({ browser }) => {
  const { link, result } = await startWatched(STEPS);
  const proxy = await startProxy();
  try {
    const person = await open(browser, link, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    await expect(instruction(person)).toHaveText('Next: Sign in to ConnectWise', SOON);
    proxy.closeAllConnections();
    await expect(person.locator('#lost')).toContainText('Trying again');
    await timed('back after a drop', Promise.resolve(), () => expect(person.locator('#lost')).toBeEmpty());
    await button(person, 'Next step').click();
    await expect(instruction(person)).toHaveText('Next: Sign in to MSPCFO', SOON);
    await expect(person.locator('.step-link small')).toHaveText(['done', 'to come', 'to come']);
    await button(person, 'Continue').click();
    await expect(person.locator('#instruction')).not.toBeEmpty();
    await person.keyboard.press('x');
    await timed('stop', person.getByRole('button', { name: 'Yes, stop' }).click(), () =>
      expect(state(person)).toHaveText('Ended: stopped by test', SOON),
    );
    expect((await result).code).toBe(130);
    expect(workspace.journal().at(-1)).toMatchObject({ type: 'run.end', outcome: 'interrupted' });
    expect(people(workspace.journal()).at(-1)).toEqual(['mspcfo', 'stopped', 'test', 'watch page']);
    await expect(person.locator('#ask')).toContainText(
      /Stopped by test at the watch page, [\d:]{8} UTC, (at|before) step 2 of 3, “Sign in to MSPCFO”\./,
    );
    console.log(figures.splice(0).join('\n'));
  } finally {
    proxy.close();
  }
});
