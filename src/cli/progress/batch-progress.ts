import { formatClock } from '../../evidence/format-duration.ts';
import { withoutHidden } from '../../files/sanitize.ts';
import type { Turn } from '../../fleet/batch.ts';
import type { RunEnding } from '../../fleet/job-process.ts';
import type { Row } from '../../fleet/row.ts';
import type { Tone } from '../terminal.ts';
import { shorten, widthOf } from '../text-width.ts';
import type { Screen } from './progress.ts';

interface BatchProgressOptions {
  screen: Screen;
  rows: readonly Row[];
  atOnce: number;
  /** How a run that succeeded is worded, if not by its outcome. */
  ended?(turn: Turn<RunEnding>): string;
}

const MARK: Record<string, [mark: string, tone: Tone]> = {
  failed: ['✗', 'bad'],
  'not started': ['✗', 'bad'],
  drift: ['≠', 'warn'],
  interrupted: ['!', 'warn'],
};

const since = (start: number) => formatClock(performance.now() - start);

/** Shows a batch: a line for each customer that has ended, and below them those under way. */
export class BatchProgress {
  readonly #options: BatchProgressOptions;
  readonly #started = performance.now();
  readonly #width: number;

  constructor(options: BatchProgressOptions) {
    this.#options = options;
    this.#width = Math.max(...options.rows.map(({ turn }) => widthOf(turn.customer)));
    options.screen.live?.((columns) => this.#live(columns));
  }

  /** Something of a row has changed. */
  redraw(): void {
    this.#options.screen.redraw?.();
  }

  /** A customer's turn has begun, is put off, or has ended. */
  changed(turn: Turn<RunEnding>): void {
    if (turn.state === 'ended') this.#ended(turn, turn.end!);
    if (turn.state === 'busy')
      this.#print('…', 'mute', `${this.#head(turn)}busy: another run is in progress; its turn comes later`);
    this.redraw();
  }

  /** No more lines are drawn again and again. */
  stop(): void {
    this.#options.screen.live?.(undefined);
  }

  #print(mark: string, tone: Tone, text: string): void {
    const { screen } = this.#options;
    screen.print({ mark: `${screen.times ? `${new Date().toISOString()}  ` : ''}${mark} `, tone, text });
  }

  /** ` 17 of 120  acme  ` */
  #head({ n, customer }: Turn<RunEnding>): string {
    const of = String(this.#options.rows.length);
    return `${String(n).padStart(of.length)} of ${of}  ${customer.padEnd(this.#width)}  `;
  }

  #ended(turn: Turn<RunEnding>, end: RunEnding): void {
    const [mark, tone] = MARK[end.outcome] ?? ['✓', 'good'];
    const { problem, code, left = [], differs = [] } = end;
    const at = problem?.title === undefined ? '' : ` at “${problem.title}”`;
    const how =
      end.exit === 0 && this.#options.ended !== undefined
        ? this.#options.ended(turn)
        : `${end.outcome}${at}${code ? `: ${code}` : ''}${differs.map(({ actual }) => `: ${actual}`).join('')}`;
    const more = left.length === 0 ? '' : `, ${left.length} left for you`;
    const took = turn.begun === undefined ? '' : ` (${since(turn.begun)})`;
    this.#print(
      left.length > 0 ? '!' : mark,
      left.length > 0 ? 'warn' : tone,
      `${this.#head(turn)}${how}${more}${took}`,
    );
  }

  /** `… 17 of 120  acme  4 of 9  Create the member · Press Save  0:12` */
  #rowLine({ turn, words }: Row, columns: number): string {
    const head = `… ${this.#head(turn)}`;
    const time = since(turn.begun!);
    return `${head}${shorten(withoutHidden(words), Math.max(columns - widthOf(head) - time.length - 2, 4))}  ${time}`;
  }

  #live(columns: number): string {
    const running = this.#options.rows.filter(({ turn }) => turn.state === 'running');
    return [...running.map((row) => this.#rowLine(row, columns)), shorten(this.#sum(running.length), columns)].join(
      '\n',
    );
  }

  /** `118 ended, 1 with problems · 4 under way · 57 to go · 3:40, about 12:40 to go` */
  #sum(running: number): string {
    const ended = this.#options.rows.flatMap(({ turn }) => turn.end ?? []);
    const bad = ended.filter(({ exit }) => exit !== 0).length;
    const open = this.#options.rows.length - ended.length - running;
    const spent = performance.now() - this.#started;
    const parts = [
      `${ended.length} ended${bad > 0 ? `, ${bad} with problems` : ''}`,
      `${running} under way`,
      `${open} to go`,
      ended.length < this.#options.atOnce
        ? formatClock(spent)
        : `${formatClock(spent)}, about ${formatClock((spent / ended.length) * (open + running / 2))} more`,
    ];
    return parts.join(' · ');
  }
}
