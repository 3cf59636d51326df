// Longer than 300 lines because it is one subject: the review app, page by page, on the same sample runs.

import { createPublicKey } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import { reviewLogInWords } from '../../src/evidence/runs/reviews.ts';
import type { RunBegun } from '../../src/evidence/runs/run-list.ts';
import { makeSigner } from '../../src/evidence/signing.ts';
import { makeSigningKey } from '../../src/evidence/signing-key.ts';
import { differencesOf } from '../../src/review/app/client/differences.ts';
import { type ReviewLine, ReviewLogReader } from '../../src/review/app/review-log.ts';
import { startReview } from '../../src/review/app/server.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';
import { chained, madeUpList, runName, writeList, writeRun } from '../support/review-runs.ts';
import type { Workspace } from '../support/review-server.ts';
import { cookieOf, letIn, SAMPLE, send, test } from '../support/review-server.ts';
import { writeSampleRun } from '../support/sample-run.ts';

const logOf = ({ runs }: Workspace): ReviewLine[] =>
  readFileSync(join(runs, 'reviews.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ReviewLine);
const OTHER = '20261123-101010-bbbbbbbb';

/** Presses a key as soon as the page is drawn. */
async function press(page: Page, key: string): Promise<void> {
  await expect(page.locator('body.js')).toHaveCount(1);
  await page.keyboard.press(key);
}

async function rows(workspace: Workspace, query: string): Promise<string[]> {
  const { text } = await send(workspace.app, {
    path: `/?${query}`,
    headers: { Cookie: await cookieOf(workspace.app) },
  });
  return [...text.matchAll(/name="run" value="([^"]+)"/g)].map((match) => match[1]!);
}

const found = async (workspace: Workspace, query: string) =>
  /role="status">([^<]*)</.exec(
    (await send(workspace.app, { path: `/?${query}`, headers: { Cookie: await cookieOf(workspace.app) } })).text,
  )?.[1];

test('every filter narrows the list to matching runs, alone and together', async ({ fresh }) => {
  const list = madeUpList(1000);
  const workspace = await fresh((runs) => {
    writeList(runs, list);
    const review = (run: string, more: object) => ({
      type: 'review',
      customer: 'acme',
      run,
      reviewer: 'kim',
      host: 'h',
      journal: 'j',
      ...more,
    });
    writeFileSync(
      join(runs, 'reviews.jsonl'),
      chained([
        review(runName(0), { verdict: 'approved' }),
        review(runName(5), { verdict: 'objected', remark: 'no' }),
        review(runName(10), { verdict: 'approved', shot: { number: 1, sha256: 'x' } }),
        review(runName(15), { verdict: 'approved' }),
        review(runName(15), { verdict: 'taken back' }),
      ]).text,
    );
  });
  const begun = list.filter((line) => line.type === 'run.begun');
  const closed = new Map(list.filter((line) => line.type === 'run.closed').map((line) => [line.run, line.outcome]));
  const expected = (is: (line: (typeof begun)[number]) => boolean) => `${begun.filter(is).length} of 1000 runs`;
  const starts = async (query: string, is: (line: (typeof begun)[number]) => boolean) =>
    expect((await found(workspace, query))?.trim().split(', page')[0], query).toBe(expected(is));
  await starts('customer=acme', ({ customer }) => customer.name === 'acme');
  await starts('runbook=offboard', ({ runbook }) => runbook.name === 'offboard');
  await starts('outcome=failed', ({ run }) => closed.get(run) === 'failed');
  await starts('outcome=nothing+to+do', ({ run }) => closed.get(run) === 'nothing to do');
  await starts('operator=sam', ({ operator }) => operator === 'sam');
  await starts('from=2026-11-20', ({ utc }) => utc >= '2026-11-20');
  await starts('to=2026-11-03', ({ utc }) => utc < '2026-11-04');
  await starts('from=2026-11-05&to=2026-11-05', ({ utc }) => utc.startsWith('2026-11-05'));
  await starts(
    'q=ACME+offboard+sam',
    ({ customer, runbook, operator }) => customer.name === 'acme' && runbook.name === 'offboard' && operator === 'sam',
  );
  await starts(
    'customer=acme&outcome=failed&operator=kim&from=2026-11-10',
    ({ customer, run, operator, utc }) =>
      customer.name === 'acme' && closed.get(run) === 'failed' && operator === 'kim' && utc >= '2026-11-10',
  );
  expect(await rows(workspace, 'review=approved')).toEqual([`acme/${runName(0)}`]);
  expect(await rows(workspace, 'review=objected')).toEqual([`acme/${runName(5)}`]);
  expect(await rows(workspace, 'review=pictures')).toEqual([`acme/${runName(10)}`]);
  expect((await found(workspace, 'review=no'))?.trim()).toBe('997 of 1000 runs, page 1 of 20');
  expect(await rows(workspace, `q=${runName(77)}`)).toEqual([`cumulus/${runName(77)}`]);
});

test('the list says which run left something to a person, and who was signed in; a search finds both', async ({
  fresh,
  page,
}) => {
  const [begun, closed, ...others] = madeUpList(3);
  const accounts = [
    { portal: 'connectwise', account: 'j.admin' },
    { portal: 'mspcfo', account: null },
  ];
  const workspace = await fresh((runs) =>
    writeList(runs, [begun!, Object.assign(closed!, { left: 1, accounts }), ...others]),
  );
  await letIn(page, workspace);
  await page.goto(workspace.app.origin);
  const rows = page.locator('.list tbody tr');
  await expect(rows).toHaveCount(3);
  const told = rows.filter({ hasText: '1 thing left for you' });
  await expect(told).toHaveCount(1);
  await expect(told).toContainText('connectwise: j.admin');
  await expect(told).toContainText('mspcfo: could not be read from the screen');
  for (const words of ['left for you', 'j.admin']) {
    await page.goto(`${workspace.app.origin}/?q=${encodeURIComponent(words)}`);
    await expect(rows).toHaveCount(1);
  }
});

test('of 10,000 runs a page holds 50, the pages hold each run once, and a search finds one', async ({
  page,
  fresh,
}) => {
  const workspace = await fresh((runs) => writeList(runs, madeUpList(10_000)));
  await letIn(page, workspace);
  await page.goto(workspace.app.origin);
  await expect(page.locator('.list tbody tr')).toHaveCount(50);
  await expect(page.locator('.found')).toHaveText('10000 runs, page 1 of 200');
  const seen = new Set<string>();
  for (let number = 1; number <= 200; number += 20)
    for (const run of await rows(workspace, `page=${number}`)) seen.add(run);
  expect(seen.size).toBe(500);
  expect(await rows(workspace, 'page=999')).toEqual(await rows(workspace, 'page=200'));
  const begun = performance.now();
  expect(await rows(workspace, 'q=%239876')).toEqual([`acme/${runName(9875)}`]);
  console.log(`a search among 10,000 runs: ${Math.round(performance.now() - begun)} ms`);
  await page.getByLabel('Search').fill(runName(4321));
  await page.getByLabel('Search').press('Enter');
  await expect(page.locator('.list tbody tr')).toHaveCount(1);
});

test('runs that the list does not know are shown as such, and those whose folder is gone too', async ({
  page,
  fresh,
}) => {
  const workspace = await fresh((runs) => {
    writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 1 });
    writeList(runs, madeUpList(1));
    mkdirSync(join(runs, 'acme', '20261124-141532-cccccccc'));
  });
  await letIn(page, workspace);
  await page.goto(workspace.app.origin);
  await expect(page.getByRole('row').filter({ hasText: SAMPLE.slice(-8) })).toContainText('not in the list of runs');
  await expect(page.getByRole('row').filter({ hasText: 'cccccccc' })).toContainText('Not closed');
  await expect(page.getByRole('row').filter({ hasText: '00000000' })).toContainText('its folder is missing');
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}`);
  await expect(page.locator('.checks')).toContainText('This run is not in the list of runs');
  // A new run is there at the next look.
  writeRun(workspace.runs, { customer: 'acme', run: OTHER, gestures: 1 });
  await page.goto(workspace.app.origin);
  await expect(page.getByRole('row').filter({ hasText: 'bbbbbbbb' })).toContainText('Done');
});

test(
  'a closed run says in plain words that its signature, files and place in the list are right, or which file was ' +
    'changed',
  async ({ page, fresh }) => {
    const { runs } = await fresh(() => undefined);
    const signer = makeSigner(join(runs, 'state'));
    const [good, bad] = [1, 2].map((number) => writeBundle(runs, number, signer)) as [string, string];
    writeFileSync(join(bad, 'runbook.yaml'), 'keywright: 2\n');
    const app = await startReview({ runs, reviewer: 'kim', key: createPublicKey(signer.publicKey) });
    await letIn(page, { runs, app });
    await page.goto(`${app.origin}/run/acme/${basename(good)}`);
    await expect(page.locator('.checks p')).toHaveText([
      /^\s*Intact, and signed with the key [0-9a-f]{12}\. All 13 files are as they were/,
      'Run 1 in the list; files match the list.',
    ]);
    await page.goto(`${app.origin}/run/acme/${basename(bad)}`);
    await expect(page.locator('.checks .doubt.bad')).toContainText('Altered after closing: runbook.yaml was changed.');
    await expect(page.getByRole('button', { name: 'Approve anyway' })).toBeVisible();
    await app.stop();
  },
);

test(
  'a run from before there was a key is shown calmly as unsigned, and one whose signature was taken away as ' +
    'altered',
  async ({ page, fresh }) => {
    const { runs } = await fresh(() => undefined);
    const state = join(runs, 'state');
    const before = writeBundle(runs, 1, undefined);
    const signer = makeSigningKey(state, runs);
    const stripped = writeBundle(runs, 2, signer);
    rmSync(join(stripped, 'SHA256SUMS.sig'));
    const app = await startReview({ runs, reviewer: 'kim', key: createPublicKey(signer.publicKey) });
    await letIn(page, { runs, app });
    await page.goto(app.origin);
    await expect(page.getByRole('row').filter({ hasText: '#1' })).toContainText('unsigned');
    await expect(page.getByRole('row').filter({ hasText: '#2' })).not.toContainText('unsigned');
    await page.goto(`${app.origin}/run/acme/${basename(before)}`);
    await expect(page.locator('.checks p')).toHaveText([
      /^\s*Unsigned: made before this workspace had a signing key\. All 12 files are as they were/,
      'Run 1 in the list; files match the list, which is signed by this key and so vouches for them.',
    ]);
    await expect(page.locator('.checks .doubt')).toHaveCount(0);
    await expect(page.locator('.checks .calm')).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Approve the run', exact: true })).toBeVisible();
    await page.goto(`${app.origin}/run/acme/${basename(stripped)}`);
    await expect(page.locator('.checks .doubt.bad')).toContainText(
      'Altered after closing: The signature (SHA256SUMS.sig) is missing',
    );
    const red = await page.locator('.checks .doubt.bad').evaluate((element) => getComputedStyle(element).color);
    expect(red).toBe(
      await page.locator('body').evaluate((body) => {
        const probe = body.appendChild(document.createElement('i'));
        probe.style.color = 'var(--bad)';
        return getComputedStyle(probe).color;
      }),
    );
    await expect(page.getByRole('button', { name: 'Approve anyway' })).toBeVisible();
    await app.stop();
  },
);

test('below the runs stand the plans: who signed in and looked, for whom, and what was found', async ({
  page,
  fresh,
}) => {
  const workspace = await fresh((runs) => {
    const found = { role: 'needed', member: 'needed', key: 'not known', sweep: 'conflict' } as const;
    const { customer, runbook } = madeUpList(1)[0] as RunBegun;
    const plan = { type: 'plan.made' as const, customer, runbook, operator: 'kim', host: 'runner', found };
    writeList(runs, [
      ...madeUpList(2),
      { ...plan, utc: '2026-11-29T10:00:00.000Z' },
      { ...plan, utc: '2026-11-30T10:00:00.000Z', code: 'KW-NO-ANSWER' },
    ]);
  });
  await letIn(page, workspace);
  await page.goto(workspace.app.origin);
  await expect(page.getByRole('status')).toHaveText('2 runs');
  await page.getByText('2 plans').click();
  const lines = page.locator('.plans li');
  await expect(lines.first()).toContainText('2026-11-30 10:00 · ACME · onboard by kim: stopped early (KW-NO-ANSWER)');
  await expect(lines.last()).toContainText('2 steps would change something, 1 would fail');
});

test('an altered list of runs is named, line by line', async ({ page, fresh }) => {
  const workspace = await fresh((runs) => {
    writeList(runs, madeUpList(5));
    writeFileSync(
      join(runs, 'list.jsonl'),
      readFileSync(join(runs, 'list.jsonl'), 'utf8').replace('"number":2', '"number":7'),
    );
  });
  await letIn(page, workspace);
  await page.goto(workspace.app.origin);
  await expect(page.getByRole('alert')).toContainText(
    'The list of runs (list.jsonl) was changed: line 4 does not follow from the line before.',
  );
});

test('without scripts the list, the views and the sign-off still work', async ({ browser, fresh }) => {
  const workspace = await fresh((runs) => writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 2 }));
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await letIn(page, workspace);
  await page.goto(workspace.app.origin);
  await page.getByLabel('Outcome').selectOption('done');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: 'ACME' }).click();
  await page.getByRole('link', { name: 'Review the pictures' }).click();
  for (const view of ['Slider', 'Side by side']) {
    await page.getByRole('link', { name: view }).click();
    await expect(page.locator('.stage img')).toHaveCount(2);
    for (const image of await page.locator('.stage img').all()) await expect(image).toBeVisible();
  }
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.locator('.place')).toHaveText('2 of 4');
  await expect(page).toHaveURL(/view=side/);
  expect(logOf(workspace)).toMatchObject([{ verdict: 'approved', shot: { number: 1 } }]);
  await context.close();
});

test('by keyboard alone: a run of 20 moments is found, each picture reviewed once, and the run approved', async ({
  page,
  fresh,
}) => {
  const workspace = await fresh((runs) => {
    writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 10 });
    writeRun(runs, { customer: 'borealis', run: OTHER, gestures: 2 });
  });
  await letIn(page, workspace);
  await page.goto(workspace.app.origin);
  let presses = 0;
  const count = async (key: string) => {
    presses += 1;
    await press(page, key);
  };
  await count('/');
  await expect(page.getByLabel('Search')).toBeFocused();
  await page.keyboard.type('acme');
  presses += 4;
  await count('Enter');
  await page.waitForURL(/q=acme/);
  await count('j');
  await count('Enter');
  await page.waitForURL(/\/run\/acme\//);
  await count('Enter');
  // The pictures before the gestures all look alike.
  const numbers = [1, ...Array.from({ length: 10 }, (_, index) => 2 * (index + 1))];
  for (const number of numbers) {
    await expect(page.locator('.place')).toHaveText(`${number} of 20`);
    await count('a');
  }
  await expect(page).toHaveURL(new RegExp(`/run/acme/${SAMPLE}$`));
  await expect(page.locator('.progress')).toHaveText('11 of 11 pictures signed off');
  await count('Shift+A');
  await expect(page.locator('.holds')).toHaveText('Approved');
  const log = logOf(workspace);
  expect(log.map(({ shot, verdict }) => `${verdict} ${shot?.number ?? 'run'}`)).toEqual([
    ...numbers.map((number) => `approved ${number}`),
    'approved run',
  ]);
  expect(checkChain(readFileSync(join(workspace.runs, 'reviews.jsonl'), 'utf8'))).toMatchObject({ lines: 12 });
  console.log(`key presses for 11 pictures, from the list to the approved run: ${presses}`);
  expect(log.at(-1)).toMatchObject({ looked: { pictures: 11, of: 11, proving: 0, ofProving: 0 } });
  // One a picture, and what finds and approves the run.
  expect(presses).toBeLessThanOrEqual(11 + 12);
});

test('keys lead to every screenshot, step, view and page', async ({ page, samples }) => {
  await letIn(page, samples);
  const of = `${samples.app.origin}/run/done/${SAMPLE}`;
  await page.goto(`${of}/shot/3`);
  const place = page.locator('.place');
  for (const [key, text] of [
    ['ArrowRight', '4 of 38'],
    ['k', '3 of 38'],
    [']', '6 of 38'],
    ['[', '1 of 38'],
    ['j', '2 of 38'],
    ['u', '5 of 38'],
  ] as const) {
    await press(page, key);
    await expect(place, key).toHaveText(text);
  }
  for (const [key, at] of [
    ['2', /view=slider/],
    ['3', /view=side/],
    ['d', /changes=1/],
    ['1', /shot\/5\?changes=1$/],
  ] as const) {
    await press(page, key);
    await expect(page, key).toHaveURL(at);
  }
  for (const zoom of ['actual', 'double', 'fit']) {
    await press(page, 'z');
    await expect(page.locator('#stage')).toHaveAttribute('data-zoom', zoom);
  }
  await press(page, '?');
  await expect(page.getByRole('dialog')).toContainText('Approve, and go to the next unreviewed picture');
  await press(page, 'j');
  await expect(place).toHaveText('5 of 38');
  await press(page, 'Escape');
  await press(page, 'o');
  await expect(page.getByLabel('Remark')).toBeFocused();
  await page.keyboard.type('ajk');
  await expect(page.getByLabel('Remark')).toHaveValue('ajk');
  await press(page, 'Escape');
  await press(page, 'v');
  await expect(page).toHaveURL(/\/journal$/);
  await press(page, 'g');
  await expect(page).toHaveURL(of);
  await press(page, 'l');
  await expect(page).toHaveURL(`${samples.app.origin}/`);
});

test('an enlarged picture begins at its mark', async ({ page, samples }) => {
  await letIn(page, samples);
  await page.goto(`${samples.app.origin}/run/proven/${SAMPLE}?show=all`);
  const marked = await page.locator('a[href*="/shot/"]:has(svg.mark)').last().getAttribute('href');
  await page.goto(new URL(marked!, page.url()).href);
  for (const zoom of ['actual', 'double']) {
    await press(page, 'z');
    await expect(page.locator('#stage')).toHaveAttribute('data-zoom', zoom);
    await expect(page.locator('#stage .mark .line'), zoom).toBeInViewport();
  }
});

test('single keys can be switched off, and stay off', async ({ page, samples }) => {
  await letIn(page, samples);
  await page.goto(`${samples.app.origin}/run/done/${SAMPLE}/shot/3`);
  await press(page, '?');
  await page.getByLabel('Use single-key shortcuts').uncheck();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await press(page, 'j');
  await press(page, 'v');
  await expect(page).toHaveURL(/shot\/3$/);
  await page.getByRole('button', { name: /^Keys/ }).click();
  await page.getByLabel('Use single-key shortcuts').check();
  await press(page, 'Escape');
  await press(page, 'j');
  await expect(page.locator('.place')).toHaveText('4 of 38');
});

test('an objection needs words, goes into the log with them, and can be taken back', async ({ page, fresh }) => {
  const workspace = await fresh((runs) => writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 2 }));
  await letIn(page, workspace);
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}/shot/2`);
  await page.getByRole('button', { name: 'Object' }).click();
  await expect(page.locator('#remark')).toBeFocused();
  await page.keyboard.type('The level is wrong.');
  await press(page, 'Control+Enter');
  await expect(page.locator('.place')).toHaveText('4 of 4');
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}/shot/2`);
  await expect(page.locator('.history')).toContainText('The level is wrong.');
  await expect(page.locator('.holds')).toHaveText('Objection');
  await page.goto(workspace.app.origin);
  await expect(page.locator('.review-cell')).toHaveText('Objection');
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}/shot/2`);
  await press(page, 't');
  await expect(page.locator('.holds')).toHaveText('None yet');
  expect(
    logOf(workspace).map(({ verdict, reviewer, remark, shot }) => [verdict, reviewer, remark, shot?.number]),
  ).toEqual([
    ['objected', 'kim', 'The level is wrong.', 2],
    ['taken back', 'kim', undefined, 2],
  ]);
  expect(logOf(workspace)[0]!.shot!.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test("a sign-off of what is not there any more says so, and one of one's own run too", async ({ page, fresh }) => {
  const workspace = await fresh((runs) => {
    writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 1 });
    writeFileSync(
      join(runs, 'reviews.jsonl'),
      chained([
        {
          type: 'review',
          customer: 'acme',
          run: SAMPLE,
          verdict: 'approved',
          reviewer: 'sam',
          host: 'h',
          journal: 'another',
        } as { type: string },
      ]).text,
    );
  });
  await letIn(page, workspace);
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}`);
  await expect(page.locator('.history')).toContainText('Approved sam (who also ran it)');
  await expect(page.locator('.history')).toContainText('This sign-off was for a different journal.');
});

test('an altered line of the review log is named on every page, and nothing is appended to it', async ({
  page,
  fresh,
}) => {
  const workspace = await fresh((runs) => writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 2 }));
  await letIn(page, workspace);
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}/shot/1`);
  for (const number of [2, 4]) {
    await press(page, 'a');
    await expect(page.locator('.place')).toHaveText(`${number} of 4`);
  }
  const file = join(workspace.runs, 'reviews.jsonl');
  const altered = readFileSync(file, 'utf8').replace('"reviewer":"kim"', '"reviewer":"sam"');
  writeFileSync(file, altered);
  for (const path of ['/', `/run/acme/${SAMPLE}`, `/run/acme/${SAMPLE}/shot/3`]) {
    await page.goto(`${workspace.app.origin}${path}`);
    await expect(page.getByRole('alert'), path).toContainText(
      'The review log (reviews.jsonl) was changed: line 2 does not follow from the line before.',
    );
  }
  await press(page, 'a');
  await expect(page.locator('main')).toContainText('Nothing was written.');
  expect(readFileSync(file, 'utf8')).toBe(altered);
});

