// Longer than 300 lines because it is one subject: the report, on the same sample runs.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import type { JournalLine, Shot } from '../../src/evidence/events.ts';
import { renderReport } from '../../src/review/report.ts';
import { ownFolder } from '../support/kept.ts';
import { sampleReports, writeReport } from '../support/sample-reports.ts';
import type { SampleKind } from '../support/sample-run.ts';

interface Samples {
  /** The folder of a sample run, with its report.html; made once per worker. Not to be changed. */
  folder(kind: SampleKind): Promise<string>;
  /** A copy of a sample run that may be changed. */
  copy(kind: SampleKind): Promise<string>;
}

const test = base.extend<{ samples: Samples }>({
  samples: async ({ browser }, use) => {
    const folder = await sampleReports(browser);
    const copy = async (kind: SampleKind) => {
      const target = ownFolder();
      cpSync(await folder(kind), target, { recursive: true });
      return target;
    };
    await use({ folder, copy });
  },
});

async function open(page: Page, folder: string): Promise<void> {
  await page.goto(pathToFileURL(join(folder, 'report.html')).href);
}

function journal(folder: string): string {
  return readFileSync(join(folder, 'journal.jsonl'), 'utf8');
}

function shots(folder: string): Shot[] {
  return journal(folder)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalLine)
    .filter((line) => line.type === 'shot');
}

test('the sample runs are chained journals, like those of real runs', async ({ samples }) => {
  expect(checkChain(journal(await samples.folder('done')))).toHaveProperty('head');
  expect(checkChain(journal(await samples.folder('cut off')))).toHaveProperty('wrong');
});

test('a step that failed twice shows both tries, and names the first one as the cause', async ({ page, samples }) => {
  const folder = await samples.copy('failed');
  const lines = journal(folder)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalLine);
  const end = lines.findIndex((line) => line.type === 'step.result' && line.outcome === 'failed');
  const result = lines[end] as JournalLine & { type: 'step.result' };
  const { step, problem } = result;
  const intent = lines.findLast((line) => line.type === 'step.intent')!;
  const tried = { ...result, type: 'step.failed', attempt: 1, problem };
  const second = { ...problem, actual: 'a window in the way', hint: 'Close it.' };
  const added = [
    tried,
    { ...intent, attempt: 2 },
    { ...tried, attempt: 2, problem: second },
    { ...result, step, problem: { ...problem, later: 'On try 2: saw a window in the way. Close it.' } },
  ];
  writeFileSync(
    join(folder, 'journal.jsonl'),
    [...lines.slice(0, end), ...added, ...lines.slice(end + 1)].map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
  await writeReport(folder);
  await open(page, folder);
  const card = page.locator('.step.bad');
  await expect(card.locator('.problem').first()).toContainText('Later');
  await expect(card.locator('.remark.step-failed')).toHaveText([
    /^\s*Try 1 failed\..*this value is not active/s,
    /^\s*Try 2 failed\..*a window in the way/s,
  ]);
});

