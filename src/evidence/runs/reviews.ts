import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { ChainedFile } from '../chain/chained-file.ts';
import { appendSigned, isSignedAt, readSigned, unsignedLines } from '../chain/signed-chain.ts';
import { count } from '../picture-count.ts';
import type { Signer } from '../signing.ts';

export type Verdict = 'approved' | 'objected' | 'remarked' | 'taken back';

/** How many of a run's pictures its reviewer has looked at: enlarged in the app, or signed off. */
export interface Looked {
  pictures: number;
  of: number;
  /** Those that prove, if the run says which do. */
  proving: number;
  ofProving: number;
}

/** `5 of 6 proving pictures, and 12 of 64 in all`. */
export function lookedWords({ pictures, of, proving, ofProving }: Looked): string {
  return ofProving === 0
    ? `${pictures} of ${of} pictures`
    : `${proving} of ${ofProving} proving pictures, and ${pictures} of ${of} in all`;
}

/** A reviewer's verdict on a run or on one of its pictures. */
export interface Review {
  type: 'review';
  customer: string;
  run: string;
  /** Of one picture: its number, and the SHA-256 of its file. */
  shot?: { number: number; sha256: string };
  verdict: Verdict;
  reviewer: string;
  host: string;
  remark?: string;
  /** Of an approval, where the workspace had that rule: whoever started the run may not give it. */
  rule?: 'another';
  /** Of a run: how much of it the reviewer had looked at. Missing in older lines. */
  looked?: Looked;
  /** SHA-256 of the journal that was reviewed. */
  journal: string;
}

/** For a log that should be signed and is not, as the second half of a sentence. */
export const NOT_SIGNED =
  'is not signed, though there is a key: whoever can write the file could have written it anew. If it is from ' +
  'before there was a key, the next sign-off signs it, and each later check says which lines are older.';

export const reviewFile = (runs: string): string => join(runs, 'reviews.jsonl');

/** The log as a file of chained lines. */
export const reviewLog = (runs: string): ChainedFile => ({
  file: reviewFile(runs),
  what: 'The review log',
  lock: join(runs, 'reviews.lock'),
  otherwise:
    'Nothing was written. Keep the file for the investigation, and move it away, with its signature, ' +
    'to begin a new one.',
});

/**
 * Adds a line to the review log. The line is on disk, and signed if there is a key, when this returns.
 * @throws when the log was changed by others
 */
export function recordReview(runs: string, signer: Signer | undefined, review: Review): void {
  appendSigned(reviewLog(runs), signer, () => review);
}

/**
 * What the review log is worth, in sentences. Empty if there is no review.
 * @param key of the person or workspace that should have signed
 */
export function reviewLogInWords(
  runs: string,
  key: KeyObject | undefined,
): { wrong?: string; note?: string; good?: string } {
  const file = reviewFile(runs);
  const { text, wrong } = readSigned(file, key);
  if (wrong !== undefined) return { wrong: `The review log (reviews.jsonl) ${wrong}.` };
  const { unsigned, lines } = unsignedLines(text);
  if (lines === 0) return {};
  const chain = `The review log is unbroken (${count(lines, 'line')})`;
  const signed = unsigned < lines || isSignedAt(file);
  if (key === undefined)
    return {
      note: signed
        ? `${chain}; it is signed, but no key was given to check that with.`
        : `${chain}, but it is not signed: whoever can write the file can write it anew.`,
    };
  if (!signed) return { wrong: `The review log (reviews.jsonl) ${NOT_SIGNED}` };
  return {
    good: `${chain} and is signed by this key.`,
    ...(unsigned > 0 && {
      note:
        `The first ${unsigned === 1 ? 'line' : `${unsigned} lines`} of the review log ` +
        `${unsigned === 1 ? 'was' : 'were'} written before there was a key: the signature shows only that ` +
        `${unsigned === 1 ? 'it was' : 'they were'} not changed since.`,
    }),
  };
}
