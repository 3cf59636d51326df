import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { jsonLines, workspace } from '../options.ts';
import type { WordsOptions } from '../work/words.ts';

const customer = new Option('-c, --customer <name>', 'the customer').makeOptionMandatory();

export const words = define({
  name: 'words',
  description: "manage the words that people have confirmed for a customer's screens",
  commands: [
    define({
      name: 'list',
      description: 'list the confirmed words: what is called what, who confirmed it, and where the picture is',
      options: [workspace, new Option('-c, --customer <name>', 'only this customer'), jsonLines],
      async action(options: WordsOptions) {
        const { listWords } = await import('../work/words.ts');
        listWords(options);
      },
    }),
    define({
      name: 'forget',
      description: 'remove words: the next run looks for the usual ones again',
      arguments: [new Argument('<word...>', 'as "words list" shows them, or "all"')],
      options: [workspace, customer],
      async action(which: string[], options: WordsOptions & { customer: string }) {
        const { forgetWords } = await import('../work/words.ts');
        forgetWords(which, options);
      },
    }),
    define({
      name: 'export',
      description: 'write the words to a file for the maintainers, without names of people or customers',
      options: [workspace, customer, new Option('-o, --output <file>', 'where to').makeOptionMandatory()],
      async action(options: WordsOptions & { customer: string; output: string }) {
        const { exportWords } = await import('../work/words.ts');
        exportWords(options);
      },
    }),
  ],
});
