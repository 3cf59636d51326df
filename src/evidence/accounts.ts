import type { AccountRead, JournalLine } from './events.ts';

/** In a sentence where a screen did not say who is signed in. */
export const UNREAD_ACCOUNT = 'could not be read from the screen';

/** Who was signed in where in a run, each once, in the order in which they were read. */
export function accountsOf(lines: Iterable<JournalLine>): Pick<AccountRead, 'portal' | 'account'>[] {
  const read = [...lines].flatMap((line) =>
    line.type === 'account' ? [{ portal: line.portal, account: line.account }] : [],
  );
  return read.filter(
    (one, index) => index === read.findIndex(({ portal, account }) => portal === one.portal && account === one.account),
  );
}
