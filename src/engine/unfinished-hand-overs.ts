import type { Recorder } from '../evidence/recorder.ts';
import type { Prepared } from '../runbook/load.ts';
import type { CustomerEscrow } from '../secrets/escrow/escrow.ts';
import { usedPortals } from './portals.ts';

/**
 * Notes each sealed key of the portals that a check has looked at: its hand-over was not finished.
 * @returns whether there is any
 */
export function noteUnfinishedHandOvers(prepared: Prepared, escrow: CustomerEscrow, recorder: Recorder): boolean {
  const checked = new Map(usedPortals(prepared).map(({ name, title }) => [name, title]));
  const unfinished = escrow.list().filter(({ portal }) => checked.has(portal));
  for (const { portal, label, publicKey, sealedAt } of unfinished) {
    const text =
      `The escrow holds a sealed copy of the ${label} of ${publicKey}, so its hand-over was not finished. Run ` +
      'the runbook that made it again: it looks first and continues from what is there.';
    const details = { 'sealed copy': publicKey, portal: checked.get(portal), since: sealedAt };
    recorder.write({ type: 'note', text, details });
  }
  return unfinished.length > 0;
}
