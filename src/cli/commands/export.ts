import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { integer, onlyCustomer, runName, workspace } from '../options.ts';
import type { ExportOptions } from '../work/export.ts';

export const exportRuns = define({
  name: 'export',
  description:
    "export a run's evidence as HTML, PDF, zip of the bundle, help article or stamped pictures, or a sample of many runs",
  arguments: [
    new Argument('[run]', 'the run, by its folder (default: the runs that the options choose)').argParser(runName),
  ],
  options: [
    workspace,
    new Option('--as <form>', 'what to make').choices(['html', 'pdf', 'zip', 'guide', 'stamped']).makeOptionMandatory(),
    onlyCustomer,
    new Option('--from <date>', 'only runs from this day on (2026-01-31, UTC)'),
    new Option('--to <date>', 'only runs up to this day'),
    new Option('--sample <n>', 'a random sample of n of those runs, stratified by runbook and outcome').argParser(
      integer,
    ),
    new Option('--seed <text>', 'the seed of the sample: the same seed picks the same runs'),
    new Option('--paper <size>', 'of a PDF').choices(['a4', 'letter']).default('a4'),
    new Option(
      '-o, --out <path>',
      'where to (default: named after the run); many runs go into a folder, or into one .zip',
    ),
  ],
  examples: [
    ['keywright export --as zip --from 2026-10-01 --sample 25 --seed 2026Q4', '25 random runs, for an auditor'],
  ],
  async action(run: string | undefined, options: ExportOptions) {
    const { exportRun, exportSample } = await import('../work/export.ts');
    await (run === undefined ? exportSample(options) : exportRun(run, options));
  },
});
