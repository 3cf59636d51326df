import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { statement } from '../../src/evidence/bundle/statement.ts';
import type { JournalLine, RunEnd } from '../../src/evidence/events.ts';
import { picturesInWords } from '../../src/evidence/picture-count.ts';
import { groupJournal } from '../../src/evidence/read-run.ts';
import { startReview } from '../../src/review/app/server.ts';
import { renderReport } from '../../src/review/report.ts';
import { RunProgress } from '../../src/watch/page/run-progress.ts';
import { chained } from '../support/review-runs.ts';
import { letIn } from '../support/review-server.ts';
import { writeSampleRun } from '../support/sample-run.ts';
import { shown } from '../support/shown.ts';

const RUN = '20261124-141532-7k3f9xwp';
const SENTENCE = '38 moments, shown by 35 pictures (3 moments look exactly like an earlier one); 1 withheld.';

let runs: string;
let folder: string;
test.beforeEach(async ({ page }) => {
  runs = mkdtempSync(join(tmpdir(), 'kw-count-'));
  folder = join(runs, 'practice', RUN);
  await writeSampleRun(folder, 'done', page);
});
test.afterEach(() => rmSync(runs, { recursive: true }));

const linesOf = () =>
  readFileSync(join(folder, 'journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalLine);

/** The sample run with three moments that look like the first: one file for four of them, as the recorder keeps it. */
function withRepeats(): JournalLine[] {
  const lines = linesOf();
  const [first, ...others] = lines.filter((line) => line.type === 'shot');
  for (const shot of others.slice(0, 3)) {
    rmSync(join(folder, shot.file));
    Object.assign(shot, { file: first!.file, sha256: first!.sha256 });
  }
  const end = lines.at(-1) as JournalLine & RunEnd;
  end.counts.files = 35;
  writeFileSync(join(folder, 'journal.jsonl'), chained(lines).text);
  return linesOf();
}

test('statement, report, terminal, watch page and review app count screenshots in one sentence', async ({ page }) => {
  const lines = withRepeats();
  const end = lines.at(-1) as JournalLine & RunEnd;
  expect(lines.filter(({ type }) => type === 'shot')).toHaveLength(38);
  expect(readdirSync(join(folder, 'shots'))).toHaveLength(35);

  const said = statement(lines, '', { run: RUN }) as unknown as {
    pictures: Record<string, unknown>;
    counts: RunEnd['counts'];
  };
  expect(said.pictures).toMatchObject({ moments: 38, files: 35, repeats: 3, withheld: 1, says: SENTENCE });
  expect(said.counts).toMatchObject({ shots: 38, withheld: 1, gestures: 26 });

  const report = await renderReport(folder);
  expect(report).toContain(SENTENCE);
  expect(report).toContain('All 35 pictures match their SHA-256 in the journal.');
  expect(report.match(/moment 2 of 38, same as picture 1, step/g)).toHaveLength(1);
  expect(report.match(/same as picture/g)).toHaveLength(3);

  expect(shown([end])).toContain(`6 steps, 26 gestures. ${SENTENCE}`);

  const runProgress = new RunProgress();
  runProgress.tell(end);
  expect(runProgress.over(true, undefined)!.counts).toBe(`6 steps · 26 gestures · ${SENTENCE}`);

  const app = await startReview({ runs, reviewer: 'kim' });
  await letIn(page, { runs, app });
  await page.goto(app.origin);
  await expect(page.getByTitle(SENTENCE)).toHaveText('35');
  await page.goto(`${app.origin}/run/practice/${RUN}`);
  await expect(page.locator('.counts')).toContainText(SENTENCE);
  await expect(page.locator('.progress')).toHaveText(/^\s*0 of 23 pictures signed\s+off\s*$/);
  await app.stop();
});

test('a run whose count of screenshots differs from its journal says so', () => {
  const lines = withRepeats();
  expect(groupJournal(chained(lines).text).warnings).toEqual([]);
  const end = lines.at(-1) as JournalLine & RunEnd;
  end.counts.files = 34;
  expect(groupJournal(chained(lines).text).warnings).toEqual([
    "The run's end counts 34 picture files, but the journal holds 35.",
  ]);
  delete end.counts.files;
  expect(groupJournal(chained(lines).text).warnings).toEqual([]);
});

test('a screenshot that several moments share is one file', async () => {
  const lines = withRepeats();
  const first = lines.find((line) => line.type === 'shot')!;
  writeFileSync(join(folder, first.type === 'shot' ? first.file : ''), 'x');
  expect(await renderReport(folder)).toContain('1 picture of 35 is not shown');
});

test('the sentence is right in the singular, without repeats, and for counts of older versions', () => {
  expect(picturesInWords({ moments: 1, files: 1, withheld: 0 })).toBe('1 moment, shown by 1 picture; 0 withheld.');
  expect(picturesInWords({ moments: 2, files: 1, withheld: 1 })).toBe(
    '2 moments, shown by 1 picture (1 moment looks exactly like an earlier one); 1 withheld.',
  );
  expect(picturesInWords({ moments: 126, files: 64, withheld: 0 })).toBe(
    '126 moments, shown by 64 pictures (62 moments look exactly like an earlier one); 0 withheld.',
  );
  expect(picturesInWords({ moments: 126, withheld: 2 })).toBe('126 moments pictured; 2 withheld.');
});

test('the terminal counts one step and one gesture in the singular', () => {
  const counts = { steps: 1, gestures: 1, shots: 1, files: 1, withheld: 0, commits: 0 };
  expect(shown([{ type: 'run.end', outcome: 'failed', ms: 6_000, counts }])).toBe(
    '\n✗ Failed (0:06)\n1 step, 1 gesture. 1 moment, shown by 1 picture; 0 withheld.',
  );
});
