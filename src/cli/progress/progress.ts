import { performance } from 'node:perf_hooks';
import { UNREAD_ACCOUNT } from '../../evidence/accounts.ts';
import type { RunEnd, RunEvent, RunStart, StepIntent, StepResult } from '../../evidence/events.ts';
import { formatClock } from '../../evidence/format-duration.ts';
import { personDid } from '../../review/format.ts';
import type { Line, Tone } from '../terminal.ts';
import { shorten, widthOf } from '../text-width.ts';
import { endingLines } from './ending.ts';
import { RunSoFar } from './run-so-far.ts';

/** How much is shown: `end` the end alone, `quiet` that and problems, `verbose` each gesture. */
export type Detail = 'end' | 'quiet' | 'normal' | 'verbose';

/** Where progress is shown. */
export interface Screen {
  print(line: Line): void;
  /** Draws lines below the others again and again; undefined where that cannot be done. */
  live?: ((draw: ((columns: number) => string) | undefined) => void) | undefined;
  /** Draws them now. */
  redraw?(): void;
  /** Begins lines with the time; a log has no other. */
  times: boolean;
}

export interface ProgressOptions {
  screen: Screen;
  detail: Detail;
  /** What the run waits for people for; undefined while it goes on. */
  waiting?: () => string | undefined;
  /** Portals by name, as people call them. */
  portals?: ReadonlyMap<string, string>;
  /** How the end is told; left out, as that of any run. */
  ending?: (run: RunSoFar, end: RunEnd) => Line[];
}

const MARK: Record<StepResult['outcome'], [mark: string, tone: Tone]> = {
  done: ['✓', 'good'],
  'already in place': ['✓', 'good'],
  skipped: ['–', 'mute'],
  'left for you': ['!', 'warn'],
  failed: ['✗', 'bad'],
  drift: ['≠', 'warn'],
  'not known': ['?', 'mute'],
};
const GOOD: StepResult['outcome'][] = ['done', 'already in place', 'skipped', 'not known'];

/** Turns a run's events into lines for the person who waits: one a step, and the end. */
export class Progress {
  readonly run = new RunSoFar();
  readonly #options: ProgressOptions;
  readonly #started = performance.now();
  /** The step that was begun last, and when. */
  #begun = { step: '', at: 0 };
  #phase = '';
  /** What was said of the step under way, for below its line. */
  #kept: Line[] = [];
  /** What was said since the gesture under way began; the live line tells it. */
  #noted = '';
  /** The text of the line that was printed last. */
  #printed = '';

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  readonly tell = (event: RunEvent): void => {
    this.run.see(event);
    if (event.type === 'gesture' || event.type === 'step.intent') this.#noted = '';
    this.#show(event);
    this.#options.screen.redraw?.();
  };

