import type { NumberedShot, Run } from '../../evidence/read-run.ts';
import type { Looked } from '../../evidence/runs/reviews.ts';
import { proofsOf, reviewOrder } from '../proofs.ts';
import type { RunReviews } from './review-log.ts';

/** How far a reviewer is with a run. */
export interface Progress extends Looked {
  /** What a sign-off of the run asks to be looked at and was not: of the pictures that prove, or else of all. */
  unseen: NumberedShot[];
}

/** Which pictures the reviewer of this server has enlarged since it started, by their SHA-256. */
export class LookedAt {
  readonly #seen = new Map<string, Set<string>>();

  saw(run: string, { sha256 }: Pick<NumberedShot, 'sha256'>): void {
    const seen = this.#seen.get(run);
    if (seen === undefined) this.#seen.set(run, new Set([sha256]));
    else seen.add(sha256);
  }

  /** What was enlarged here, and what the same reviewer has signed off at any time. */
  progress(key: string, run: Run, reviews: RunReviews, reviewer: string): Progress {
    const signed = reviews.lines.filter((line) => line.reviewer === reviewer).flatMap(({ shot }) => shot?.sha256 ?? []);
    const seen = new Set([...(this.#seen.get(key) ?? []), ...signed]);
    const isSeen = ({ sha256 }: NumberedShot) => seen.has(sha256);
    const all = reviewOrder(run);
    const proving = distinct(proofsOf(run).flatMap(({ shot }) => shot ?? []));
    return {
      pictures: all.filter(isSeen).length,
      of: all.length,
      proving: proving.filter(isSeen).length,
      ofProving: proving.length,
      unseen: (proving.length > 0 ? proving : all).filter((shot) => !isSeen(shot)),
    };
  }
}

const distinct = (shots: NumberedShot[]) =>
  shots.filter(({ sha256 }, index) => index === shots.findIndex((other) => other.sha256 === sha256));

/**
 * The next picture that nobody has signed off, in the order of a review: after this one, or else from the beginning.
 */
export function nextUnsigned(run: Run, reviews: RunReviews, from?: NumberedShot): NumberedShot | undefined {
  const order = reviewOrder(run);
  const at = from === undefined ? -1 : order.findIndex(({ sha256 }) => sha256 === from.sha256);
  return [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))].find(
    ({ sha256 }) => !reviews.pictures.has(sha256),
  );
}
