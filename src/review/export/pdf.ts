import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import { chromium } from 'playwright';
import { DISABLED_FEATURES } from '../../browser/disabled-features.ts';
import { browserEnvironment } from '../../browser/environment.ts';
import { readRun } from '../../evidence/read-run.ts';
import { sha256Of } from '../../files/sha256.ts';
import { type ReportOptions, renderReport } from '../report.ts';

/** Chromium's templates for headers and footers take no style sheet. */
const BAND =
  'width: 100%; margin: 0 14mm; font: 7.5px sans-serif; color: #444; display: flex; ' +
  'justify-content: space-between; gap: 1em';

/** On each page: the run and what it can be held against, and which page of how many. */
async function bands(folder: string): Promise<{ header: string; footer: string }> {
  const { start } = await readRun(folder);
  const sums = join(folder, 'SHA256SUMS');
  const seal = existsSync(sums)
    ? `SHA-256 of SHA256SUMS: ${sha256Of(readFileSync(sums))}${existsSync(`${sums}.sig`) ? '' : ', unsigned'}`
    : 'The bundle is not closed.';
  const band = (left: unknown, right: unknown) =>
    String(
      html`<div style="${BAND}">
        ${left}${right}
      </div>`,
    );
  return {
    header: band(html`<span>Run ${start.run}</span>`, html`<span>${seal}</span>`),
    footer: band(
      html`<span>Keywright · ${start.runbook.title} · ${start.customer.title}</span>`,
      html`<span>page <span class="pageNumber"></span> of <span class="totalPages"></span></span>`,
    ),
  };
}

export type Paper = 'a4' | 'letter';

const PAPER: Record<Paper, string> = { a4: 'A4', letter: 'Letter' };

interface PdfOptions extends Pick<ReportOptions, 'key' | 'reviews'> {
  /** Default: A4. */
  paper?: Paper | undefined;
}

/**
 * The report of a run folder as a PDF, for a ticket or an auditor. Scripts and the network are off while it is
 * made.
 */
export async function renderPdf(
  folder: string,
  browserPath: string,
  { key, reviews, paper = 'a4' }: PdfOptions = {},
): Promise<Buffer> {
  const [content, { header, footer }] = await Promise.all([
    renderReport(folder, { alone: true, key, reviews, extent: 'proofs' }),
    bands(folder),
  ]);
  const browser = await chromium.launch({
    executablePath: browserPath,
    env: browserEnvironment(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND', DISABLED_FEATURES],
  });
  try {
    const page = await (
      await browser.newContext({ javaScriptEnabled: false, offline: true, colorScheme: 'light' })
    ).newPage();
    await page.setContent(content);
    return await page.pdf({
      format: PAPER[paper],
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: header,
      footerTemplate: footer,
      margin: { top: '18mm', bottom: '16mm', left: '12mm', right: '12mm' },
      tagged: true,
      outline: true,
    });
  } finally {
    await browser.close();
  }
}
