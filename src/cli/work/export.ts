import { type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBrowser } from '../../browser/install.ts';
import { checkSignature } from '../../evidence/bundle/check-signature.ts';
import { formatVerdict } from '../../evidence/bundle/format-verdict.ts';
import { verifyBundle } from '../../evidence/bundle/verify.ts';
import { chainOf } from '../../evidence/chain/hash-chain.ts';
import { signatureFor } from '../../evidence/chain/signed-chain.ts';
import { count } from '../../evidence/picture-count.ts';
import { type ListedRun, listedRuns, listFile, readRunList } from '../../evidence/runs/run-list.ts';
import { fingerprintOf, ownPublicKey } from '../../evidence/signing.ts';
import { readIfThere } from '../../files/durable-write.ts';
import { sha256Of } from '../../files/sha256.ts';
import { UserError } from '../../files/user-error.ts';
import { keyOf, NO_REVIEWS, type ReviewLog, ReviewLogReader, toldOf } from '../../review/app/review-log.ts';
import { writeGuide } from '../../review/export/guide/write-guide.ts';
import { type Paper, renderPdf } from '../../review/export/pdf.ts';
import { drawSample, type Part, populationCsv, sampleNote } from '../../review/export/sample.ts';
import { writeStamped } from '../../review/export/stamped.ts';
import { zipBundle, zipFolder } from '../../review/export/zip.ts';
import { renderReport } from '../../review/report.ts';
import { bringRun, readableStore } from '../bundle-store.ts';
import { print } from '../terminal.ts';
import { type InWorkspace, runsOf, stateOf } from '../workspace.ts';

/** What chooses runs, and how many of them. */
interface Choice {
  customer?: string;
  /** Days, UTC: `2026-01-31`. */
  from?: string;
  to?: string;
  /** How many runs to draw; left out: all. */
  sample?: number;
  /** What the draw depends on; left out: a random one, which the note names. */
  seed?: string;
}

export interface ExportOptions extends InWorkspace, Choice {
  as: 'html' | 'pdf' | 'zip' | 'guide' | 'stamped';
  out?: string;
  paper?: Paper;
}

function day(text: string | undefined, option: string): string | undefined {
  if (text === undefined || (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)))) return text;
  throw new UserError('KW-USAGE', `${option} must be a day such as 2026-01-31, not "${text}".`);
}

/** The runs that the options choose. */
export function populationOf(all: ListedRun[], { customer, from, to }: Choice): ListedRun[] {
  const [first, last] = [day(from, '--from'), day(to, '--to')];
  return all.filter(
    ({ begun }) =>
      (customer === undefined || begun.customer.name === customer) &&
      (first === undefined || begun.utc >= first) &&
      (last === undefined || begun.utc.split('T')[0]! <= last),
  );
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
      print(
        `  ! Its pictures show what stood on the screens of ${begun.customer.name}, names included. For a guide that ` +
          'others read, export a run of "keywright rehearse" or "keywright demo".',
      );
      return join(to, 'guide.html');
    case 'stamped': {
      const { written, left } = await writeStamped(folder, to, key);
      for (const why of left) print(`  ! ${why}`);
      return `${to} (${count(written, 'picture')})`;
    }
  }
}

/** Brings the folders of other machines' runs here, where there is a bundle store. */
async function bringMissing(chosen: ListedRun[], options: InWorkspace): Promise<void> {
  const missing = chosen.filter(({ begun }) => !existsSync(join(runsOf(options), begun.customer.name, begun.run)));
  const store = missing.length === 0 ? undefined : await readableStore(options);
  if (store === undefined) return;
  for (const { begun } of missing) await bringRun(store, options, { run: begun.run, customer: begun.customer.name });
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
  return `${begun.customer.name}-${begun.run}${as === 'guide' || as === 'stamped' ? `-${as}` : ''}`;
}

