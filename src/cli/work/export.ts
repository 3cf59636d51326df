import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBrowser } from '../../browser/install.ts';
import { formatVerdict } from '../../evidence/bundle/format-verdict.ts';
import { verifyBundle } from '../../evidence/bundle/verify.ts';
import { listedRuns, readRunList, type ListedRun } from '../../evidence/runs/run-list.ts';
import { ownPublicKey } from '../../evidence/signing.ts';
import { UserError } from '../../files/user-error.ts';
import { writeGuide } from '../../review/export/guide.ts';
import { keyOf, NO_REVIEWS, ReviewLogReader, toldOf, type ReviewLog } from '../../review/app/review-log.ts';
import { renderPdf, type Paper } from '../../review/export/pdf.ts';
import { zipBundle } from '../../review/export/zip.ts';
import { renderReport } from '../../review/report.ts';
import { print } from '../terminal.ts';
import { runsOf, stateOf, type InWorkspace } from '../workspace.ts';

/** What chooses the runs of a sample. */
interface Choice {
  customer?: string;
  /** Days, UTC: `2026-01-31`. */
  from?: string;
  to?: string;
  every?: number;
}

export interface ExportOptions extends InWorkspace, Choice {
  as: 'html' | 'pdf' | 'zip' | 'guide';
  out?: string;
  paper?: Paper;
}

function day(text: string | undefined, option: string): string | undefined {
  if (text === undefined || (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)))) return text;
  throw new UserError('KW-USAGE', `${option} must be a day such as 2026-01-31, and not "${text}".`);
}

/** The runs of a sample, and those that it was drawn from. */
export function sample(
  all: ListedRun[],
  { customer, from, to, every = 1 }: Choice,
): { population: ListedRun[]; chosen: ListedRun[] } {
  const [first, last] = [day(from, '--from'), day(to, '--to')];
  const population = all.filter(
    ({ begun }) =>
      (customer === undefined || begun.customer.name === customer) &&
      (first === undefined || begun.utc >= first) &&
      (last === undefined || begun.utc.split('T')[0]! <= last),
  );
  if (every < 1) throw new UserError('KW-USAGE', '--every must be 1 or more.');
  return { population, chosen: population.filter((_, n) => n % every === 0) };
}

/** What all exports of one command share. */
interface Exporter {
  as: ExportOptions['as'];
  runs: string;
  key: KeyObject | undefined;
  /** The path of a browser; empty for forms that need none. */
  browser: string;
  paper: Paper;
  log: ReviewLog;
}

async function exporterFor(options: ExportOptions): Promise<Exporter> {
  const [runs, key] = [runsOf(options), ownPublicKey(stateOf(options))];
  return {
    as: options.as,
    runs,
    key,
    paper: options.paper ?? 'a4',
    log: new ReviewLogReader(runs, key).read(),
    browser: options.as === 'pdf' ? (await ensureBrowser(print)).path : '',
  };
}

/**
 * Writes one run in the form that was asked for.
 * @param to where to, without an ending
 * @returns the file that was written
 */
async function write(
  { as, browser, key, paper, log }: Exporter,
  folder: string,
  { begun }: ListedRun,
  to: string,
): Promise<string> {
  const reviews = toldOf(log.runs.get(keyOf({ customer: begun.customer.name, run: begun.run })) ?? NO_REVIEWS);
  switch (as) {
    case 'html':
      writeFileSync(`${to}.html`, await renderReport(folder, { alone: true, key, reviews }), { mode: 0o600 });
      return `${to}.html`;
    case 'pdf':
      writeFileSync(`${to}.pdf`, await renderPdf(folder, browser, { key, reviews, paper }), { mode: 0o600 });
      return `${to}.pdf`;
    case 'zip':
      writeFileSync(`${to}.zip`, zipBundle(folder, `${begun.customer.name}-${begun.run}`), { mode: 0o600 });
      return `${to}.zip`;
    case 'guide':
      await writeGuide(folder, to);
      return join(to, 'guide.html');
  }
}

/** Exports one run and prints where to. @returns the verdict on its evidence */
async function exportOne(exporter: Exporter, listed: ListedRun, to: string, counter: string): Promise<string> {
  const { customer, run } = listed.begun;
  const folder = join(exporter.runs, customer.name, run);
  if (!existsSync(folder))
    throw new UserError(
      'KW-FOLDER-MISSING',
      `The folder of run ${run} is missing (${folder}). "keywright verify" says what else is.`,
    );
  print(`${counter}${await write(exporter, folder, listed, to)}`);
  const verified = verifyBundle(folder, exporter.key, listed.closed);
  if (verified.verdict !== 'intact') print(`  ! ${formatVerdict(verified)}`);
  return verified.verdict;
}

/** The file's or folder's name for a run, without an ending. */
function nameFor(as: ExportOptions['as'], { begun }: ListedRun): string {
  return `${begun.customer.name}-${begun.run}${as === 'guide' ? '-guide' : ''}`;
}

/** Exports the run of this name; where several customers have one of that name, each of them. */
export async function exportRun(run: string, options: ExportOptions): Promise<void> {
  const { as, out } = options;
  const runs = runsOf(options);
  const chosen = listedRuns(readRunList(runs)).filter(({ begun }) => begun.run === run);
  if (chosen.length === 0) throw new UserError('KW-RUN-UNKNOWN', `The list of runs (${runs}) knows no run ${run}.`);
  const exporter = await exporterFor(options);
  for (const [n, listed] of chosen.entries()) {
    const to = out === undefined ? resolve(nameFor(as, listed)) : resolve(out).replace(new RegExp(`\\.${as}$`), '');
    await exportOne(exporter, listed, to, chosen.length > 1 ? `${n + 1} of ${chosen.length}: ` : '');
  }
}

/** Exports the runs that the options choose, with a note of what they were drawn from. */
export async function exportSample(options: ExportOptions): Promise<void> {
  const { as, customer, from, to, every, out } = options;
  const all = listedRuns(readRunList(runsOf(options)));
  const { population, chosen } = sample(all, options);
  if ([customer, from, to, every].every((option) => option === undefined))
    throw new UserError(
      'KW-USAGE',
      'Name a run (as its folder is named), or choose runs with --customer, --from, --to or --every.',
    );
  if (chosen.length === 0) throw new UserError('KW-RUN-UNKNOWN', 'No run fits these options.');
  const exporter = await exporterFor(options);
  const folder = resolve(out ?? 'keywright-sample');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lines: string[] = [];
  for (const [n, listed] of chosen.entries()) {
    const { begun, closed } = listed;
    const counter = chosen.length > 1 ? `${n + 1} of ${chosen.length}: ` : '';
    const verdict = await exportOne(exporter, listed, join(folder, nameFor(as, listed)), counter);
    lines.push(
      `${String(begun.number).padStart(6)}  ${begun.utc}  ${begun.customer.name}  ${begun.run}  ` +
        `${closed?.outcome ?? 'not closed'}  ${verdict}`,
    );
  }
  const note = join(folder, 'SAMPLE.txt');
  const drawn =
    `Drawn from ${population.length} of ${all.length} runs in the list (customer: ${customer ?? 'all'}, from: ` +
    `${from ?? 'the first'}, to: ${to ?? 'the last'}), every ${every ?? 1}. one:\n\n${lines.join('\n')}\n`;
  writeFileSync(note, drawn, { mode: 0o600 });
  print(`What it was drawn from: ${note}`);
}
