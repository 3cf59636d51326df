import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { renderReport } from '../../src/review/report.ts';
import { onceInWorker, ownFolder } from './kept.ts';
import { type SampleKind, writeSampleRun } from './sample-run.ts';

export async function writeReport(folder: string): Promise<void> {
  writeFileSync(join(folder, 'report.html'), await renderReport(folder));
}

/** The folder of a sample run, with its report.html; made once per worker. Not to be changed. */
export const sampleReports = onceInWorker(async (browser: Browser) => {
  const made = new Map<SampleKind, Promise<string>>();
  const make = async (kind: SampleKind) => {
    const folder = ownFolder();
    const page = await browser.newPage();
    await writeSampleRun(folder, kind, page);
    await page.close();
    await writeReport(folder);
    return folder;
  };
  return async (kind: SampleKind) => await (made.get(kind) ?? made.set(kind, make(kind)).get(kind)!);
});
