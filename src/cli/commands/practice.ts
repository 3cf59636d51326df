import { Option } from 'commander';
import { define } from '../define.ts';
import { collect, integer } from '../options.ts';
import type { PracticeOptions } from '../work/practice.ts';

export const practice = define({
  name: 'practice',
  description: 'start the practice portals, and show how to use them',
  options: [
    new Option('--delay <ms>', 'how long the portals take to answer, in milliseconds').argParser(integer).default(120),
    new Option(
      '--variant <name=value>',
      'how the practice ConnectWise behaves (repeatable; --list-variants shows them)',
    ).argParser(collect),
    new Option('--mspcfo-variant <name=value>', 'how the practice MSPCFO behaves (repeatable)').argParser(collect),
    new Option('--list-variants', 'print the variants and their settings'),
    new Option('--write <folder>', 'write customers.yaml and .env.practice for these portals into a folder'),
  ],
  async action(options: PracticeOptions) {
    const { servePractice } = await import('../work/practice.ts');
    await servePractice(options);
  },
});