/** Exports the run of this name; where several customers have one of that name, each of them. */
export async function exportRun(run: string, options: ExportOptions): Promise<void> {
  const { as, out } = options;
  const runs = runsOf(options);
  const chosen = listedRuns(readRunList(runs)).filter(({ begun }) => begun.run === run);
  if (chosen.length === 0) throw new UserError('KW-RUN-UNKNOWN', `Run ${run} is not in the list of runs (${runs}).`);
  const exporter = await exporterFor(options);
  await bringMissing(chosen, options);
  for (const [n, listed] of chosen.entries()) {
    const to = out === undefined ? resolve(nameFor(as, listed)) : resolve(out).replace(new RegExp(`\\.${as}$`), '');
    await exportOne(exporter, listed, to, chosen.length > 1 ? `${n + 1} of ${chosen.length}: ` : '');
  }
}

/** The list of runs as it is now, in lines for the note: what a later list must still begin with. */
function listFacts(runs: string, key: KeyObject | undefined): string[] {
  const file = listFile(runs);
  const bytes = readIfThere(file)!;
  const signature = signatureFor(file, bytes.toString('utf8'), key);
  const chain = chainOf(bytes.toString('utf8'));
  const state = checkSignature(bytes, signature, key);
  const words = {
    good: `good, by the key ${key && fingerprintOf(key)}`,
    bad: "NOT the signature of this workspace's key",
    none: 'none',
    'not checked': 'not checked, because this workspace has no key',
  };
  return [
    'wrong' in chain
      ? `NOT intact: line ${chain.line} ${chain.wrong}`
      : `${chain.lines} lines, unbroken; its head is ${chain.head}`,
    `SHA-256 of list.jsonl: ${sha256Of(bytes)}`,
    `Signature: ${words[state]}`,
    ...(signature === undefined ? [] : [`list.jsonl.sig (base64): ${signature.toString('base64')}`]),
  ];
}

function partsOf(population: ListedRun[], { sample, seed }: { sample?: number | undefined; seed: string }): Part[] {
  if (sample === undefined) return [{ name: 'all', runs: population, chosen: population }];
  if (sample < 1) throw new UserError('KW-USAGE', '--sample must be 1 or more.');
  return drawSample(population, sample, seed);
}

/** Exports the runs that the options choose, or a random sample of them, with a note and the population. */
export async function exportSample(options: ExportOptions): Promise<void> {
  const { as, customer, from, to, sample, out } = options;
  if ([customer, from, to, sample].every((option) => option === undefined))
    throw new UserError(
      'KW-USAGE',
      'Name a run (as its folder is named), or choose runs with --customer, --from, --to or --sample.',
    );
  if (options.seed !== undefined && sample === undefined)
    throw new UserError('KW-USAGE', '--seed only means something with --sample.');
  const runs = runsOf(options);
  const all = listedRuns(readRunList(runs));
  const population = populationOf(all, options);
  if (population.length === 0) throw new UserError('KW-RUN-UNKNOWN', 'No run matches these options.');
  const seed = options.seed ?? randomBytes(8).toString('hex');
  const parts = partsOf(population, { sample, seed });
  const chosen = parts.flatMap((part) => part.chosen).sort((one, other) => one.begun.number - other.begun.number);
  const exporter = await exporterFor(options);
  await bringMissing(chosen, options);
  // One file, where its name says so; it is put together beside itself.
  const zip = out?.endsWith('.zip') ? resolve(out) : undefined;
  const folder = zip === undefined ? resolve(out ?? 'keywright-sample') : `${zip}.part`;
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
  const drawn = sampleNote({
    all: all.length,
    population,
    parts,
    choice: `customer: ${customer ?? 'all'}, from: ${from ?? 'the first'}, to: ${to ?? 'the last'}`,
    seed: sample === undefined ? undefined : seed,
    list: listFacts(runs, exporter.key),
    lines,
  });
  writeFileSync(note, drawn, { mode: 0o600 });
  writeFileSync(join(folder, 'population.csv'), populationCsv(population, chosen), { mode: 0o600 });
  if (sample !== undefined && chosen.length > sample)
    print(`${chosen.length} runs in place of ${sample}: at least one of each runbook and outcome.`);
  if (zip === undefined) return print(`Sample note: ${note}`);
  zipFolder(folder, zip);
  rmSync(folder, { recursive: true });
  print(`${zip}, with the sample note SAMPLE.txt`);
}
