import { chosenWitness } from '../evidence/witness/settings.ts';

/** The time stamp service of the environment, or else the one that the workspace has chosen. */
export function timeStampService(state: string): string | undefined {
  const chosen = chosenWitness(state);
  return process.env['KEYWRIGHT_TIME_STAMP_URL'] || (chosen?.kind === 'time stamp' ? chosen.url : undefined);
}
