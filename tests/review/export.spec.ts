import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { findBrowser } from '../../src/browser/find.ts';
import { populationOf } from '../../src/cli/work/export.ts';
import { filesOf } from '../../src/evidence/bundle/close.ts';
import type { JournalLine } from '../../src/evidence/events.ts';
import { listedRuns, readRunList } from '../../src/evidence/runs/run-list.ts';
import { makeSigner } from '../../src/evidence/signing.ts';
import { sha256Of } from '../../src/files/sha256.ts';
import { writeGuide } from '../../src/review/export/guide/write-guide.ts';
import { renderPdf } from '../../src/review/export/pdf.ts';
import { zipBundle } from '../../src/review/export/zip.ts';
import { decode } from '../../src/review/png.ts';
import { renderReport } from '../../src/review/report.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';
import { cli } from '../support/cli.ts';
import { HOSTILE, writeSampleRun } from '../support/sample-run.ts';

let folder: string;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kw-export-'))));
test.afterEach(() => rmSync(folder, { recursive: true }));

test('a zip holds every file of the bundle, byte for byte', () => {
  const bundle = writeBundle(join(folder, 'runs'), 1, undefined);
  const files = unzipSync(zipBundle(bundle, 'acme-one'));
  expect(Object.keys(files).sort()).toEqual(
    filesOf(bundle)
      .map((file) => `acme-one/${file}`)
      .sort(),
  );
  for (const [name, bytes] of Object.entries(files))
    expect(Buffer.from(bytes).equals(readFileSync(join(bundle, name.replace('acme-one/', ''))))).toBe(true);
  expect(strFromU8(files['acme-one/runbook.yaml']!)).toBe('keywright: 1\n');
});

test('a population is chosen from the list of runs by customer and day', () => {
  const runs = join(folder, 'runs');
  for (let n = 1; n <= 9; n += 1)
    writeBundle(runs, n, undefined, { customer: n % 3 === 0 ? 'globex' : 'acme', pictures: 1 });
  const all = listedRuns(readRunList(runs));
  const today = new Date().toISOString().split('T')[0]!;
  const numbers = (options: Parameters<typeof populationOf>[1]) =>
    populationOf(all, options).map(({ begun }) => begun.number);
  expect(numbers({ customer: 'globex' })).toEqual([3, 6, 9]);
  expect(numbers({ from: today, to: today })).toHaveLength(9);
  expect(numbers({ to: '2020-01-01' })).toEqual([]);
  expect(() => numbers({ from: '31.1.2026' })).toThrow('--from must be a day such as 2026-01-31');
});

test("an exported report gives the bundle's verdict: intact, unsigned or altered", async () => {
  const signer = makeSigner(join(folder, 'state'));
  const key = createPublicKey(signer.publicKey);
  const [signed, unsigned] = [
    writeBundle(join(folder, 'runs'), 1, signer),
    writeBundle(join(folder, 'before'), 1, undefined),
  ];
  expect(await renderReport(signed, { alone: true, key })).toMatch(/Intact, and signed with the key [0-9a-f]{12}\./);
  expect(await renderReport(signed, { alone: true })).toContain(
    'Intact, but the signature was NOT checked (no key given).',
  );
  expect(await renderReport(unsigned, { alone: true, key })).toContain(
    'Unsigned: made before this workspace had a signing key.',
  );
  writeFileSync(join(unsigned, 'runbook.yaml'), 'keywright: 2\n');
  expect(await renderReport(unsigned, { alone: true, key })).toMatch(
    /class="with-icon check doubt bad">(?:(?!<\/p>).)*Altered after closing: runbook\.yaml was changed\./s,
  );
  // The one in the bundle is written before the bundle is closed.
  expect(await renderReport(signed, { key })).not.toContain('Intact');
});