test('with a key each sign-off is signed, and an altered newest one is named on every page', async ({
  page,
  fresh,
}) => {
  const { runs } = await fresh((folder) => writeRun(folder, { customer: 'acme', run: SAMPLE, gestures: 2 }));
  const signer = makeSigner(join(runs, 'state'));
  const app = await startReview({ runs, reviewer: 'kim', key: createPublicKey(signer.publicKey), signer });
  await letIn(page, { runs, app });
  await page.goto(`${app.origin}/run/acme/${SAMPLE}/shot/1`);
  await expect(page.locator('.sign-off')).toContainText(
    'You sign as kim. Saved in the review log, not in the sealed evidence, and signed with this workspace’s key.',
  );
  await press(page, 'a');
  await expect(page.locator('.place')).toHaveText('2 of 4');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(reviewLogInWords(runs, createPublicKey(signer.publicKey))).toEqual({
    good: 'The review log is unbroken (1 line) and is signed by this key.',
  });
  const file = join(runs, 'reviews.jsonl');
  const altered = readFileSync(file, 'utf8').replace('"verdict":"approved"', '"verdict":"objected"');
  writeFileSync(file, altered);
  for (const path of ['/', `/run/acme/${SAMPLE}`, `/run/acme/${SAMPLE}/shot/2`]) {
    await page.goto(`${app.origin}${path}`);
    await expect(page.getByRole('alert'), path).toContainText(
      'The review log (reviews.jsonl) is not as this key signed it: a line (it may be the newest) was altered',
    );
  }
  await press(page, 'a');
  await expect(page.locator('main')).toContainText('Nothing was written.');
  expect(readFileSync(file, 'utf8')).toBe(altered);
  await app.stop();
});