  get #isBrief(): boolean {
    return this.#options.detail === 'quiet' || this.#options.detail === 'end';
  }

  /** The last line: where the report is. */
  report(file: string): void {
    this.#print({ mark: 'Report:   ', tone: 'mute', text: file, whole: true });
  }

  #show(event: RunEvent): void {
    if (event.type === 'run.start') this.#start(event);
    else if (event.type === 'step.intent') this.#beginStep(event);
    else if (event.type === 'step.result') this.#endStep(event);
    else if (event.type === 'run.end') {
      this.#printKept();
      this.#options.screen.live?.(undefined);
      for (const line of (this.#options.ending ?? endingLines)(this.run, event)) this.#print(line);
    } else this.#said(event);
  }

  #print(line: Line): void {
    const { screen } = this.#options;
    this.#printed = line.text;
    if (screen.times && line.text !== '')
      screen.print({ ...line, mark: `${new Date().toISOString()}  ${line.mark ?? ''}` });
    else if (!screen.times || line.mark !== undefined) screen.print(line);
  }

  #start({ runbook, customer, run, continues }: RunStart): void {
    if (this.#options.detail === 'end') this.#options.screen.live?.((columns) => this.#liveLine(columns));
    if (this.#isBrief) return;
    this.#print({ text: runbook.title, textTone: 'strong' });
    const who = customer.title === customer.name ? customer.name : `${customer.title} (${customer.name})`;
    this.#print({ text: `Customer ${who} · run ${run}`, textTone: 'mute' });
    if (continues !== undefined) this.#print({ text: `Continues run ${continues}: it looks first.` });
    this.#options.screen.live?.((columns) => this.#liveLine(columns));
  }

  #beginStep(event: StepIntent): void {
    const { detail, screen } = this.#options;
    if (event.attempt === 1) this.#begun = { step: event.step, at: performance.now() };
    if (this.#isBrief) return;
    if (event.phase !== this.#phase && !screen.times) {
      this.#print({ text: '' });
      this.#print({ text: event.phase, textTone: 'strong' });
    }
    this.#phase = event.phase;
    if (detail === 'verbose') {
      const again = event.attempt > 1 ? ` (try ${event.attempt})` : '';
      this.#print({ mark: `  Step ${event.n} of ${event.of}: `, text: `${event.title}${again}` });
    }
  }

  #endStep({ step, outcome, actual }: StepResult): void {
    const { detail, screen } = this.#options;
    if (detail === 'end') return;
    if (detail === 'quiet' && GOOD.includes(outcome)) return;
    const { n, of, title } = this.run.place(step);
    const [mark, tone] = MARK[outcome];
    // A log has one line a step, with all that is to say of it.
    if (screen.times || detail === 'verbose') {
      this.#print({ mark: `${mark} `, tone, text: `Step ${n} of ${of}: ${title} (${outcome}): ${actual}` });
      return;
    }
    const how = outcome === 'done' ? '' : `, ${outcome}`;
    // A step that depends on another may end without having begun.
    const took = step === this.#begun.step ? ` (${formatClock(performance.now() - this.#begun.at)})` : '';
    this.#print({ mark: `${mark} ${n} of ${of}  `, tone, text: `${title}${how}${took}` });
    if (outcome === 'skipped' || outcome === 'left for you')
      this.#print({ mark: ' '.repeat(widthOf(`${mark} ${n} of ${of}  `)), text: actual, textTone: 'mute' });
    this.#printKept();
  }

  /** Says it below its step's line, which comes when the step is over; in a log, and among gestures, at once. */
  #saidOfStep(line: Line): void {
    const { detail, screen } = this.#options;
    if (this.run.intent === undefined || screen.times || detail === 'verbose') this.#print(line);
    else {
      this.#kept.push(line);
      this.#noted = line.text;
    }
  }

  #printKept(): void {
    for (const line of this.#kept.splice(0)) this.#print(line);
  }

  /** What is said beside the steps. */
  #said(event: RunEvent): void {
    const { detail } = this.#options;
    const indent = { mark: '    ', textTone: 'mute' } as const;
    if (event.type === 'gesture' && detail === 'verbose') this.#print({ ...indent, text: event.title });
    else if (event.type === 'shot.withheld' && detail === 'verbose')
      this.#print({ ...indent, text: `(picture withheld: ${event.reason})` });
    else if (this.#isBrief) return;
    else if (event.type === 'note') {
      // That a reading was not made again changes nothing for the person who waits, and is said once in a row.
      if (event.readBy === undefined || (detail === 'verbose' && event.text !== this.#printed))
        this.#saidOfStep({ ...indent, text: event.text });
    } else if (event.type === 'person') {
      this.#printKept();
      this.#print({ mark: '    ', text: `${event.who} ${personDid(event, formatClock, '')}` });
    } else if (event.type === 'account') {
      const portal = this.#options.portals?.get(event.portal) ?? event.portal;
      this.#print({
        ...indent,
        text: `Signed in to ${portal}${event.account === null ? `; the account ${UNREAD_ACCOUNT}` : ` as ${event.account}`}`,
      });
    }
  }

  /** `3 of 9  Create the member · Press Save  0:07`, or `3 of 9  paused before: Press Save  0:07`; as much as fits. */
  #liveLine(columns: number): string {
    const { intent, doing } = this.run;
    const time = formatClock(performance.now() - this.#started);
    const head = intent === undefined ? '… ' : `… ${intent.n} of ${intent.of}  `;
    const room = columns - widthOf(head) - time.length - 2;
    const waiting = this.#options.waiting?.();
    if (waiting !== undefined) return `${head}${shorten(waiting, room)}  ${time}`;
    if (intent === undefined) return shorten(`${head}${time}`, columns);
    const again = intent.attempt > 1 ? ` (try ${intent.attempt})` : '';
    const now = this.#noted || doing;
    const text = now === '' ? `${intent.title}${again}` : `${intent.title}${again} · ${now}`;
    return `${head}${shorten(text, room)}  ${time}`;
  }
}
