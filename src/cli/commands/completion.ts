import { Argument } from 'commander';
import type { Shell } from '../completion/scripts.ts';
import { define } from '../define.ts';

export const completion = define({
  name: 'completion',
  description: 'print a script that makes your shell complete commands, options, runbooks, customers and runs',
  arguments: [new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish', 'powershell'])],
  examples: [['source <(keywright completion bash)', 'complete commands with the Tab key']],
  async action(shell: Shell) {
    const { SCRIPTS } = await import('../completion/scripts.ts');
    const { printAsIs } = await import('../terminal.ts');
    printAsIs(SCRIPTS[shell].trimEnd());
  },
});
