import type { ListedKey } from './screens/member-keys.ts';

/** What Keywright puts at the end of the description of each key that it makes: `kw-` and the run's tag. */
const MARK = /(?:^|\s)kw-[0-9a-z]{8}$/;

/** The description of a new key: what the runbook says, and the mark by which we know it as ours. */
export const markedDescription = (description: string, tag: string): string => `${description} kw-${tag}`;

/** Whether we made a key. Others' keys are never touched. */
export const isOurs = ({ description }: ListedKey): boolean => MARK.test(description.trim());
