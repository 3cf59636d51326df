import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { workspace } from '../options.ts';
import type { VerifyOptions } from '../work/verify.ts';

export const verify = define({
  name: 'verify',
  description: 'verify that evidence is unaltered: a bundle, or a folder of runs with its list',
  arguments: [new Argument('[folder]', "a run's folder, or a folder of all runs (default: the workspace's)")],
  options: [
    workspace,
    new Option('--key <file>', "the signer's public key, PEM (default: this workspace's own)"),
    new Option('--stamped <path>', "compare stamped pictures (a file or a folder) with the run's bundle"),
  ],
  examples: [['keywright verify runs', 'check that all evidence is unaltered']],
  async action(folder: string | undefined, options: VerifyOptions) {
    const { verifyEvidence } = await import('../work/verify.ts');
    await verifyEvidence(folder, options);
  },
});
