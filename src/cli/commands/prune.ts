import { Option } from 'commander';
import { define } from '../define.ts';
import { integer, onlyCustomer, workspace } from '../options.ts';
import type { PruneOptions } from '../work/prune.ts';

export const prune = define({
  name: 'prune',
  description: 'remove the pictures of old runs; keep statement, journal, sums and list entry',
  options: [
    workspace,
    new Option('--older-than <days>', 'runs that ended more than this many days ago').argParser(integer),
    new Option('--keep <n>', 'keep the newest n runs of each customer').argParser(integer),
    onlyCustomer,
    new Option('--dry-run', 'only list what would be removed'),
  ],
  async action(options: PruneOptions) {
    const { pruneRuns } = await import('../work/prune.ts');
    await pruneRuns(options);
  },
});