test('a line of the review log that a crash tore is dropped at the next sign-off', async ({ fresh }) => {
  const workspace = await fresh((runs) => writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 1 }));
  const Cookie = await cookieOf(workspace.app);
  const approve = async (number: number) =>
    await send(workspace.app, {
      method: 'POST',
      path: `/run/acme/${SAMPLE}/shot/${number}/review`,
      headers: { Cookie, Origin: workspace.app.origin, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'verdict=approved',
    });
  expect((await approve(1)).status).toBe(303);
  appendFileSync(join(workspace.runs, 'reviews.jsonl'), '{"seq":1,"prev":"');
  expect(new ReviewLogReader(workspace.runs, undefined).read().warning).toBeUndefined();
  expect((await approve(2)).status).toBe(303);
  expect(checkChain(readFileSync(join(workspace.runs, 'reviews.jsonl'), 'utf8'))).toMatchObject({ lines: 2 });
});

async function outlines(page: Page): Promise<{ x: number; y: number; width: number; height: number }[]> {
  return await page
    .locator('.stage .changes')
    .last()
    .locator('.line')
    .evaluateAll((all) =>
      all.map(
        (one) =>
          Object.fromEntries(['x', 'y', 'width', 'height'].map((side) => [side, Number(one.getAttribute(side))])) as {
            x: number;
            y: number;
            width: number;
            height: number;
          },
      ),
    );
}

