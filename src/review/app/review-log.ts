import { statSync } from 'node:fs';
import { join } from 'node:path';
import { appendChained, wholeLines, wrongLine } from '../../evidence/chained-file.ts';
import { plainText } from '../plain-text.ts';

export type Verdict = 'approved' | 'objected' | 'remarked' | 'taken back';

/** What a reviewer said of a run, or of one of its pictures. */
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
  /** SHA-256 of the journal that was reviewed. */
  journal: string;
}

export type ReviewLine = Review & { seq: number; prev: string; utc: string };

/** What the log says of one run. */
export interface RunReviews {
  lines: ReviewLine[];
  /** What holds of the run as a whole: its latest approval or objection. */
  verdict?: ReviewLine;
  /** The same by the pictures' numbers. */
  shots: Map<number, ReviewLine>;
}

export const reviewFile = (runs: string): string => join(runs, 'reviews.jsonl');

export const keyOf = ({ customer, run }: { customer: string; run: string }): string => `${customer}/${run}`;

export const NO_REVIEWS: RunReviews = { lines: [], shots: new Map() };

export interface ReviewLog {
  runs: Map<string, RunReviews>;
  /** What is wrong with the log, in a sentence. */
  doubt?: string;
}

const isReview = (value: unknown): value is ReviewLine => value !== null && typeof value === 'object' && 'type' in value && value.type === 'review' && 'customer' in value && 'run' in value;

function parse(raw: string): ReviewLine | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return isReview(value) ? plainText(value) : undefined;
  } catch {
    return undefined;
  }
}

/** Enters what a line says; a later one about the same thing takes an earlier one's place. */
function enter(runs: Map<string, RunReviews>, line: ReviewLine): void {
  const key = keyOf(line);
  const of = runs.get(key) ?? runs.set(key, { lines: [], shots: new Map() }).get(key)!;
  of.lines.push(line);
  const holds = line.verdict === 'approved' || line.verdict === 'objected';
  if (!holds && line.verdict !== 'taken back') return;
  if (line.shot !== undefined) {
    if (holds) of.shots.set(line.shot.number, line);
    else of.shots.delete(line.shot.number);
  } else if (holds) of.verdict = line;
  else delete of.verdict;
}

/** Adds a line; it is on disk when this returns. @throws when the log was changed by others */
export function recordReview(runs: string, review: Review): void {
  const otherwise = 'Nothing was written. Keep the file for whoever has to look into it, and move it away to begin a new one.';
  appendChained({ file: reviewFile(runs), what: 'The review log', otherwise, lock: join(runs, 'reviews.lock') }, () => review);
}

/** The log as it is now. What an altered file says is still shown, with the doubt. */
export class ReviewLogReader {
  readonly #runs: string;
  #state = '';
  #text = '';
  #log: ReviewLog = { runs: new Map() };

  constructor(runs: string) {
    this.#runs = runs;
  }

  /** Reads it anew when it has changed: the chain as a whole, but of lines that were read before only what was added. */
  read(): ReviewLog {
    const found = statSync(reviewFile(this.#runs), { bigint: true, throwIfNoEntry: false });
    const state = found === undefined ? '' : `${found.mtimeNs} ${found.size} ${found.ino}`;
    if (state === this.#state) return this.#log;
    const text = wholeLines(reviewFile(this.#runs));
    const grown = text.startsWith(this.#text);
    const runs = grown ? this.#log.runs : new Map<string, RunReviews>();
    for (const raw of text.slice(grown ? this.#text.length : 0).split('\n')) {
      const line = parse(raw);
      if (line !== undefined) enter(runs, line);
    }
    const wrong = wrongLine(text);
    this.#log = { runs, ...(wrong && { doubt: `The review log (reviews.jsonl) was changed: line ${wrong.line} ${wrong.wrong}. From there on it proves nothing, and nothing more can be signed off until somebody has looked into it.` }) };
    [this.#state, this.#text] = [state, text];
    return this.#log;
  }
}
