import type { RunEvent } from '../evidence/events.ts';
import type { Turn } from './batch.ts';
import type { RunEnding } from './job-process.ts';
import type { Asking } from './messages.ts';

/** What is known of a customer's run while a batch goes on. */
export class Row {
  turn: Turn<RunEnding>;
  asking: Asking['asking'] = null;
  /** What the person at the batch's terminal is to type for it. */
  prompt: string | undefined;
  #step: { n: number; of: number; title: string } | undefined;
  #doing = '';
  #said = '';
  #looked = 0;
  /** How many steps a plan looks at; a run says it itself. */
  readonly #steps: number | undefined;

  constructor(n: number, customer: string, steps?: number) {
    this.turn = { n, customer, state: 'waiting' };
    this.#steps = steps;
  }

  /** Its turn has begun, is put off, or has ended. */
  change(turn: Turn<RunEnding>): void {
    this.turn = turn;
    this.asking = null;
    this.prompt = undefined;
    if (turn.state !== 'running') return;
    this.#step = undefined;
    this.#doing = this.#said = '';
  }

  see(event: RunEvent): void {
    this.#said = '';
    this.#looked += 1;
    if (event.type === 'step.intent') [this.#step, this.#doing] = [event, ''];
    if (event.type === 'gesture') this.#doing = event.title;
  }

  /** What it says to people beside its events. */
  say(line: string): void {
    if (line.trim() !== '') this.#said = line.trim();
  }

  /** Whether it goes on only when somebody answers. */
  get waits(): boolean {
    return this.asking !== null || this.prompt !== undefined;
  }

  /** What is done now, or waited for: `4 of 9  Create the member · Press Save`. */
  get words(): string {
    if (this.asking !== null)
      return this.asking.signed === undefined
        ? `waits for an answer: ${this.asking.title}`
        : `waits for a signature: ${this.asking.signed.command}`;
    if (this.prompt !== undefined) return `waits for an entry at the terminal: ${this.prompt}`;
    if (this.#said !== '') return this.#said;
    if (this.#step !== undefined) {
      const { n, of, title } = this.#step;
      return [`${n} of ${of}  ${title}`, this.#doing].filter((part) => part !== '').join(' · ');
    }
    return this.#steps === undefined ? 'begins' : `${Math.min(this.#looked + 1, this.#steps)} of ${this.#steps}`;
  }
}