test('what changed is found pixel by pixel, outlined, and said in words', async ({ page, fresh }) => {
  const places = [
    { x: 20, y: 30, width: 24, height: 10 },
    { x: 250, y: 150, width: 20, height: 20 },
  ];
  const workspace = await fresh((runs) =>
    writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 2, after: (gesture) => (gesture === 1 ? places : []) }),
  );
  await letIn(page, workspace);
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}/shot/2?changes=1`);
  await expect(page.locator('#findings')).toHaveText('2 places changed (1.0 %).');
  const found = await outlines(page);
  expect(found).toHaveLength(2);
  for (const [index, place] of places.entries()) {
    const around = found[index]!;
    expect(
      around.x <= place.x &&
        around.y <= place.y &&
        around.x + around.width >= place.x + place.width &&
        around.y + around.height >= place.y + place.height,
      `place ${index}`,
    ).toBe(true);
    expect(around.width * around.height).toBeLessThan(48 * 48);
  }
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}/shot/4?changes=1`);
  await expect(page.locator('#findings')).toHaveText('Nothing changed.');
});

test('differences of pictures of other sizes, of shades, and of nothing', () => {
  const flat = (width: number, height: number, shade: number) => ({
    width,
    height,
    data: new Uint8ClampedArray(width * height * 4).fill(shade),
  });
  expect(differencesOf(flat(64, 48, 200), flat(64, 48, 200))).toEqual({ places: [], share: 0 });
  expect(differencesOf(flat(64, 48, 200), flat(64, 48, 215)).places).toEqual([]);
  expect(differencesOf(flat(64, 48, 200), flat(64, 48, 240))).toEqual({
    places: [{ x: 0, y: 0, width: 64, height: 48 }],
    share: 1,
  });
  expect(differencesOf(flat(64, 48, 200), flat(64, 64, 200))).toEqual({
    places: [{ x: 0, y: 48, width: 64, height: 16 }],
    share: 0.25,
  });
});

