import { Option } from 'commander';
import { define } from '../define.ts';
import { onlyCustomer, workspace } from '../options.ts';
import type { BundlesOptions, PushOptions } from '../work/bundles.ts';

const options = [workspace, onlyCustomer];

export const bundles = define({
  name: 'bundles',
  description: 'show which closed bundles are in the S3-compatible store that keywright.yaml names, and which are not',
  options,
  examples: [['keywright bundles push', 'bring what is missing there to the bundle store']],
  async action(given: BundlesOptions) {
    await (await import('../work/bundles.ts')).showBundles(given);
  },
  commands: [
    define({
      name: 'push',
      description: 'bring bundles that are here to the store',
      options: [...options, new Option('--again', 'also those that are there already')],
      async action(given: PushOptions) {
        await (await import('../work/bundles.ts')).pushAll(given);
      },
    }),
    define({
      name: 'fetch',
      description: 'bring bundles of other machines here, checked against the list of runs',
      options,
      async action(given: BundlesOptions) {
        await (await import('../work/bundles.ts')).fetchAll(given);
      },
    }),
  ],
});
