import { watchDisk } from '../support/faulty-disk.ts';

/** What an onboarding asks of the disk, by the names of Node's calls. */
export const CALLS: Record<string, string[]> = {
  open: ['openSync'],
  write: ['writeSync', 'writeFileSync'],
  fsync: ['fsyncSync'],
  rename: ['renameSync'],
  unlink: ['rmSync', 'unlinkSync'],
};

const kindOf = (name: string) => Object.keys(CALLS).find((kind) => CALLS[kind]!.includes(name));

/** One call of a run: the nth of its kind with its path. */
export interface DiskCall {
  kind: string;
  /** Relative, with what is random in it replaced, so that equal calls of different runs have equal paths. */
  path: string;
  nth: number;
}

const named = (path: string, folder: string) =>
  path
    .slice(folder.length + 1)
    .replaceAll('\\', '/')
    .replace(/\d{8}-\d{6}-[0-9a-z]{8}/g, 'RUN')
    .replace(/[0-9a-f]{12}\.draft/g, 'DRAFT')
    .replace(/[0-9a-f]{16}/g, 'KEY');

export const inWords = ({ kind, path, nth }: DiskCall): string => `${kind} ${path} (${nth})`;

/**
 * Watches the disk of a folder, and fails these calls; in each the first half of a write arrives.
 * @param code what the disk says
 * @param always each call of that kind with that path fails from then on, too
 * @returns `made`: the calls, in order; `failed`: which have failed; `restore`: makes the disk sound again
 */
export function failCalls(
  folder: string,
  calls: DiskCall[],
  code: string,
  always = false,
): { made: DiskCall[]; failed: Set<DiskCall>; restore(): void } {
  const made: DiskCall[] = [];
  const failed = new Set<DiskCall>();
  const counts = new Map<string, number>();
  const restore = watchDisk(/[\\/](runs|\.keywright)\b/, (name, absolute) => {
    const kind = kindOf(name);
    if (kind === undefined) return undefined;
    const path = named(absolute, folder);
    const nth = (counts.get(`${kind} ${path}`) ?? 0) + 1;
    counts.set(`${kind} ${path}`, nth);
    made.push({ kind, path, nth });
    const meant = calls.find(
      (call) => call.kind === kind && call.path === path && (always ? nth >= call.nth : nth === call.nth),
    );
    if (meant === undefined) return undefined;
    failed.add(meant);
    return code;
  });
  return { made, failed, restore };
}
