import { Option } from 'commander';
import { define } from '../define.ts';
import { detail, json, workspace, yes } from '../options.ts';
import type { DueOptions } from '../work/due.ts';

export const due = define({
  name: 'due',
  description: 'show how old keys and checks are, and what the customers file says is due (exit code 3 if anything is)',
  options: [
    workspace,
    new Option('--run', 'run what is due: rotate-keys (needs --yes, or a person to confirm it) and check-access'),
    yes,
    ...detail,
    json,
  ],
  examples: [['keywright due', 'show the age of all keys and checks, and what is due']],
  async action(options: DueOptions) {
    const { showDue } = await import('../work/due.ts');
    const { withResult } = await import('../progress/json.ts');
    await withResult(options, async () => await showDue(options));
  },
});
