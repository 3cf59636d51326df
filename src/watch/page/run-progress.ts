import { performance } from 'node:perf_hooks';
import type { GestureStart, RunEnd, RunEvent, RunStart, StepIntent, StepResult } from '../../evidence/events.ts';
import { outcomesInWords, stepsIn } from '../../evidence/outcomes.ts';
import { stopOf } from '../../evidence/people.ts';
import { count, pictureCountOf, picturesInWords } from '../../evidence/picture-count.ts';
import { endingWords, howStopped, RUN_TONE, STEP_TONE } from '../../review/format.ts';
import { KIND_WORD } from '../../review/templates/gesture.ts';
import type { Place } from '../commands.ts';
import { linesOfProblem } from '../problem-lines.ts';
import type { Ending } from './for-viewers.ts';
import type { RunSummary, ShownStep, View } from './view.ts';

function counted({ counts, outcomes }: RunEnd): string {
  const how = outcomes === undefined ? '' : `: ${outcomesInWords(outcomes)}`;
  return [
    `${count((outcomes && stepsIn(outcomes)) || counts.steps, 'step')}${how}`,
    count(counts.gestures, 'gesture'),
    picturesInWords(pictureCountOf(counts)),
  ].join(' · ');
}

/** What the run's events tell: how far it is, and what it does. */
export class RunProgress {
  #start: RunStart | undefined;
  #began = 0;
  #intent: StepIntent | undefined;
  #results = new Map<string, StepResult>();
  #gesture: GestureStart | undefined;
  #why: string[] = [];
  #end: RunEnd | undefined;
  #told: RunEvent[] = [];

  tell(event: RunEvent): void {
    if (['run.start', 'step.intent', 'step.result', 'person'].includes(event.type)) this.#told.push(event);
    switch (event.type) {
      case 'run.start':
        this.#start = event;
        this.#began = performance.now();
        break;
      case 'step.intent':
        this.#intent = event;
        // A step that is tried again has no result yet.
        this.#results.delete(event.step);
        this.#gesture = undefined;
        this.#why = [];
        break;
      case 'step.found':
        this.#why = [event.actual, ...(event.changes ?? [])];
        break;
      case 'gesture':
        this.#gesture = event;
        break;
      case 'step.result':
        this.#results.set(event.step, event);
        this.#why = [event.actual];
        this.#gesture = undefined;
        break;
      case 'run.end':
        this.#end = event;
        break;
      default:
    }
  }

  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** How the run ended. @param last whether nothing more will come, so that a run without an end has none */
  over(last: boolean, report: string | undefined): RunSummary | undefined {
    if (this.#end === undefined && !last) return undefined;
    const { outcome, stoppedBy } = this.ending;
    const left = this.#end?.left ?? [];
    const stopped = outcome === 'interrupted' ? howStopped(this.#told) : undefined;
    const { problem } = [...this.#results.values()].findLast((result) => result.problem !== undefined) ?? {};
    return {
      words:
        stoppedBy === undefined ? endingWords(outcome, left.length, this.#start?.check) : `Stopped by ${stoppedBy}`,
      tone: RUN_TONE[outcome],
      counts: this.#end === undefined ? 'The run ended without saying how.' : counted(this.#end),
      lines: [
        ...(stopped !== undefined ? [{ name: '', text: `${stopped}.` }] : []),
        ...(outcome === 'failed' && problem !== undefined ? linesOfProblem(problem) : []),
        ...left.map(({ what, why }) => ({ name: 'Left for you', text: `${what} (${why})` })),
      ],
      ...(report !== undefined && { report }),
      last,
    };
  }

  get ending(): Ending {
    const outcome = this.#end?.outcome ?? 'incomplete';
    const stoppedBy = outcome === 'interrupted' ? stopOf(this.#told)?.who : undefined;
    return { outcome, stoppedBy, left: this.#end?.left?.length ?? 0 };
  }

  /** @param held what the run is held before */
  view(held?: Place): Pick<View, 'run' | 'phases' | 'place' | 'doing' | 'say' | 'why' | 'elapsed'> {
    const [start, intent] = [this.#start, this.#intent];
    const doing =
      held === undefined || this.isOver
        ? this.#doing()
        : ({ drawing: 'pause', kind: '', title: `Next: ${held.title}` } as const);
    const phases = start?.plan ?? [];
    const at = held?.step ?? intent?.step;
    const { say } = phases.flatMap(({ steps }) => steps).find(({ id }) => id === at) ?? {};
    const numbers = new Map(phases.flatMap(({ steps }) => steps).map(({ id }, index) => [id, index + 1]));
    return {
      ...(start && {
        run: { customer: start.customer.title, title: start.runbook.title, check: start.check === true },
      }),
      phases: phases.map(({ phase, steps }) => ({
        title: phase,
        steps: steps.map(({ id, title }) => this.#step(id, numbers.get(id)!, title)),
      })),
      ...(intent && {
        place: {
          phase:
            `Phase ${phases.findIndex(({ phase }) => phase === intent.phase) + 1} of ${phases.length}: ` +
            `${intent.phase}`,
          step: `Step ${intent.n} of ${intent.of}: ${intent.title}`,
        },
      }),
      ...(doing && { doing }),
      ...(say !== undefined && !this.isOver && { say }),
      why: this.#why,
      elapsed: this.#end?.ms ?? (start === undefined ? 0 : performance.now() - this.#began),
    };
  }

  /** The gesture; between gestures, how far the step is. */
  #doing(): View['doing'] {
    const [intent, gesture] = [this.#intent, this.#gesture];
    if (intent === undefined) return undefined;
    if (gesture !== undefined)
      return { drawing: gesture.kind, kind: `${KIND_WORD[gesture.kind]}: `, title: gesture.title };
    const outcome = this.#results.get(intent.step)?.outcome;
    return outcome === undefined
      ? { drawing: 'look', kind: '', title: 'Check what is there already' }
      : { drawing: STEP_TONE[outcome], kind: '', title: `Step ${intent.n}: ${outcome}` };
  }

  get hasBegun(): boolean {
    return this.#start !== undefined;
  }

  #step(id: string, n: number, title: string): ShownStep {
    const outcome = this.#results.get(id)?.outcome;
    if (outcome !== undefined) return { n, title, sign: STEP_TONE[outcome], words: outcome };
    const begun = this.#intent?.step === id;
    if (this.isOver)
      return {
        n,
        title,
        ...(begun ? { sign: 'warn', words: 'not finished' } : { sign: 'mute', words: 'not reached' }),
      };
    if (!begun) return { n, title, sign: 'to come', words: 'to come' };
    return { n, title, sign: 'now', words: this.#intent!.attempt > 1 ? `now, try ${this.#intent!.attempt}` : 'now' };
  }
}
