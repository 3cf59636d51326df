import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import { groupJournal } from '../../src/evidence/read-run.ts';
import { renderPdf } from '../../src/review/export/pdf.ts';
import { proofsOf, reviewOrder } from '../../src/review/proofs.ts';
import { renderReport } from '../../src/review/report.ts';
import { sampleReports } from '../support/sample-reports.ts';
import type { SampleKind } from '../support/sample-run.ts';

const test = base.extend<{ made(kind: SampleKind): Promise<string> }>({
  made: async ({ browser }, use) => await use(await sampleReports(browser)),
});

async function open(page: Page, folder: string): Promise<void> {
  await page.goto(pathToFileURL(join(folder, 'report.html')).href);
}

const journalOf = (folder: string) => readFileSync(join(folder, 'journal.jsonl'), 'utf8');
const told = (page: Page, name: string) => page.locator('.told > div', { has: page.getByText(name, { exact: true }) });

test('of each heading the last gesture proves it, so nothing stale does', async ({ made }) => {
  const run = groupJournal(journalOf(await made('proven')));
  expect(proofsOf(run).map(({ heading, gesture, step }) => [step.id, heading, gesture.start.title])).toEqual([
    ['role', 'Rights of the role MSPCFO in System', 'Open MSPCFO'],
    ['member', 'API member MSPCFO as stored', 'Open System > Members > API Members'],
    ['key', 'New key of MSPCFO, its private half covered', 'Look at the key with its private half covered'],
    ['key', 'API keys of MSPCFO', 'Go back to the list of keys'],
    ['credentials', 'Keys stored in MSPCFO', 'Press Save'],
  ]);
});

test('what a failed step read last proves nothing, and what it read before neither', async ({ made }) => {
  const lines = journalOf(await made('proven'))
    .trimEnd()
    .split('\n');
  const failed = lines.map((line) =>
    /"type":"step.result".*"step":"key"/.test(line) ? line.replace('"outcome":"done"', '"outcome":"failed"') : line,
  );
  const headings = proofsOf(groupJournal(`${failed.join('\n')}\n`)).map(({ heading }) => heading);
  expect(headings).toContain('API member MSPCFO as stored');
  expect(headings).not.toContain('API keys of MSPCFO');
});

test('what a step read before it submitted anything proves nothing of the end', async ({ made }) => {
  const before = journalOf(await made('proven'))
    .trimEnd()
    .split('\n')
    .map((line) =>
      line.includes('"title":"Go back to the list of keys"') ? line.replace(/,"proves":"[^"]*"/, '') : line,
    );
  const headings = proofsOf(groupJournal(`${before.join('\n')}\n`)).map(({ heading }) => heading);
  expect(headings).toContain('New key of MSPCFO, its private half covered');
  expect(headings).not.toContain('API keys of MSPCFO');
});

test('a reading that a later step took for true proves for that step, too', async ({ made }) => {
  const lines = journalOf(await made('proven'))
    .trimEnd()
    .split('\n');
  const run = groupJournal(`${lines.join('\n')}\n`);
  const { gesture } = proofsOf(run).find(({ heading }) => heading === 'API member MSPCFO as stored')!;
  const at = lines.findIndex((line) => line.includes('"type":"step.result"') && line.includes('"step":"credentials"'));
  const note = {
    ...(JSON.parse(lines[at]!) as object),
    type: 'note',
    text: 'Not read again.',
    readBy: gesture.start.gesture,
  };
  const reused = groupJournal(`${lines.toSpliced(at, 0, JSON.stringify(note)).join('\n')}\n`);
  const { steps } = proofsOf(reused).find(({ heading }) => heading === 'API member MSPCFO as stored')!;
  expect(steps.map(({ id }) => id)).toEqual(['member', 'credentials']);
});

test('a review begins with the pictures that prove, and shows each picture once', async ({ made }) => {
  const run = groupJournal(journalOf(await made('proven')));
  const order = reviewOrder(run);
  const proofs = proofsOf(run);
  expect(order.slice(0, proofs.length).map(({ number }) => number)).toEqual(proofs.map(({ shot }) => shot!.number));
  expect(order).toHaveLength(new Set(run.shots.map(({ sha256 }) => sha256)).size);
  const rest = order.slice(proofs.length).map(({ number }) => number);
  expect(rest).toEqual(rest.toSorted((a, b) => a - b));
});

