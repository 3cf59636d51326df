import type { Problem, StepResult } from '../../evidence/events.ts';
import type { Finding } from '../../portal-sdk/index.ts';
import { conflict, type Failure } from './problems.ts';
import type { StepOutcome, StepRuntime, StepSpec } from './spec.ts';

/** How a step ended: its outcome, or a problem that nobody has been asked about yet. */
export type Ending = Exclude<StepOutcome, { outcome: 'failed' }> | Failure;

type Satisfied = Extract<Finding, { state: 'satisfied' }>;

function outcomeOf(
  { skipped, left = [] }: Satisfied,
  did: boolean,
): 'done' | 'already in place' | 'skipped' | 'left for you' {
  if (left.length > 0) return 'left for you';
  if (skipped) return 'skipped';
  return did ? 'done' : 'already in place';
}

/** Writes a step's result. */
export class ResultWriter {
  readonly #spec: StepSpec;
  readonly #recorder: StepRuntime['recorder'];
  readonly #started = performance.now();

  constructor(spec: StepSpec, { recorder }: StepRuntime) {
    this.#spec = spec;
    this.#recorder = recorder;
  }

  /**
   * Ends the step with what was found at last, or says why that is no good end.
   * @param how added to what was found, such as ' (done by hand, and read back)'
   */
  finish(finding: Finding, performed: boolean, how = ''): Ending {
    const { check, title, action } = this.#spec;
    if (check && finding.state !== 'satisfied') return this.#drift(finding);
    if (finding.state === 'conflict') return { problem: conflict(finding) };
    if (finding.state === 'needed') {
      return {
        problem: {
          code: 'KW-NOT-IN-PLACE',
          expected: `“${title}” to be done when it is read back`,
          actual: finding.actual,
          hint: 'Look at the pictures of this step, then run again: it looks first and continues from what is there.',
        },
      };
    }
    const outcome = outcomeOf(finding, performed || action.perform === undefined);
    this.#write({
      outcome,
      actual: finding.actual + how,
      ...(outcome === 'left for you' && { left: finding.left }),
      ...(finding.details && { details: finding.details }),
      ...(finding.access && { access: finding.access }),
    });
    return { outcome, output: finding.output, performed };
  }

  failed(problem: Problem): void {
    this.#write({ outcome: 'failed', actual: problem.actual, problem });
  }

  #drift(finding: Exclude<Finding, Satisfied>): { outcome: 'drift' } {
    const { actual, details } = finding;
    this.#write({
      outcome: 'drift',
      actual,
      ...(finding.state === 'needed' ? { changes: finding.changes } : { problem: conflict(finding) }),
      ...(details && { details }),
      ...('access' in finding && finding.access && { access: finding.access }),
    });
    return { outcome: 'drift' };
  }

  #write(fields: Omit<StepResult, 'type' | 'step' | 'ms'>): void {
    const ms = Math.round(performance.now() - this.#started);
    this.#recorder.write({ type: 'step.result', step: this.#spec.id, ms, ...fields });
  }
}