test('a report loads nothing but the pictures beside it, and shows every one', async ({ page, samples }) => {
  const folder = await samples.folder('done');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await open(page, folder);
  const pictures = await page.locator('figure img.pixels').evaluateAll((images: HTMLImageElement[]) =>
    Promise.all(
      images.map(async (image) => {
        image.loading = 'eager';
        await image.decode();
        return image.naturalWidth;
      }),
    ),
  );
  expect(pictures).toEqual(shots(folder).map(({ width }) => width));
  const beside = new URL('shots/', page.url()).href;
  expect(requests.filter((url) => !url.startsWith(beside))).toEqual([page.url()]);
  const addresses = await page
    .locator('[src], [href]')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('src') ?? element.getAttribute('href')!));
  expect(addresses.filter((address) => !/^(data:image\/png;base64,|#|shots\/[\w.-]+\.png$)/.test(address))).toEqual([]);
});

for (const [kind, word, sentence] of [
  ['done', 'Done', 'Everything the runbook asks for is in place.'],
  ['nothing to do', 'Nothing to do', 'was in place already. Nothing was changed.'],
  ['failed', 'Failed', 'The run stopped at step 3 of 6, “Create the API member MSPCFO with that role”.'],
  ['interrupted', 'Interrupted', 'Stopped by support at the terminal, 14:15:34 UTC, at step 2 of 6, “'],
  ['drift', 'Drift', 'It only looked, and changed nothing.'],
  ['cut off', 'Incomplete', 'The journal ends at step 3 of 6'],
] as const) {
  test(`a run that is ${kind} says so in words, in the title too`, async ({ page, samples }) => {
    await open(page, await samples.folder(kind));
    await expect(page.locator('.outcome-word')).toHaveText(word);
    await expect(page.locator('.outcome')).toContainText(sentence);
    await expect(page).toHaveTitle(new RegExp(`^${word}: `));
  });
}

test('a report that stands alone holds each picture once, however often it is shown', async ({ page, samples }) => {
  const folder = await samples.copy('done');
  const all = shots(folder);
  // The picture after a gesture is the one before the next, as in real runs.
  const [first, second] = all as [Shot, Shot];
  writeFileSync(
    join(folder, 'journal.jsonl'),
    journal(folder).replaceAll(second.file, first.file).replaceAll(second.sha256, first.sha256),
  );
  writeFileSync(join(folder, 'report.html'), await renderReport(folder, { alone: true }));
  await open(page, folder);
  expect(
    readFileSync(join(folder, 'report.html'), 'utf8').split(readFileSync(join(folder, first.file)).toString('base64')),
  ).toHaveLength(2);
  await page.locator('.mark, .enlarge').evaluateAll((marks) => {
    for (const mark of marks) mark.remove();
  });
  // Captions of different heights would leave different room for the pictures.
  await page.locator('#viewer-caption').evaluate((caption) => (caption.style.display = 'none'));
  await page.locator('#picture-1 a').first().click();
  const shown = [];
  for (const key of ['Home', 'ArrowRight', 'End']) {
    await page.keyboard.press(key);
    shown.push(await page.locator('#viewer-stage').screenshot());
  }
  expect(shown[1]!.equals(shown[0]!)).toBe(true);
  expect(shown[2]!.equals(shown[0]!)).toBe(false);
});

test('the summary counts steps by outcome, gestures, pictures and what was withheld', async ({ page, samples }) => {
  await open(page, await samples.folder('done'));
  await expect(page.locator('.counts')).toHaveText(
    '6 steps: 6 done · 26 gestures · 38 moments, shown by 38 pictures; 1 withheld.',
  );
  await open(page, await samples.folder('nothing to do'));
  await expect(page.locator('.counts')).toHaveText(
    '6 steps: 6 already in place · 6 gestures · 6 moments, shown by 6 pictures; 0 withheld.',
  );
  await open(page, await samples.folder('failed'));
  await expect(page.locator('.counts')).toContainText('6 steps: 2 done, 1 failed, 3 not reached');
});

test('a check lists what is not as it should be, what would set it right, and what could not be known', async ({
  page,
  samples,
}) => {
  await open(page, await samples.folder('drift'));
  const list = page.locator('.outcome .drift > li');
  await expect(list).toHaveCount(3);
  await expect(list.nth(0)).toContainText('Step 2: The role MSPCFO is there, and 1 of its levels is not as wanted.');
  await expect(list.nth(0).locator('.changes li')).toHaveText(['Finance / Invoicing / Inquire: My → None']);
  await expect(list.nth(1)).toContainText('What to do: Run onboard: it makes the member active again.');
  await expect(list.nth(2)).toContainText('The escrow holds a sealed copy of the private key of qPk2Rt8WmZx4LcVb');
  await expect(page.locator('.outcome')).toContainText(
    "Not let through: POST /api/member.load was not let through. If it only reads, say so: reads: ['/api/member.load']",
  );
  await expect(page.locator('.counts')).toContainText('6 steps: 3 already in place, 2 drift, 1 not known');
  await expect(page.locator('#step-2 .chip')).toHaveText('drift');
  await expect(page.locator('#step-2 .story')).toContainText('To fix it');
  await expect(page.locator('#step-5 > .problem')).toContainText('What is not as it should be');
  await expect(page.locator('#step-6')).toContainText('Not checked: this depends on');
});

test('what a run left or skipped has no tick, and is named in head, contents and step', async ({ page, samples }) => {
  await open(page, await samples.folder('left'));
  await expect(page).toHaveTitle(/^Nothing changed, 1 thing left for you: /);
  await expect(page.locator('.outcome-word')).toHaveText('Nothing changed, 1 thing left for you');
  await expect(page.locator('.outcome')).not.toContainText('Everything the runbook asks for');
  await expect(page.locator('.outcome .left-for-you li')).toHaveText(
    /Step 2\s+left for you: delete the security role MSPCFO \(it is that of MSPCFO \(inactive\)\)/,
  );
  await expect(page.locator('.counts')).toContainText('6 steps: 4 already in place, 1 skipped, 1 left for you');
  for (const [n, outcome, tone] of [
    [2, 'left for you', 'warn'],
    [5, 'skipped', 'mute'],
  ] as const) {
    await expect(page.locator(`#step-${n} > header .chip`)).toHaveText(outcome);
    await expect(page.locator(`#step-${n} > header .chip`)).toHaveClass(`chip ${tone}`);
    await expect(page.locator(`.contents a[href="#step-${n}"]`)).toContainText(outcome);
  }
  await expect(page.locator('#step-2 .story')).toContainText('Left for you');
  await expect(page.locator('#step-5 .story')).toHaveText(/Why\s*No CONNECTWISE_CLIENT_ID is configured/);
});

test('head, step and each screenshot say who is signed in, or that it is not known', async ({ page, samples }) => {
  await open(page, await samples.folder('left'));
  const accounts = page.locator('.told > div', { hasText: 'Signed in as' });
  await expect(accounts).toContainText('j.admin at connectwise, https://na.myconnectwise.example');
  await expect(accounts).toContainText('could not be read from the screen at mspcfo');
  await expect(page.locator('#step-1 .remark.account')).toContainText('Signed in to connectwise as: j.admin.');
  const details = page.locator('figcaption dl > div', { hasText: 'Signed in as' });
  await expect(page.locator('#picture-1').locator(details)).toHaveCount(0);
  await expect(page.locator('#picture-2').locator('figcaption')).toContainText('Signed in as');
  expect(await details.locator('dd').allTextContents()).toEqual([
    'j.admin',
    'j.admin',
    'j.admin',
    'could not be read from the screen',
  ]);
  await open(page, await samples.folder('done'));
  await expect(page.locator('body')).not.toContainText('could not be read from the screen');
});

test('steps that were planned and never begun are there as not reached', async ({ page, samples }) => {
  await open(page, await samples.folder('failed'));
  for (const n of [4, 5, 6]) {
    await expect(page.locator(`#step-${n} .chip`)).toHaveText('not reached');
    await expect(page.locator(`.contents a[href="#step-${n}"]`)).toContainText('not reached');
    await expect(page.locator(`#step-${n} .gesture`)).toHaveCount(0);
  }
});

test('a failed step says where, what was expected, what was there and what to do, with the picture', async ({
  page,
  samples,
}) => {
  await open(page, await samples.folder('failed'));
  const box = page.locator('#step-3 > .problem');
  for (const text of [
    'ConnectWise, New API Member',
    'the record to be saved',
    'Location: this value is not active any more.',
    'Choose another location',
  ])
    await expect(box).toContainText(text);
  const failure = shots(await samples.folder('failed')).findIndex(({ when }) => when === 'failure') + 1;
  await expect(box.locator('a')).toHaveAttribute('data-picture', String(failure));
  await box.locator('a').click();
  await expect(page.locator('#viewer-title')).toHaveText('At the failure: Press Save');
  await page.keyboard.press('Escape');
  await expect(box.locator('a')).toBeFocused();
});

test('a run that stopped without a result of its step still says what went wrong', async ({ page, samples }) => {
  const folder = await samples.copy('failed');
  writeFileSync(
    join(folder, 'journal.jsonl'),
    journal(folder)
      .split('\n')
      .filter((line) => !line.includes('"type":"step.result","utc":') || !line.includes('"step":"member"'))
      .join('\n'),
  );
  await writeReport(folder);
  await open(page, folder);
  await expect(page.locator('#step-3 > header .chip')).toHaveText('not finished');
  await expect(page.locator('.summary .problem')).toContainText('Choose another location');
});

test('a torn last line loses that line alone, and the report says so', async ({ page, samples }) => {
  await open(page, await samples.folder('cut off'));
  await expect(page.locator('.checks')).toContainText('The last line of the journal is torn');
  await expect(page.locator('#step-3 .chip').first()).toHaveText('not finished');
  await expect(page.locator('#step-3 .gesture')).toHaveCount(1);
  await expect(page.locator('body')).not.toContainText('lost its power');
});

test('a missing line and counts that disagree are pointed out', async ({ page, samples }) => {
  const folder = await samples.copy('done');
  const lines = journal(folder).split('\n');
  const at = lines.findIndex((line) => line.includes('"type":"shot"'));
  writeFileSync(join(folder, 'journal.jsonl'), lines.toSpliced(at, 1).join('\n'));
  await writeReport(folder);
  await open(page, folder);
  await expect(page.locator('.checks')).toContainText(`number ${at} is missing`);
  await expect(page.locator('.checks')).toContainText('counts 38 moments that were pictured, but the journal holds 37');
});

test('a picture that is missing, altered or outside the folder is not shown, and the report says why', async ({
  page,
  samples,
}) => {
  const folder = await samples.copy('done');
  const [first, second] = shots(folder).map(({ file }) => join(folder, file));
  rmSync(first!);
  writeFileSync(second!, readFileSync(join(folder, shots(folder)[5]!.file)));
  writeFileSync(
    join(folder, 'journal.jsonl'),
    journal(folder).replace(shots(folder)[2]!.file, '../../../../etc/hostname'),
  );
  await writeReport(folder);
  await open(page, folder);
  await expect(page.locator('#picture-1 .no-picture')).toContainText('missing');
  await expect(page.locator('#picture-2 .no-picture')).toContainText('SHA-256 differs');
  await expect(page.locator('#picture-3 .no-picture')).toContainText('outside the folder');
  await expect(page.locator('.checks')).toContainText('3 pictures of 38 are not shown');
  await expect(page.locator('figure .pixels')).toHaveCount(35);
});

test('hostile texts stay texts: nothing runs, is refused by the policy or turns around', async ({ page, samples }) => {
  await page.addInitScript(() =>
    addEventListener(
      'securitypolicyviolation',
      (event) =>
        document.documentElement.setAttribute('data-refused', `${event.violatedDirective} ${event.blockedURI}`),
      true,
    ),
  );
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await open(page, await samples.folder('hostile'));
  await page.locator('#all-moments > summary').click();
  await page.locator('#picture-3 a').first().click();
  await expect(page.locator('#viewer-title')).toContainText('<script>');
  await page.keyboard.press('Escape');
  expect(dialogs).toBe(0);
  await expect(page).toHaveTitle(/^Done: /);
  await expect(page.locator('html')).not.toHaveAttribute('data-refused');
  await expect(page.locator('script')).toHaveCount(1);
  await expect(page.locator('img[onerror]')).toHaveCount(0);
  expect(await page.content()).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
  );
  await expect(page.locator('#step-1 h3')).toContainText('gnp.exe שלום');
});