test('the first page says what exists, for whom, by whom, approved by whom, and what vouches for it', async ({
  page,
  made,
}) => {
  await open(page, await made('proven'));
  const head = page.locator('.summary');
  await expect(head.locator('.customer')).toHaveText([
    'for Practice MSP (practice), run by support on 2026-11-24 14:15 UTC',
    'approved by dana',
  ]);
  const rows = page.locator('.exists tbody tr');
  await expect(rows.filter({ hasText: 'Rights of the role MSPCFO in System' })).toContainText(
    'only System / API Reports / Inquire Level is All, all others None',
  );
  await expect(rows.filter({ hasText: 'Rights of the role' }).locator('.control')).toHaveText([
    'SOC 2 CC6.3',
    'ISO 27001 A.5.15',
  ]);
  await expect(rows.filter({ hasText: 'API member' })).toContainText('location Tampa Office');
  await expect(rows.last()).toContainText('Public key qPk2Rt8WmZx4LcVb. Private key: read from the screen at');
  await expect(rows.last()).toContainText('the sealed copy was destroyed at');
  await expect(rows.last()).toContainText('Fingerprint of the private key: 3f9a-17c2-b04e');
  await expect(told(page, 'Requested by')).toContainText('Nobody was named');
  await expect(told(page, 'Ran')).toContainText('support (user kw) on runner-2');
  await expect(told(page, 'Signed in as')).toContainText('j.admin at connectwise, https://na.myconnectwise.example');
  await expect(told(page, 'Approved by')).toContainText(
    'dana approved at the watch page after 9.0 s “Create one pair of API keys for MSPCFO”',
  );
  await expect(told(page, 'Reviewed by')).toContainText('reviews come later');
  await expect(told(page, 'Clocks of the portals')).toContainText(
    'https://na.myconnectwise.example: 2 s behind this machine',
  );
  await expect(told(page, 'Clocks of the portals')).toContainText('https://app.mspcfo.example: as this machine’s');
  await expect(told(page, 'Prevented')).toContainText('The host stats.example was refused (3 requests).');
  await expect(told(page, 'Prevented')).toContainText(
    'The MSPCFO password was not typed into a field of https://evil.example.',
  );
  await expect(told(page, 'Prevented')).toContainText('1 picture withheld');
});

test('the pictures that prove come enlarged to their spot, and enlarge whole', async ({ page, made }) => {
  await open(page, await made('proven'));
  await expect(page.locator('.proof h3')).toHaveText([
    /Rights of the role MSPCFO in System/,
    /API member MSPCFO as stored/,
    /New key of MSPCFO, its private half covered/,
    /API keys of MSPCFO/,
    /Keys stored in MSPCFO/,
  ]);
  const first = page.locator('#proof-1');
  const [, y, , height] = (await first.locator('.band svg').getAttribute('viewBox'))!.split(' ').map(Number);
  const mark = first.locator('.band rect').last();
  const top = Number(await mark.getAttribute('y'));
  expect(top).toBeGreaterThan(y!);
  expect(top + Number(await mark.getAttribute('height'))).toBeLessThan(y! + height!);
  await first.locator('.band').click();
  await expect(page.locator('#viewer-title')).toHaveText('After: Open MSPCFO');
  await expect(page.locator('#viewer-place')).toHaveText('1 of 5');
});

test('all moments are behind one line, and a link to a step opens it', async ({ page, made }) => {
  await open(page, await made('proven'));
  await expect(page.locator('#step-2')).toBeHidden();
  await page.locator('.exists a', { hasText: 'step 2' }).click();
  await expect(page.locator('#step-2')).toBeInViewport();
});

test('of a journal that does not say what proves, everything is shown as it was', async ({ page, made }) => {
  await open(page, await made('done'));
  await expect(page.locator('.exists, .proofs')).toHaveCount(0);
  await expect(page.locator('#step-2')).toBeVisible();
  await expect(told(page, 'Signed in as')).toContainText('Not recorded in this run.');
  await expect(told(page, 'Clocks of the portals')).toContainText('No server told its time.');
  await expect(told(page, 'Prevented')).toContainText(
    'No request to another host and no secret on its way to a wrong field is recorded as stopped.',
  );
});

test('addresses of the machine itself are told, and no others', async ({ page, made }, info) => {
  const line = page.getByText('at addresses of the machine itself, as practice portals have');
  const elsewhere = await made('proven');
  await open(page, elsewhere);
  await expect(line).toHaveCount(0);
  const here = info.outputPath('here');
  cpSync(elsewhere, here, { recursive: true });
  const lines = journalOf(elsewhere).replaceAll(/https:\/\/[\w.]+\.example/g, 'http://127.0.0.1:4100');
  writeFileSync(join(here, 'journal.jsonl'), lines);
  writeFileSync(join(here, 'report.html'), await renderReport(here));
  await open(page, here);
  await expect(line).toBeVisible();
});

test('the report beside its pictures holds only those itself that decide, and shows the others from there', async ({
  page,
  made,
}) => {
  const folder = await made('proven');
  await open(page, folder);
  await expect(page.locator('.sheet image')).toHaveCount(5);
  await page.locator('#all-moments > summary').click();
  const others = page.locator('figure.shot img.pixels');
  expect(await others.count()).toBeGreaterThan(20);
  await expect
    .poll(() =>
      others.evaluateAll((images: HTMLImageElement[]) => {
        for (const image of images) image.loading = 'eager';
        return images.filter(({ naturalWidth }) => naturalWidth === 0).length;
      }),
    )
    .toBe(0);
});

test('a PDF has the size that is asked for', async ({ made }) => {
  const folder = await made('proven');
  const sizeOf = (pdf: Buffer) =>
    /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1'))?.slice(1).map(Number);
  const { path } = findBrowser()!;
  expect(sizeOf(await renderPdf(folder, path))?.map(Math.floor)).toEqual([595, 842]);
  expect(sizeOf(await renderPdf(folder, path, { paper: 'letter' }))).toEqual([612, 792]);
});
