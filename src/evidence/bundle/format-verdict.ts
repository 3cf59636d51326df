import { oneLine } from '../../files/sanitize.ts';
import { shortSha } from '../short-sha.ts';
import type { Verified } from './verify.ts';

/** For what was closed without a key. */
const UNSIGNED = 'Unsigned: made before this workspace had a signing key.';

/** Verdict and findings for a person. */
export function formatVerdict({ verdict, state, signature, files, events, wrong, beside, key }: Verified): string {
  if (verdict === 'not closed') return wrong[0]!;
  if (verdict === 'altered') {
    const more = wrong.length > 5 ? ` And ${wrong.length - 5} more.` : '';
    const what =
      signature === 'bad' ? 'Altered: this is not as the holder of this key closed it' : 'Altered after closing';
    return `${what}: ${wrong.slice(0, 5).join(' ')}${more}`;
  }
  const signed =
    signature === 'good'
      ? `Intact, and signed with the key ${shortSha(key!)}.`
      : 'Intact, but the signature was NOT checked (no key given).';
  const found = {
    ok:
      `All ${files} files are as they were when the bundle was closed, and the journal (${events} lines) is unbroken ` +
      'and matches the pictures.',
    incomplete:
      'The run was killed, so its evidence is incomplete. ' +
      `What there is (${files} files, ${events} lines of the journal) is as it was when the bundle was closed.`,
    pruned: 'The pictures were removed later, on purpose. All else is as it was when the bundle was closed.',
  }[state as 'ok' | 'incomplete' | 'pruned'];
  return `${verdict === 'unsigned' ? UNSIGNED : signed} ${found}${besides(beside)}`;
}

/** What lies beside the evidence, the first five by name. */
export function besides(beside: readonly string[]): string {
  if (beside.length === 0) return '';
  const more = beside.length > 5 ? ` and ${beside.length - 5} more` : '';
  return (
    ` Files that an operating system or a sync client put there are not evidence: ` +
    `${beside.slice(0, 5).map(oneLine).join(', ')}${more}.`
  );
}
