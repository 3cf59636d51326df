import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { namesIn, writeDurably } from '../../files/durable-write.ts';
import { UserError } from '../../files/user-error.ts';
import { type KeptWord, wordInWords } from '../../runbook/confirmed-words.ts';
import { confirmedWords } from '../confirmed-words.ts';
import { printJson } from '../progress/json.ts';
import { print } from '../terminal.ts';
import { type InWorkspace, workspaceOf } from '../workspace.ts';

export interface WordsOptions extends InWorkspace {
  customer?: string;
  json?: boolean;
}

/** The customers that have confirmed words. */
function customersOf(options: WordsOptions): string[] {
  if (options.customer !== undefined) return [options.customer];
  const folder = join(workspaceOf(options), 'words');
  return namesIn(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'));
}

const line = (word: KeptWord): string =>
  `  ${word.term}  ${wordInWords(word)}\n      ${word.portal}, ${word.who}, ${word.when}; picture: run ${word.run}, gesture ${word.gesture}`;

export function listWords(options: WordsOptions): void {
  const all = customersOf(options).map((customer) => ({ customer, words: confirmedWords(options, customer).all }));
  if (options.json) {
    printJson(Object.fromEntries(all.map(({ customer, words }) => [customer, words])));
    return;
  }
  const some = all.filter(({ words }) => words.length > 0);
  if (some.length === 0)
    print('No words are confirmed. "keywright check-screens --headed" asks for those that it does not find.');
  for (const { customer, words } of some) print(`${customer}\n${words.map(line).join('\n')}`);
}

export function forgetWords(which: readonly string[], options: WordsOptions & { customer: string }): void {
  const gone = confirmedWords(options, options.customer).forget(which.includes('all') ? [] : which);
  if (gone.length === 0)
    throw new UserError(
      'KW-USAGE',
      `error: ${options.customer} has no confirmed words of this name\nNext:     keywright words list`,
    );
  for (const word of gone) print(`Forgotten: ${wordInWords(word)}.`);
}

/** Words and what they are, for the maintainers: no name of a person or customer, and no run. */
export function exportWords({ output, ...options }: WordsOptions & { customer: string; output: string }): void {
  const { all } = confirmedWords(options, options.customer);
  const words = all.map(({ portal, term, is, kind, says, in: part }) => ({
    portal,
    term,
    is,
    kind,
    says,
    ...(part !== undefined && { in: part }),
  }));
  writeDurably(output, stringify({ keywright: 1, words }));
  print(
    `Wrote ${words.length} words to ${output}: what they say and what they are, and nothing of people or customers.`,
  );
}