test('the slider uncovers by keyboard and by mouse', async ({ page, samples }) => {
  await letIn(page, samples);
  await page.goto(`${samples.app.origin}/run/done/${SAMPLE}/shot/13?view=slider`);
  const cut = async () => await page.locator('.over').evaluate((image) => getComputedStyle(image).clipPath);
  expect(await cut()).toBe('inset(0px 0px 0px 50%)');
  await page.getByRole('slider').focus();
  await press(page, 'Home');
  expect(await cut()).toBe('inset(0px 0px 0px 0%)');
  const box = (await page.locator('#slider').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.5, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 50);
  await page.mouse.up();
  expect(await cut()).toBe('inset(0px 0px 0px 80%)');
  await expect(page.getByRole('slider')).toHaveValue('80');
});

test('two runs side by side show paired moments, and only differences on demand', async ({ page, fresh }) => {
  const workspace = await fresh((runs) => {
    writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 4 });
    writeRun(runs, {
      customer: 'borealis',
      run: OTHER,
      gestures: 3,
      after: (gesture) =>
        gesture === 2
          ? [{ x: 200, y: 90, width: 60, height: 40 }]
          : [{ x: 40 + gesture, y: 40, width: 30, height: 20 }],
    });
  });
  await letIn(page, workspace);
  await page.goto(workspace.app.origin);
  for (const name of ['ACME', 'BOREALIS']) await page.getByRole('checkbox', { name: new RegExp(name) }).check();
  await press(page, 'c');
  await expect(page.locator('#compared')).toHaveText('1 of 6 differ.');
  await expect(page.locator('.found')).toContainText('6 pairs of pictures, 2 in one run only.');
  await expect(page.locator('.heads tr').filter({ hasText: 'differs' })).toHaveText([
    /^\s*Pictures\s*differs\s*(8\s*6|6\s*8)\s*$/,
  ]);
  await page.getByLabel('Only what differs').check();
  await expect(page.locator('.pair:visible')).toHaveCount(3);
  await page.getByRole('link', { name: 'Press button 2, after' }).click();
  await expect(page.locator('#findings')).toContainText('2 places differ');
  await expect(page.locator('.stage .changes').first().locator('.line')).toHaveCount(2);
  await expect(page.locator('.under.two figcaption')).toHaveCount(2);
});