test('the command line exports a sample with a note of what it was drawn from', async () => {
  const runs = join(folder, 'runs');
  for (let n = 1; n <= 5; n += 1) writeBundle(runs, n, undefined, { pictures: 1 });
  const { code, stdout, stderr } = await cli(
    ['export', '--as', 'zip', '--sample', '3', '--seed', '2026Q4', '--out', 'sample.zip'],
    {
      cwd: folder,
      env: {},
    },
  );
  expect(code, stdout + stderr).toBe(0);
  const inside = unzipSync(readFileSync(join(folder, 'sample.zip')));
  const names = Object.keys(inside);
  expect(existsSync(join(folder, 'sample.zip.part'))).toBe(false);
  const note = strFromU8(inside['SAMPLE.txt']!);
  const csv = strFromU8(inside['population.csv']!).trimEnd().split('\r\n');
  expect(names.filter((name) => name.endsWith('.zip'))).toHaveLength(3);
  expect(note).toContain('Drawn from 5 of 5 runs in the list');
  const list = readFileSync(join(runs, 'list.jsonl'), 'utf8');
  expect(note).toContain(`its head is ${sha256Of(`${list.trimEnd().split('\n').at(-1)}\n`)}`);
  expect(note).toContain(`SHA-256 of list.jsonl: ${sha256Of(list)}`);
  expect(csv).toHaveLength(6);
  for (const line of csv.slice(1)) {
    const run = line.split(',')[3]!;
    expect(line.endsWith(',yes'), run).toBe(names.includes(`acme-${run}.zip`));
  }
  // As the note says, with nothing but a hash: the three runs with the smallest.
  const byHash = csv
    .slice(1)
    .map((line) => line.split(',')[3]!)
    .sort((one, other) => (sha256Of(`2026Q4 acme/${one}`) < sha256Of(`2026Q4 acme/${other}`) ? -1 : 1));
  expect(names.filter((name) => name.endsWith('.zip')).sort()).toEqual(
    byHash
      .slice(0, 3)
      .map((run) => `acme-${run}.zip`)
      .sort(),
  );
  expect(note.match(/ {2}done {2}unsigned$/gm)).toHaveLength(3);
  expect(stdout).toContain('! Unsigned: made before this workspace had a signing key.');
  expect(await cli(['export', '--as', 'zip'], { cwd: folder, env: {} })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Name a run') as unknown,
  });
  expect(await cli(['export', '--as', 'html', 'no-such-run'], { cwd: folder, env: {} })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Run no-such-run is not in the list of runs') as unknown,
  });
});

test('a PDF holds the numbered report, a guide the marked instructions, and hostile texts stay texts', async ({
  page,
}) => {
  const run = join(folder, 'run');
  await writeSampleRun(run, 'hostile', page);
  const pdf = (await renderPdf(run, findBrowser()!.path)).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf.match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(2);
  expect(pdf).not.toContain('/JavaScript');

  const out = join(folder, 'guide');
  mkdirSync(out);
  await writeGuide(run, out);
  await page.goto(`file://${join(out, 'guide.html')}`);
  expect(await page.title()).not.toBe('ran');
  expect(await page.locator('script').count()).toBe(0);
  const instructions = await page.locator('li').count();
  expect(instructions).toBeGreaterThan(0);
  expect(await page.locator('svg.shot rect').count()).toBeGreaterThan(0);
  const markdown = readFileSync(join(out, 'guide.md'), 'utf8');
  expect(markdown.match(/^\d+\. /gm)).toHaveLength(instructions);
  // A picture stands within its numbered line only where it is indented as far as that line's words.
  for (const [, number, indent] of markdown.matchAll(/^(\d+\. ).*\n\n( +)!\[/gm))
    expect(indent).toHaveLength(number!.length);
  expect(HOSTILE).toContain('<script>');
  expect(markdown).not.toMatch(/(?<!\\)[<>]/);
  for (const [, file] of markdown.matchAll(/\]\((pictures\/\d+\.svg)\)/g))
    expect(readFileSync(join(out, file!), 'utf8')).toContain('data:image/png;base64,');
});

test('an exported page leads to no file that does not come with it', async ({ page }) => {
  const run = join(folder, 'run');
  await writeSampleRun(run, 'done', page);
  writeFileSync(join(folder, 'alone.html'), await renderReport(run, { alone: true }));
  await page.goto(`file://${join(folder, 'alone.html')}`);
  const links = page.locator('a[href]');
  expect(await links.count()).toBeGreaterThan(30);
  for (const href of await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!))) {
    expect(href).toMatch(/^#/);
    expect(await page.locator(`[id="${href.slice(1)}"]`).count(), href).toBe(1);
  }
  await page.locator('a.picture').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const shown = await page.getByRole('dialog').locator('.pixels use').getAttribute('href');
  expect(await page.locator(`image[id="${shown!.slice(1)}"]`).count()).toBe(1);
});

test('a guide begins with opening each portal, and says when to go back to the other', async ({ page }) => {
  const run = join(folder, 'run');
  await writeSampleRun(run, 'done', page);
  await writeGuide(run, join(folder, 'guide'));
  await page.goto(`file://${join(folder, 'guide', 'guide.html')}`);
  const instructions = await page.locator('li p').allTextContents();
  expect(instructions[0]).toBe('Open the sign-in page');
  expect(instructions.filter((words) => words === 'Open the sign-in page')).toHaveLength(2);
  // The address is this run's own.
  const back = ['Go back to ‹address of connectwise›.', 'Go back to ‹address of mspcfo›.'];
  await expect(page.locator('.at')).toHaveText(back);
  for (const words of back) expect(readFileSync(join(folder, 'guide', 'guide.md'), 'utf8')).toContain(words);
});