test('the policy lets no other script or style run, and nothing load', async ({ page, samples }) => {
  const folder = await samples.copy('failed');
  const html = readFileSync(join(folder, 'report.html'), 'utf8');
  writeFileSync(
    join(folder, 'report.html'),
    html.replace(
      '</main>',
      `<script>document.title = 'ran'</script><style>body { display: none }</style><img id="far" ` +
        `src="https://far.example/x.png" onerror="document.title = 'ran'"></main>`,
    ),
  );
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });
  await open(page, folder);
  await expect(page.locator('main')).toBeVisible();
  await expect(page).toHaveTitle(/^Failed: /);
  await expect.poll(() => refused.filter((text) => text.includes('far.example'))).toHaveLength(1);
});

test('a picture enlarges by mouse, and the buttons lead through all of them', async ({ page, samples }) => {
  await open(page, await samples.folder('done'));
  const viewer = page.locator('#viewer');
  await expect(viewer).toBeHidden();
  await page.locator('#picture-12 a').first().click();
  await expect(viewer).toBeVisible();
  await expect(page.locator('#viewer-title')).toHaveText('Before: Set API Reports, Inquire Level, to All');
  await expect(page.locator('#viewer-place')).toHaveText('12 of 38');
  const [small, large] = [
    await page.locator('#picture-12 .pixels').boundingBox(),
    await viewer.locator('.pixels').boundingBox(),
  ];
  expect(large!.width).toBeGreaterThan(small!.width * 1.8);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.locator('#viewer-title')).toHaveText('After: Set API Reports, Inquire Level, to All');
  await expect(page.locator('#viewer-caption')).toContainText(shots(await samples.folder('done'))[12]!.sha256);
  await page.getByRole('button', { name: 'Previous' }).click();
  await expect(page.locator('#viewer-place')).toHaveText('12 of 38');
  await page.getByRole('button', { name: 'Actual size' }).click();
  expect(await viewer.locator('.pixels').evaluate((image) => image.getBoundingClientRect().width)).toBe(1280);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(viewer).toBeHidden();
});

