import type { JournalLine, RunEnd } from './events.ts';

/** `1 picture`, `2 pictures`. */
export function count(number: number, one: string, more = `${one}s`): string {
  return `${number} ${number === 1 ? one : more}`;
}

/** How many moments of a run were pictured, and by how many pictures: moments = files + repeats. */
interface PictureCount {
  /** The journal's `shot` lines. */
  moments: number;
  /** Different files in `shots/`. Missing where an older version counted. */
  files?: number | undefined;
  /** The journal's `shot.withheld` lines. */
  withheld: number;
}

/** Counts what a journal says. */
export function countPictures(lines: readonly JournalLine[]): PictureCount & { files: number; repeats: number } {
  const shots = lines.filter((line) => line.type === 'shot');
  const files = new Set(shots.map(({ file }) => file)).size;
  const withheld = lines.filter((line) => line.type === 'shot.withheld').length;
  return { moments: shots.length, files, repeats: shots.length - files, withheld };
}

/** What the end of a run counts, or the list of runs. */
export function pictureCountOf({
  shots,
  files,
  withheld,
}: Pick<RunEnd['counts'], 'shots' | 'files' | 'withheld'>): PictureCount {
  return { moments: shots, files, withheld };
}

/** The sentence about a run's pictures. Each number in it can be counted, and they add up. */
export function picturesInWords({ moments, files, withheld }: PictureCount): string {
  if (files === undefined) return `${count(moments, 'moment')} pictured; ${withheld} withheld.`;
  const repeats = moments - files;
  const same = repeats > 0 ? ` (${count(repeats, 'moment looks', 'moments look')} exactly like an earlier one)` : '';
  return `${count(moments, 'moment')}, shown by ${count(files, 'picture')}${same}; ${withheld} withheld.`;
}
