import { readFileSync } from 'node:fs';
import type { SnapshotOfFrame } from '../../../pages/screen/listed.ts';
import { Screen } from '../../../pages/screen/thing.ts';

/** What a screen is made of: its frames, and where each begins. */
export type Recorded = { at: [number, number]; snapshot: SnapshotOfFrame }[];

export const fileOf = (name: string): URL => new URL(`recorded/${name}.json`, import.meta.url);

/** A screen as `record.ts` has seen it. */
export function recorded(name: string): Screen {
  return new Screen(JSON.parse(readFileSync(fileOf(name), 'utf8')) as Recorded);
}
