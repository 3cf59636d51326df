import { chosenWitness } from '../evidence/witness/settings.ts';

/** The time stamp service of the environment, or else the one that the workspace has chosen. */
export function timeStampService(
  state: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const chosen = chosenWitness(state);
  return environment['KEYWRIGHT_TIME_STAMP_URL'] || (chosen?.kind === 'time stamp' ? chosen.url : undefined);
}
