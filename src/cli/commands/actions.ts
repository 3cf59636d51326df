import { Argument, Option } from 'commander';
import { define } from '../define.ts';

export const actions = define({
  name: 'actions',
  description: 'list what a step can use: inputs, outputs and docs',
  arguments: [new Argument('[name]', 'an action, or the beginning of its name')],
  options: [new Option('--json', 'print as JSON')],
  async action(name: string | undefined, options: { json?: boolean }) {
    const { listActions } = await import('../work/actions.ts');
    await listActions(name, options);
  },
});
