import type { World } from './world.ts';

/** What a check found, in one line with its remedy. */
export interface Finding {
  /** Where a check looks at several things, which one. */
  about?: string;
  /** `note`: a run can work, but somebody should know. */
  state: 'good' | 'note' | 'bad';
  found: string;
  remedy?: string;
}

/** One thing that `keywright doctor` looks at. It changes nothing, and sends no secret. */
export interface Check {
  name: string;
  look(world: World): Finding | Finding[] | Promise<Finding | Finding[]>;
}

export const good = (found: string): Finding => ({ state: 'good', found });
export const note = (found: string, remedy: string): Finding => ({ state: 'note', found, remedy });
export const bad = (found: string, remedy: string): Finding => ({ state: 'bad', found, remedy });

/** What a check found, also where it could not be made. */
export async function findingsOf(check: Check, world: World): Promise<Finding[]> {
  try {
    return [await check.look(world)].flat();
  } catch (error) {
    const { message } = error as Error;
    return [bad(`this could not be checked: ${message.split('\n')[0]}`, 'Fix what it says, then start again.')];
  }
}