/** Whether a picture has the bar on top of a part: each portal's has a colour of its own. */
function holdsPart(picture: Buffer, part: Buffer): boolean {
  const { width, step, data } = decode(part);
  return decode(picture).data.includes(data.subarray(0, width * step));
}

test('a place in a guide is marked in a screenshot of its own portal', async ({ page }) => {
  const run = join(folder, 'run');
  await writeSampleRun(run, 'done', page);
  const journal = join(run, 'journal.jsonl');
  const lines = readFileSync(journal, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalLine);
  // The first look at ConnectWise after MSPCFO was signed in to; its place is in what ConnectWise showed last.
  const back = lines.find(
    (line) => line.type === 'gesture' && line.title === 'Open the record of MSPCFO, tab API Keys',
  ) as JournalLine & { gesture: number };
  for (const line of lines)
    if (line.type === 'gesture.end' && line.gesture === back.gesture)
      line.place = { x: 40, y: 60, width: 100, height: 20 };
  writeFileSync(journal, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await writeGuide(run, join(folder, 'guide'));
  await page.goto(`file://${join(folder, 'guide', 'guide.html')}`);
  const shown = await page
    .locator('li', { hasText: 'Open the record of MSPCFO, tab API Keys' })
    .locator('image')
    .getAttribute('href');
  const of = lines
    .filter((line) => line.type === 'shot')
    .find(({ file }) => holdsPart(readFileSync(join(run, file)), Buffer.from(shown!.split(',')[1]!, 'base64')));
  expect(of?.url).toContain('https://na.myconnectwise.example');
});

test('each touch is an instruction of the guide, with a ring only if the screenshot shows it', async ({ page }) => {
  const run = join(folder, 'run');
  await writeSampleRun(run, 'done', page);
  const journal = join(run, 'journal.jsonl');
  const lines = readFileSync(journal, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalLine);
  const looks = lines.filter(
    (line) => line.type === 'gesture' && line.title.startsWith('Press the plus'),
  ) as (JournalLine & { gesture: number })[];
  const ring = [{ touched: true }, { touched: true, place: { x: 40, y: 60, width: 100, height: 20 } }];
  for (const line of lines) {
    const nth = looks.findIndex(({ gesture }) => line.type === 'gesture.end' && line.gesture === gesture);
    if (nth >= 0) Object.assign(line, ring[nth]);
  }
  writeFileSync(journal, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await writeGuide(run, join(folder, 'guide'));
  await page.goto(`file://${join(folder, 'guide', 'guide.html')}`);
  const items = page.locator('li', { hasText: 'Press the plus' });
  expect(await items.evaluateAll((all) => all.map((item) => item.querySelectorAll('rect').length))).toEqual([0, 2]);
});

test('each page of a PDF names its run and number, and keeps gestures with their screenshots', async ({ page }) => {
  test.skip(spawnSync('pdftotext', ['-v']).error !== undefined, 'this machine has no pdftotext');
  const run = join(folder, 'run');
  await writeSampleRun(run, 'done', page);
  writeFileSync(join(run, 'SHA256SUMS'), 'the sums\n');
  writeFileSync(join(folder, 'run.pdf'), await renderPdf(run, findBrowser()!.path));
  const pages = execFileSync('pdftotext', ['-layout', join(folder, 'run.pdf'), '-'], { encoding: 'utf8' })
    .split('\f')
    .slice(0, -1)
    .map((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    );
  expect(pages.length).toBeGreaterThan(10);
  for (const [n, lines] of pages.entries()) {
    expect(lines[0], `page ${n + 1}`).toContain('Run 20261124-141532-7k3f9xwp');
    expect(lines[0], `page ${n + 1}`).toContain(`SHA-256 of SHA256SUMS: ${sha256Of('the sums\n')}`);
    expect(lines.at(-1), `page ${n + 1}`).toContain(`page ${n + 1} of ${pages.length}`);
    expect(lines.length, `page ${n + 1} is empty`).toBeGreaterThan(4);
    expect(lines.at(-2), `page ${n + 1} ends with a heading`).not.toMatch(
      /took .* · (connectwise|mspcfo)$|(Reads|Edits|Submits)$|^Phase \d/,
    );
  }
});

test('a run that changed nothing makes no guide', async ({ page }) => {
  const run = join(folder, 'run');
  await writeSampleRun(run, 'nothing to do', page);
  await expect(writeGuide(run, join(folder, 'guide'))).rejects.toThrow(/changed nothing, so it cannot make a guide/);
});
