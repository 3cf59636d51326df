import type { KeyObject } from 'node:crypto';
import type { Context } from 'hono';
import type { NumberedShot } from '../../evidence/read-run.ts';
import type { Signer } from '../../evidence/signing.ts';
import { checkPictures, type Picture } from '../pictures.ts';
import { pictureAddress, shotAddress } from './address.ts';
import { LookedAt, type Progress } from './looked.ts';
import { type OpenRun, openRun } from './open-run.ts';
import { keyOf, NO_REVIEWS, type ReviewLog, ReviewLogReader, type RunReviews } from './review-log.ts';
import { type IndexedRun, IndexOfRuns, type RunIndex } from './run-index.ts';

export interface ContextOptions {
  /** The folder of all runs. */
  runs: string;
  /** Who signs off. */
  reviewer: string;
  /** What signatures are checked with. */
  key?: KeyObject | undefined;
  /** What signs the review log. */
  signer?: Signer | undefined;
  /** Who may approve runs of this customer; left out, or undefined: anybody. */
  rule?: ((customer: string) => 'another' | undefined) | undefined;
}

/** A run that a page is about. */
export interface FoundRun {
  entry: IndexedRun;
  open: OpenRun;
}

/** There is no such page, in words for the reviewer. */
export class NotFound extends Error {}

const NOT_BY_YOURSELF =
  'You started this run, and this workspace wants another person to approve it (review-by: another).';

/** The number of a picture, or of a pair of them, as an address has it. */
const NUMBER = /^[1-9]\d{0,5}$/;

/** One of many by its number in an address, from 1. @throws NotFound */
export function numbered<T>(all: readonly T[], number: string, missing: string): T {
  const one = NUMBER.test(number) ? all[Number(number) - 1] : undefined;
  if (one === undefined) throw new NotFound(missing);
  return one;
}

/** What the pages share: the runs, the review log, and who looks at them. */
export class ReviewContext {
  readonly options: ContextOptions;
  readonly looked = new LookedAt();
  readonly #index: IndexOfRuns;
  readonly #log: ReviewLogReader;

  constructor(options: ContextOptions) {
    this.options = options;
    this.#index = new IndexOfRuns(options.runs);
    this.#log = new ReviewLogReader(options.runs, options.key);
  }

  index(): RunIndex {
    return this.#index.read();
  }

  log(): ReviewLog {
    return this.#log.read();
  }

  /** @throws NotFound */
  find(customer: string, run: string): FoundRun {
    const entry = this.index().byKey.get(`${customer}/${run}`);
    if (entry === undefined) throw new NotFound('Run not found.');
    const open = openRun(this.options.runs, entry);
    if (open === undefined) throw new NotFound('This run is in the list, but its folder or its journal is missing.');
    return { entry, open };
  }

  /** The run of the address `/run/:customer/:run`. @throws NotFound */
  asked(c: Context): FoundRun {
    return this.find(c.req.param('customer') ?? '', c.req.param('run') ?? '');
  }

  /** The picture of the address `…/:number`. @throws NotFound */
  askedShot({ open }: FoundRun, c: Context): NumberedShot {
    return numbered(open.run.shots, c.req.param('number') ?? '', 'The run has no such picture.');
  }

  /** Reads these pictures' files, and gives where they are shown. */
  async check({ entry, open }: FoundRun, shots: NumberedShot[]): Promise<Map<number, Picture>> {
    return await checkPictures(open.folder, shots, ({ number }) => ({
      src: pictureAddress(entry, number),
      href: shotAddress(entry, number),
    }));
  }

  reviewsOf({ entry }: FoundRun): RunReviews {
    return this.log().runs.get(keyOf(entry)) ?? NO_REVIEWS;
  }

  /** How far the reviewer is with it. */
  progress(found: FoundRun): Progress {
    const { reviewer } = this.options;
    return this.looked.progress(keyOf(found.entry), found.open.run, this.reviewsOf(found), reviewer);
  }

  /** Whether the reviewer started it. */
  isOwn({ entry }: FoundRun): boolean {
    return entry.operator === this.options.reviewer;
  }

  /** Whether somebody else than who started it has to approve it. */
  wantsAnother({ entry }: FoundRun): boolean {
    return this.options.rule?.(entry.customer) === 'another';
  }

  /** Why this reviewer may not approve it; undefined if they may. */
  barred(found: FoundRun): string | undefined {
    return this.isOwn(found) && this.wantsAnother(found) ? NOT_BY_YOURSELF : undefined;
  }
}
