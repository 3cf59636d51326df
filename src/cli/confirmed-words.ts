import { ConfirmedWords, wordInWords } from '../runbook/confirmed-words.ts';
import { BadInput } from './bad-input.ts';
import { type InWorkspace, workspaceOf } from './workspace.ts';

/** What people have confirmed of a customer's screens. @throws BadInput if the file is damaged */
export function confirmedWords(options: InWorkspace, customer: string): ConfirmedWords {
  const words = ConfirmedWords.read(workspaceOf(options), customer);
  if ('diagnostics' in words) throw new BadInput(words.diagnostics);
  return words;
}

/** One line each: what is called what, and who said so. */
export const confirmedLines = ({ all }: ConfirmedWords): string[] =>
  all.map((word) => `Confirmed words: ${wordInWords(word)} (${word.who}, ${word.when.split('T')[0]}).`);