for (const [size, viewport] of [
  ['1440 x 900', { width: 1440, height: 900 }],
  ['1440 x 600', { width: 1440, height: 600 }],
  ['2560 x 1000', { width: 2560, height: 1000 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test(`at ${size} a caption stands right under its picture, and the marks lie on it`, async ({ browser, samples }) => {
    const page = await browser.newPage({ viewport });
    await letIn(page, samples);
    for (const path of [
      `/run/failed/${SAMPLE}/shot/23?view=side&changes=1`,
      `/compare?run=failed/${SAMPLE}&run=done/${SAMPLE}&pair=12&view=side&changes=1`,
    ]) {
      await page.goto(`${samples.app.origin}${path}`);
      await expect(page.locator('.stage figure')).toHaveCount(2);
      const figures = await page.locator('.stage figure').evaluateAll((all) =>
        all.map((figure) => {
          const [picture, caption, marks] = ['img', 'figcaption', '.changes'].map((part) =>
            figure.querySelector(part)!.getBoundingClientRect(),
          ) as [DOMRect, DOMRect, DOMRect];
          return {
            gap: caption.top - picture.bottom,
            top: picture.top,
            height: picture.height,
            marks: [
              marks.left - picture.left,
              marks.top - picture.top,
              marks.width - picture.width,
              marks.height - picture.height,
            ],
          };
        }),
      );
      for (const { gap, height, marks } of figures) {
        expect(gap, path).toBeGreaterThanOrEqual(0);
        expect(gap, path).toBeLessThan(12);
        expect(height, path).toBeGreaterThan(100);
        for (const difference of marks) expect(Math.abs(difference), path).toBeLessThan(1);
      }
      if (viewport.width > 640) expect(figures[0]!.top, path).toBeCloseTo(figures[1]!.top, 0);
    }
    await page.close();
  });
}

test('two enlarged pictures side by side show the same place, whichever is moved, by keyboard too', async ({
  page,
  samples,
}) => {
  await letIn(page, samples);
  await page.goto(`${samples.app.origin}/run/failed/${SAMPLE}/shot/23?view=side`);
  await press(page, 'z');
  const views = page.locator('.stage .view');
  const places = async () =>
    await views.evaluateAll((all) =>
      all.map(({ scrollLeft, scrollTop }) => [Math.round(scrollLeft), Math.round(scrollTop)]),
    );
  await expect(views.first()).toBeFocused();
  for (const width of await views.evaluateAll((all) => all.map((view) => view.clientWidth)))
    expect(width).toBeLessThan(700);
  const roomToMove = () =>
    views.evaluateAll((all) =>
      all.every((view) => view.scrollWidth - view.clientWidth > 160 && view.scrollHeight - view.clientHeight > 60),
    );
  await expect.poll(roomToMove).toBe(true);
  await views.last().evaluate((view) => view.scrollTo(120, 60));
  await expect.poll(places).toEqual([
    [120, 60],
    [120, 60],
  ]);
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await places())[0]![0]).toBeGreaterThan(120);
  await expect
    .poll(async () => {
      const [one, other] = await places();
      return one![0] === other![0];
    })
    .toBe(true);
  await expect(page.locator('.place')).toHaveText('23 of 23');
  await press(page, 'z');
  await press(page, 'z');
  expect(await views.evaluateAll((all) => all.every((view) => view.scrollWidth <= view.clientWidth + 1))).toBe(true);
});

test('wanted and actual stand side by side, and what differs is marked', async ({ page, fresh }) => {
  const workspace = await fresh((runs) => writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 1 }));
  await letIn(page, workspace);
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}`);
  const table = page.getByRole('group', { name: 'Wanted and actual, step 1' });
  await expect(table.getByRole('row')).toHaveText([
    /Asked for/,
    /System \/ API Reports \/ Inquire\s*All\s*None\s*All\s*as wanted/,
    /Finance \/ Invoicing \/ Edit\s*None\s*–\s*My\s*differs/,
    /All other levels: None wanted, None read \(88 rows\)/,
  ]);
  // On a phone the verdict is the last thing to be cut away.
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});

test('what was withheld, and why, stands with its gesture and in the journal', async ({ page, samples }) => {
  await letIn(page, samples);
  const of = `${samples.app.origin}/run/done/${SAMPLE}`;
  await page.goto(of);
  await expect(page.locator('.cell').filter({ has: page.locator('.withheld-frame') })).toContainText(
    'Withheld, because a private key that nobody has read yet may stand on the screen.',
  );
  await page.goto(`${of}/journal`);
  await expect(page.locator('.lines .shot-withheld')).toContainText('Picture withheld, because a private key');
  await page.locator('.lines a').nth(27).click();
  await expect(page.locator('.place')).toHaveText('28 of 38');
  // What was not let happen, too.
  await page.goto(`${samples.app.origin}/run/proven/${SAMPLE}/journal`);
  await expect(page.locator('.lines .prevented')).toContainText(
    'Did not type the MSPCFO password: the field belongs to',
  );
});

test('journal lines and pairs of screenshots are as high as their content', async ({ page, samples }) => {
  await letIn(page, samples);
  const spare = async (row: string) =>
    await page
      .locator(row)
      .evaluateAll((rows) =>
        rows.map(
          (one) =>
            one.getBoundingClientRect().bottom -
            Math.max(...[...one.children].map((child) => child.getBoundingClientRect().bottom)),
        ),
      );
  for (const [path, row] of [
    [`/run/done/${SAMPLE}/journal`, '.lines li.shot'],
    [`/compare?run=failed/${SAMPLE}&run=done/${SAMPLE}`, 'li.pair'],
  ] as const) {
    await page.goto(`${samples.app.origin}${path}`);
    const all = await spare(row);
    expect(all.length, row).toBeGreaterThan(20);
    expect(Math.max(...all), row).toBeLessThan(24);
  }
});

test('sign-offs with words are open, approvals are folded, and the list tells of objections', async ({
  page,
  fresh,
}) => {
  const workspace = await fresh((runs) => {
    writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 2 });
    const review = (more: object) => ({
      type: 'review',
      customer: 'acme',
      run: SAMPLE,
      reviewer: 'kim',
      host: 'h',
      journal: 'j',
      ...more,
    });
    const shot = (number: number) => ({ number, sha256: String(number).repeat(64) });
    writeFileSync(
      join(runs, 'reviews.jsonl'),
      chained([
        review({ verdict: 'approved', shot: shot(1) }),
        review({ verdict: 'approved', shot: shot(2) }),
        review({ verdict: 'objected', shot: shot(3), remark: 'Why?' }),
        review({ verdict: 'approved' }),
      ]).text,
    );
  });
  await letIn(page, workspace);
  await page.goto(workspace.app.origin);
  await expect(page.locator('.review-cell')).toHaveText('Approved with 1 objection');
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}`);
  await expect(page.getByRole('button', { name: 'Approve anyway' })).toBeVisible();
  await expect(page.locator('.history > li:visible')).toHaveCount(2);
  await page.getByText('2 sign-offs of pictures without a remark').click();
  await expect(page.locator('.history > li:visible')).toHaveCount(4);
});

