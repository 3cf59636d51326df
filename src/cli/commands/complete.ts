import type { Command } from 'commander';
import { define } from '../define.ts';

/** What the scripts of `completion` call. */
export const complete = define({
  name: 'complete',
  description: 'list what can be typed at the cursor; for the scripts of "completion"',
  hidden: true,
  async action(_options: object, { parent }: Command) {
    const { completionsOf } = await import('../completion/candidates.ts');
    const { printRows } = await import('../terminal.ts');
    const words = (process.env['KEYWRIGHT_WORDS'] ?? '').split('\u001F');
    const { candidates, files } = completionsOf(parent!, words);
    printRows([...candidates.map(({ value, meaning = '' }) => [value, meaning]), ...(files ? [[':files']] : [])]);
  },
});
