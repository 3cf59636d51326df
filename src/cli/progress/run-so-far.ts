import type { Problem, RunEnd, RunEvent, RunStart, StepFound, StepIntent, StepResult } from '../../evidence/events.ts';
import { howStopped } from '../../review/format.ts';

/** A step with its place, as people read it. */
export interface Place {
  step: string;
  n: number;
  of: number;
  title: string;
}

/** What a run's events have said so far. */
export class RunSoFar {
  start: RunStart | undefined;
  end: RunEnd | undefined;
  /** The step under way. */
  intent: StepIntent | undefined;
  /** The gesture under way. */
  doing = '';
  /** Requests of a check that do not tell whether they change something. */
  readonly notLetThrough: string[] = [];
  readonly results = new Map<string, StepResult>();
  readonly #changes = new Map<string, string[]>();
  readonly #told: RunEvent[] = [];
  /** Why the run stopped, where no step says it. */
  #stopped: Problem | undefined;

  see(event: RunEvent): void {
    if (['run.start', 'step.intent', 'step.result', 'person'].includes(event.type)) this.#told.push(event);
    switch (event.type) {
      case 'run.start':
        this.start = event;
        break;
      case 'step.intent':
        this.intent = event;
        this.doing = '';
        break;
      case 'gesture':
        this.doing = event.title;
        break;
      case 'step.found':
        this.#found(event);
        break;
      case 'note':
        if (typeof event.details?.['not let through'] === 'string')
          this.notLetThrough.push(event.details['not let through']);
        // The engine's note on what stopped it holds the problem.
        if (typeof event.details?.['hint'] === 'string') this.#stopped = event.details as unknown as Problem;
        break;
      case 'step.result':
        this.results.set(event.step, event);
        this.intent = undefined;
        break;
      case 'run.end':
        this.end = event;
        break;
    }
  }

  /** What was to be done is known before it is done; that it was done, only by the step's result. */
  #found({ step, state, changes = [] }: StepFound): void {
    if (state !== 'needed' || this.start?.check) return;
    if (!this.#changes.has(step)) this.#changes.set(step, changes);
  }

  place(step: string): Place {
    const steps = this.start?.plan.flatMap((phase) => phase.steps) ?? [];
    const at = steps.findIndex(({ id }) => id === step);
    return { step, n: at + 1, of: steps.length, title: steps[at]?.title ?? step };
  }

  /** What stopped a run that failed, and at which step. */
  get failure(): { place: Place | undefined; problem: Problem } | undefined {
    const failed = [...this.results.values()].findLast(({ outcome }) => outcome === 'failed');
    if (failed?.problem !== undefined) return { place: this.place(failed.step), problem: failed.problem };
    if (this.#stopped === undefined) return undefined;
    return { place: this.intent && this.place(this.intent.step), problem: this.#stopped };
  }

  /** The steps of a check that are not as they should be. */
  get differing(): (Place & StepResult)[] {
    return [...this.results.values()]
      .filter(({ outcome }) => outcome === 'drift')
      .map((result) => ({ ...this.place(result.step), ...result }));
  }

  /** What was changed, by step. */
  get changed(): { step: string; title: string; changes: string[] }[] {
    return [...this.#changes]
      .filter(([step, changes]) => changes.length > 0 && this.results.get(step)?.outcome === 'done')
      .map(([step, changes]) => ({ step, title: this.place(step).title, changes }));
  }

  /** Who stopped the run, and where; undefined where nobody did. */
  get stoppedBy(): string | undefined {
    return this.end?.outcome === 'interrupted' ? howStopped(this.#told) : undefined;
  }
}