test('a picture enlarges by keyboard; arrows, Home and End move, Escape closes and gives the focus back', async ({
  page,
  samples,
}) => {
  await open(page, await samples.folder('done'));
  await page.locator('#picture-2 a').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#viewer')).toBeVisible();
  const place = page.locator('#viewer-place');
  for (const [key, expected] of [
    ['ArrowRight', '3'],
    ['ArrowRight', '4'],
    ['ArrowLeft', '3'],
    ['End', '38'],
    ['ArrowRight', '38'],
    ['Home', '1'],
    ['ArrowLeft', '1'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(place, key).toHaveText(`${expected} of 38`);
  }
  await page.keyboard.press('Escape');
  await expect(page.locator('#viewer')).toBeHidden();
  await expect(page.locator('#picture-1 a.picture')).toBeFocused();
});

test('the outline lies around the place of the gesture, small and enlarged', async ({ page, samples }) => {
  const folder = await samples.folder('done');
  await open(page, folder);
  const all = shots(folder);
  const number = all.findIndex(({ box, file }) => box !== undefined && file.includes('levelsnone')) + 1;
  const { box, width } = all[number - 1]!;
  const around = async (scope: string) => {
    const [image, line] = [
      await page.locator(`${scope} .pixels`).boundingBox(),
      await page.locator(`${scope} .line`).boundingBox(),
    ];
    const fit = Math.min(image!.width / width, image!.height / all[number - 1]!.height);
    const [left, top] = [
      image!.x + (image!.width - width * fit) / 2,
      image!.y + (image!.height - all[number - 1]!.height * fit) / 2,
    ];
    expect(
      Math.abs(line!.x + line!.width / 2 - (left + (box!.x + box!.width / 2) * fit)),
      `${scope} across`,
    ).toBeLessThan(2);
    expect(
      Math.abs(line!.y + line!.height / 2 - (top + (box!.y + box!.height / 2) * fit)),
      `${scope} down`,
    ).toBeLessThan(2);
    expect(line!.width).toBeGreaterThan(box!.width * fit);
    expect(line!.width).toBeLessThan(box!.width * fit + 24);
  };
  await page.locator(`#picture-${number}`).scrollIntoViewIfNeeded();
  await around(`#picture-${number}`);
  await page.locator(`#picture-${number} a`).first().click();
  await around('#viewer-stage');
  await page.getByRole('button', { name: 'Actual size' }).click();
  await around('#viewer-stage');
});

test('redactions, withheld screenshots and the escrow are named in their step', async ({ page, samples }) => {
  await open(page, await samples.folder('done'));
  const key = page.locator('#step-5');
  await expect(key.locator('.withheld')).toContainText(
    'because a private key that nobody has read yet may stand on the screen',
  );
  await expect(key).toContainText('Covered: the ConnectWise private key, fingerprint 3f9a-17c2-b04e, 1 place');
  await expect(key).toContainText(
    'Read the ConnectWise private key from the screen (not shown), fingerprint 3f9a-17c2-b04e',
  );
  await expect(key).toContainText('Sealed the private key of qPk2Rt8WmZx4LcVb in the escrow');
  await expect(page.locator('#step-6')).toContainText(
    'Destroyed the escrow’s copy of the private key of qPk2Rt8WmZx4LcVb',
  );
});

test('of a role’s levels those that are not None come first, and the whole table unfolds', async ({
  page,
  samples,
}) => {
  await open(page, await samples.folder('done'));
  const step = page.locator('#step-2');
  await step.getByText('Read back').click();
  await expect(step.getByRole('group', { name: 'levels, what is not None' }).getByRole('row')).toHaveText([
    /addeditdeleteinquire/,
    /System\s*API Reports\s*None\s*None\s*None\s*All/,
  ]);
  await step.getByText('All 54 rows').click();
  await expect(step.getByRole('group', { name: 'levels, all rows' }).getByRole('row')).toHaveCount(55);
});

test('gestures that only look can be hidden, on the page and among enlarged screenshots', async ({ page, samples }) => {
  await open(page, await samples.folder('done'));
  await page.getByLabel('Hide read-only gestures').check();
  await expect(page.locator('.gesture.look').first()).toBeHidden();
  await expect(page.locator('.gesture.commit').first()).toBeVisible();
  await page.locator('.gesture.commit figure a').first().click();
  const changing = await page.locator('.gesture:not(.look) figure').count();
  await expect(page.locator('#viewer-place')).toContainText(` of ${changing}`);
});

for (const [what, width] of [
  ['a phone', 390],
  ['1440 pixels at 200 %', 720],
  ['320 pixels', 320],
] as const) {
  test(`on ${what} nothing sticks out to the side, not even hostile texts`, async ({ page, samples }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const kind of ['done', 'failed', 'hostile'] as const) {
      await open(page, await samples.folder(kind));
      await page.locator('details').evaluateAll((all) => {
        for (const one of all) (one as HTMLDetailsElement).open = true;
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), kind).toBeLessThanOrEqual(width);
    }
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`in ${colorScheme} colours every text has a contrast of 4.5 or more`, async ({ page, samples }) => {
    await page.emulateMedia({ colorScheme });
    for (const kind of ['done', 'nothing to do', 'failed', 'cut off'] as const) {
      await open(page, await samples.folder(kind));
      await page.locator('details').evaluateAll((all) => {
        for (const one of all) (one as HTMLDetailsElement).open = true;
      });
      const poor = await page.evaluate(() => {
        const parse = (colour: string) => colour.match(/[\d.]+/g)!.map(Number);
        const light = (colour: string) =>
          parse(colour)
            .slice(0, 3)
            .map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index]!, 0);
        const ground = (element: Element): string => {
          const colour = getComputedStyle(element).backgroundColor;
          return parse(colour)[3] === 0 && element.parentElement ? ground(element.parentElement) : colour;
        };
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
          const element = node.parentElement!;
          if (!node.textContent!.trim() || !element.checkVisibility()) continue;
          const [one, other] = [light(getComputedStyle(element).color), light(ground(element))];
          const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
          if (contrast < 4.5)
            found.push(`${contrast.toFixed(2)} ${element.className} ${node.textContent!.trim().slice(0, 40)}`);
        }
        return found;
      });
      expect(poor, kind).toEqual([]);
    }
  });
}

test('a folder without a journal, or a journal without a beginning, is refused in words', async ({ samples }) => {
  const folder = await samples.copy('failed');
  writeFileSync(join(folder, 'journal.jsonl'), journal(folder).split('\n').slice(1).join('\n'));
  await expect(renderReport(folder)).rejects.toThrow('no readable run.start');
  rmSync(join(folder, 'journal.jsonl'));
  await expect(renderReport(folder)).rejects.toThrow('journal.jsonl');
});
