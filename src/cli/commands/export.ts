import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBrowser } from '../../browser/install.ts';
import { inWords, verifyBundle } from '../../evidence/bundle/verify.ts';
import { listedRuns, readRunList, type ListedRun } from '../../evidence/runs/run-list.ts';
import { ownPublicKey } from '../../evidence/signing.ts';
import { writeGuide } from '../../review/export/guide.ts';
import { renderPdf } from '../../review/export/pdf.ts';
import { zipBundle } from '../../review/export/zip.ts';
import { renderReport } from '../../review/report.ts';
import type { CustomerOptions } from '../load-job.ts';
import { print } from '../terminal.ts';
import { workspaceOf } from '../workspace.ts';

export interface ExportOptions extends Pick<CustomerOptions, 'customers'> {
  as: 'html' | 'pdf' | 'zip' | 'guide';
  customer?: string;
  /** Days, UTC: `2026-01-31`. */
  from?: string;
  to?: string;
  every?: number;
  out?: string;
}

function day(text: string | undefined, option: string): string | undefined {
  if (text === undefined || (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)))) return text;
  throw new Error(`${option} must be a day such as 2026-01-31, and not "${text}".`);
}

/** The runs of a sample, and how many there were to choose from. */
export function sample(
  all: ListedRun[],
  { customer, from, to, every = 1 }: Pick<ExportOptions, 'customer' | 'from' | 'to' | 'every'>,
): { population: ListedRun[]; chosen: ListedRun[] } {
  const [first, last] = [day(from, '--from'), day(to, '--to')];
  const population = all.filter(
    ({ begun }) =>
      (customer === undefined || begun.customer.name === customer) &&
      (first === undefined || begun.utc >= first) &&
      (last === undefined || begun.utc.split('T')[0]! <= last),
  );
  if (every < 1) throw new Error('--every must be 1 or more.');
  return { population, chosen: population.filter((_, n) => n % every === 0) };
}

/** @param to where to, without an ending */
async function exportOne(
  folder: string,
  {
    as,
    run,
    customer,
    to,
    browser,
    key,
  }: {
    as: ExportOptions['as'];
    run: string;
    customer: string;
    to: string;
    browser: string;
    key: KeyObject | undefined;
  },
): Promise<string> {
  switch (as) {
    case 'html':
      writeFileSync(`${to}.html`, await renderReport(folder, { alone: true, key }), { mode: 0o600 });
      return `${to}.html`;
    case 'pdf':
      writeFileSync(`${to}.pdf`, await renderPdf(folder, browser, key), { mode: 0o600 });
      return `${to}.pdf`;
    case 'zip':
      writeFileSync(`${to}.zip`, zipBundle(folder, `${customer}-${run}`), { mode: 0o600 });
      return `${to}.zip`;
    case 'guide':
      await writeGuide(folder, to);
      return join(to, 'guide.html');
  }
}

/** One run, or a sample of many with a note of what it was drawn from. */
export async function exportCommand(run: string | undefined, options: ExportOptions): Promise<void> {
  const { as, customer, from, to, every, out } = options;
  const runs = join(workspaceOf(options), 'runs');
  const key = ownPublicKey(join(workspaceOf(options), '.keywright'));
  const verdicts = new Map<string, string>();
  const all = listedRuns(readRunList(runs));
  const { population, chosen } =
    run === undefined
      ? sample(all, {
          ...(customer && { customer }),
          ...(from && { from }),
          ...(to && { to }),
          ...(every !== undefined && { every }),
        })
      : { population: all, chosen: all.filter(({ begun }) => begun.run === run) };
  if (run === undefined && [customer, from, to, every].every((option) => option === undefined))
    throw new Error('Name a run (as its folder is named), or choose runs with --customer, --from, --to or --every.');
  if (chosen.length === 0)
    throw new Error(
      run === undefined ? 'No run fits these options.' : `The list of runs (${runs}) knows no run ${run}.`,
    );
  const browser = as === 'pdf' ? (await ensureBrowser(print)).path : '';
  const target = resolve(out ?? (run === undefined ? 'keywright-sample' : '.'));
  if (run === undefined || out === undefined) mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const [n, { begun, closed }] of chosen.entries()) {
    const name = `${begun.customer.name}-${begun.run}`;
    const folder = join(runs, begun.customer.name, begun.run);
    if (!existsSync(folder))
      throw new Error(`The folder of run ${begun.run} is missing (${folder}). "keywright verify" says what else is.`);
    const path =
      run !== undefined && out !== undefined
        ? target.replace(new RegExp(`\\.${as}$`), '')
        : join(target, as === 'guide' ? `${name}-guide` : name);
    print(
      `${chosen.length > 1 ? `${n + 1} of ${chosen.length}: ` : ''}${await exportOne(folder, { as, run: begun.run, customer: begun.customer.name, to: path, browser, key })}`,
    );
    const verified = verifyBundle(folder, key, closed);
    verdicts.set(begun.run, verified.verdict);
    if (verified.verdict !== 'intact') print(`  ! ${inWords(verified)}`);
  }
  if (run === undefined) {
    const listed = chosen
      .map(
        ({ begun, closed }) =>
          `${String(begun.number).padStart(6)}  ${begun.utc}  ${begun.customer.name}  ${begun.run}  ` +
          `${closed?.outcome ?? 'not closed'}  ${verdicts.get(begun.run)}`,
      )
      .join('\n');
    const drawn =
      `Drawn from ${population.length} of ${all.length} runs in the list (customer: ${customer ?? 'all'}, from: ` +
      `${from ?? 'the first'}, to: ${to ?? 'the last'}), every ${every ?? 1}. one:\n\n${listed}\n`;
    writeFileSync(join(target, 'SAMPLE.txt'), drawn, { mode: 0o600 });
    print(`What it was drawn from: ${join(target, 'SAMPLE.txt')}`);
  }
}
