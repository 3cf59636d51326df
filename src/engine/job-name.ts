import type { Prepared } from '../runbook/load.ts';
import { WRITTEN_FOR } from '../runbook/vendor.ts';
import { usedPortals } from './portals.ts';

/** A shipped runbook as people start it for whoever gets this job's keys: `onboard`, or `onboard --vendor gozynta`. */
export function jobName(prepared: Prepared, runbook: string): string {
  const receiver = usedPortals(prepared).find(({ name, vendor }) => vendor !== undefined && name !== WRITTEN_FOR.name);
  return receiver === undefined ? runbook : `${runbook} --vendor ${receiver.name}`;
}
