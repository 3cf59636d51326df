import type { KeyObject } from 'node:crypto';
import { isSignedAt, readSigned, unsignedLines } from '../../evidence/chain/signed-chain.ts';
import { lookedWords, NOT_SIGNED, type Review, reviewFile } from '../../evidence/runs/reviews.ts';
import { versionOf } from '../../files/durable-write.ts';
import { plainText } from '../../files/sanitize.ts';
import type { ReviewTold } from '../templates/first-page/people.ts';

export type ReviewLine = Review & { seq: number; prev: string; utc: string };

/** What the log says of one run. */
export interface RunReviews {
  lines: ReviewLine[];
  /** What holds of the run as a whole: its latest approval or objection. */
  verdict?: ReviewLine;
  /** The same of the pictures, by their SHA-256: moments that look exactly alike are one picture. */
  pictures: Map<string, ReviewLine>;
}

export const keyOf = ({ customer, run }: { customer: string; run: string }): string => `${customer}/${run}`;

export const NO_REVIEWS: RunReviews = { lines: [], pictures: new Map() };

export interface ReviewLog {
  runs: Map<string, RunReviews>;
  /** What is wrong with the log, in a sentence. */
  warning?: string;
}

const isReview = (value: unknown): value is ReviewLine =>
  value !== null &&
  typeof value === 'object' &&
  'type' in value &&
  value.type === 'review' &&
  'customer' in value &&
  'run' in value;

function parse(raw: string): ReviewLine | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return isReview(value) ? plainText(value) : undefined;
  } catch {
    return undefined;
  }
}

/** What was said of the run as a whole, for its first page. */
export function toldOf({ lines }: RunReviews): ReviewTold[] {
  return lines
    .filter(({ shot }) => shot === undefined)
    .map(({ verdict, reviewer, utc, remark, looked }) => ({
      verdict,
      reviewer,
      utc,
      remark,
      looked: looked && `looked at ${lookedWords(looked)}`,
    }));
}

/** Enters what a line says; a later one about the same thing takes an earlier one's place. */
function enter(runs: Map<string, RunReviews>, line: ReviewLine): void {
  const key = keyOf(line);
  const of = runs.get(key) ?? runs.set(key, { lines: [], pictures: new Map() }).get(key)!;
  of.lines.push(line);
  const holds = line.verdict === 'approved' || line.verdict === 'objected';
  if (!holds && line.verdict !== 'taken back') return;
  if (line.shot !== undefined) {
    if (holds) of.pictures.set(line.shot.sha256, line);
    else of.pictures.delete(line.shot.sha256);
  } else if (holds) of.verdict = line;
  else delete of.verdict;
}

/** The log as it is now. What an altered file says is still shown, with the warning. */
export class ReviewLogReader {
  readonly #runs: string;
  readonly #key: KeyObject | undefined;
  #state = '';
  #text = '';
  #log: ReviewLog = { runs: new Map() };

  /** @param key of whoever should have signed */
  constructor(runs: string, key: KeyObject | undefined) {
    this.#runs = runs;
    this.#key = key;
  }

  /**
   * Reads it anew when it or its signature has changed: the chain as a whole, but of lines that were read before only
   * what was added.
   */
  read(): ReviewLog {
    const file = reviewFile(this.#runs);
    const state = [file, `${file}.sig`, `${file}.sig.next`].map(versionOf).join();
    if (state === this.#state) return this.#log;
    const { text, wrong } = readSigned(file, this.#key);
    const grown = text.startsWith(this.#text);
    const runs = grown ? this.#log.runs : new Map<string, RunReviews>();
    for (const raw of text.slice(grown ? this.#text.length : 0).split('\n')) {
      const line = parse(raw);
      if (line !== undefined) enter(runs, line);
    }
    const { unsigned, lines } = unsignedLines(text);
    const says =
      wrong !== undefined
        ? `${wrong}. It proves nothing in this state, and nothing more can be signed off until someone has investigated it.`
        : this.#key !== undefined && lines > 0 && unsigned === lines && !isSignedAt(file)
          ? NOT_SIGNED
          : undefined;
    const warning = says && `The review log (reviews.jsonl) ${says}`;
    this.#log = { runs, ...(warning !== undefined && { warning }) };
    [this.#state, this.#text] = [state, text];
    return this.#log;
  }
}
