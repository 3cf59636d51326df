import { type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { formatVerdict } from '../evidence/bundle/format-verdict.ts';
import { type Verified, verifyBundle } from '../evidence/bundle/verify.ts';
import { type ListedRun, listedRuns, readRunList } from '../evidence/runs/run-list.ts';
import { makeFolder, namesIn, removeIfPossible, rename, syncFolder, writeDurably } from '../files/durable-write.ts';
import { UserError } from '../files/user-error.ts';
import { zipBundle } from '../review/export/zip.ts';
import type { BundleStore } from './bundle-store.ts';

/** What is unpacked of a bundle at most. */
const LARGEST = 1 << 30;
const HOUR = 3_600_000;
/** A file of a bundle, as its list of files may name it: no link and no way up. */
const FILE = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

interface Here {
  /** The folder of all runs. */
  runs: string;
  /** What signatures are checked with. */
  key: KeyObject | undefined;
}

export const nameOf = ({ begun }: ListedRun): string => `${begun.customer.name}/${begun.run}`;

/** The runs that are closed, and had a folder; of all customers or of one. */
export const closedRuns = (runs: string, customer?: string): ListedRun[] =>
  listedRuns(readRunList(runs)).filter(
    ({ begun, closed }) =>
      closed !== undefined && closed.sums !== '' && (customer === undefined || begun.customer.name === customer),
  );

/** Whether the folder of a run is here. */
export const isHere = (runs: string, run: ListedRun): boolean => existsSync(join(runs, nameOf(run), 'SHA256SUMS'));

/** Why a bundle is not the one that the list of runs knows; undefined if it is. */
function faultOf(verified: Verified, { closed }: ListedRun): string | undefined {
  if (verified.state === 'bad' || verified.state === 'open') return formatVerdict(verified);
  return verified.sums === closed!.sums ? undefined : 'Its files are not those that the list of runs knows.';
}

/** Brings a bundle to the store, as it is now. @throws UserError if it is not as it was closed */
export async function pushBundle(store: BundleStore, { runs, key }: Here, run: ListedRun): Promise<void> {
  const folder = join(runs, nameOf(run));
  const fault = faultOf(verifyBundle(folder, key, run.closed), run);
  if (fault !== undefined)
    throw new UserError(
      'KW-BUNDLE-ALTERED',
      `The bundle of ${nameOf(run)} is not brought to the bundle store. ${fault}\nNext:     keywright verify`,
    );
  await store.put(nameOf(run), zipBundle(folder, nameOf(run).replace('/', '-')));
}

/**
 * Brings to the store what is closed here, and not there yet: also what was cut off before.
 * @param tell gets each one that is there now, or why one is not
 */
export async function pushBundles(
  store: BundleStore,
  here: Here,
  customer: string | undefined,
  tell: (name: string, wrong?: UserError) => void,
): Promise<void> {
  const there = await store.names(customer);
  for (const run of closedRuns(here.runs, customer)) {
    if (there.has(nameOf(run)) || !isHere(here.runs, run)) continue;
    try {
      await pushBundle(store, here, run);
      tell(nameOf(run));
    } catch (error) {
      // What is wrong with one bundle must not keep the others from the store.
      if (!(error instanceof UserError) || error.code !== 'KW-BUNDLE-ALTERED') throw error;
      tell(nameOf(run), error);
    }
  }
}

/** The files of a bundle by their paths. @throws where it is no such zip file */
function unpack(zip: Uint8Array, name: string): [path: string, bytes: Uint8Array][] {
  const above = `${name.replace('/', '-')}/`;
  let size = 0;
  const files = unzipSync(zip, {
    filter({ name: path, originalSize }) {
      size += originalSize;
      if (size > LARGEST) throw new Error('It is larger than 1 GB.');
      if (!path.startsWith(above) || !FILE.test(path.slice(above.length)))
        throw new Error('It holds files that no bundle has.');
      return true;
    },
  });
  return Object.entries(files).map(([path, bytes]) => [path.slice(above.length), bytes]);
}

function writeFiles(folder: string, files: readonly (readonly [path: string, bytes: Uint8Array])[]): void {
  for (const [path, bytes] of files) {
    makeFolder(dirname(join(folder, path)));
    writeDurably(join(folder, path), bytes);
  }
}

/** Removes what fetches have left that were killed. */
function removeOld(drafts: string): void {
  for (const name of namesIn(drafts).map((one) => join(drafts, one)))
    if (Date.now() - statSync(name).mtimeMs > HOUR) removeIfPossible(name);
}

/**
 * Brings a run's folder here from the store, whole or not at all, once it is proved to be what the list of runs knows.
 * @param state the workspace's folder of what Keywright keeps for itself
 * @throws UserError where the store has none, or another one
 */
export async function fetchBundle(
  store: BundleStore,
  { runs, key }: Here,
  state: string,
  run: ListedRun,
): Promise<void> {
  const name = nameOf(run);
  const zip = await store.get(name);
  if (zip === undefined)
    throw new UserError(
      'KW-BUNDLE-MISSING',
      `The bundle store ${store.where} has no bundle of ${name}.\nNext:     On ${run.begun.host}, which ran it: ` +
        'keywright bundles push',
    );
  const drafts = join(state, 'fetching');
  removeOld(drafts);
  const draft = join(drafts, `${run.begun.run}-${randomBytes(4).toString('hex')}`);
  try {
    const fault = unpacked(draft, zip, name) ?? faultOf(verifyBundle(draft, key, run.closed), run);
    if (fault !== undefined)
      throw new UserError(
        'KW-BUNDLE-ALTERED',
        `What the bundle store ${store.where} has as ${name} is not the bundle of this run, and nothing of it is used. ` +
          `${fault}\nNext:     Look into who may write there. On ${run.begun.host}: keywright bundles push --again`,
      );
    makeFolder(join(runs, dirname(name)));
    rename(draft, join(runs, name));
    syncFolder(join(runs, dirname(name)));
  } finally {
    removeIfPossible(draft);
  }
}

/** Unpacks a bundle into a folder. @returns why that cannot be done */
function unpacked(folder: string, zip: Uint8Array, name: string): string | undefined {
  let files: ReturnType<typeof unpack>;
  try {
    files = unpack(zip, name);
  } catch (error) {
    return (error as Error).message;
  }
  makeFolder(folder);
  writeFiles(folder, files);
  return undefined;
}