test('moments that look exactly alike are signed off once', async ({ page, fresh }) => {
  const workspace = await fresh((runs) => writeRun(runs, { customer: 'acme', run: SAMPLE, gestures: 2 }));
  await letIn(page, workspace);
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}/shot/1`);
  await press(page, 'a');
  await expect(page.locator('.place')).toHaveText('2 of 4');
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}/shot/3`);
  await expect(page.locator('.holds')).toHaveText('Approved');
  await expect(page.locator('.signed-count')).toHaveText('1 of 3 pictures signed off');
  await press(page, 't');
  await expect(page.locator('.holds')).toHaveText('None yet');
  await page.goto(`${workspace.app.origin}/run/acme/${SAMPLE}/shot/1`);
  await expect(page.locator('.holds')).toHaveText('None yet');
});

test('a review begins with what proves; approving before all of it was looked at is asked about and recorded', async ({
  page,
  fresh,
  browser,
}) => {
  const drawn = await browser.newPage();
  const workspace = await fresh(() => undefined);
  await writeSampleRun(join(workspace.runs, 'practice', SAMPLE), 'proven', drawn);
  await drawn.close();
  await letIn(page, workspace);
  const run = `${workspace.app.origin}/run/practice/${SAMPLE}`;
  await page.goto(run);
  await expect(page.locator('.proof')).toHaveCount(5);
  await page.getByRole('link', { name: 'Review the pictures' }).click();
  await expect(page.locator('.proves')).toHaveText(/Proves: Rights of the role MSPCFO in System/);
  await press(page, 'a');
  await expect(page.locator('.proves')).toHaveText(/Proves: API member MSPCFO as stored/);
  await page.goto(run);
  await expect(page.locator('.panel')).toContainText('Looked at: 2 of 5 proving pictures, and 2 of');
  await page.locator('#remark').fill('I know the rest.');
  await page.locator('#sign-off .approve').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'You have not looked at 3 of the pictures that prove what the run did',
  );
  expect(logOf(workspace)).toHaveLength(1);
  await page.getByRole('button', { name: 'Approve anyway' }).click();
  await expect(page.locator('.told > div', { hasText: 'Reviewed by' })).toContainText(
    /kim: approved,\s+[-:0-9 ]+UTC; looked at 2 of 5 proving pictures, and 2 of \d+ in all\s*I know the rest\./,
  );
  expect(logOf(workspace)[1]).toMatchObject({
    verdict: 'approved',
    remark: 'I know the rest.',
    looked: { proving: 2, ofProving: 5, pictures: 2 },
  });
});
