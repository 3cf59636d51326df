import type { Prepared, PreparedStep } from '../runbook/load.ts';
import type { HumanInTheLoop } from '../watch/human-in-the-loop.ts';
import type { LiveView } from '../watch/live/live-view.ts';
import { Interrupted } from './explain-error.ts';
import { LONGEST_OPERATION } from './portal-browser.ts';
import type { OpenPortal, OpenPortals } from './portals.ts';

/** Where a walk is: the id of the step under way; undefined before and after the steps. */
export interface Whereabouts {
  step: string | undefined;
}

/** A step with its place in the runbook, counted from 1. */
export interface PlacedStep {
  step: PreparedStep;
  n: number;
  of: number;
  phase: string;
}

/** What comes of a step. Without an output, nothing can be known yet of the steps that read it. */
export type Visit = { output: unknown } | 'no output' | 'stop';

/** What a walk does at each step: plan, check or run. */
export interface WalkMode {
  /** The step cannot be visited, because the step `missing`, which it reads, has no output. */
  blocked(placed: PlacedStep, missing: PreparedStep): void;
  visit(placed: PlacedStep, portal: OpenPortal, input: unknown): Promise<Visit>;
}

interface WalkOptions {
  prepared: Prepared;
  portals: OpenPortals;
  people: HumanInTheLoop;
  live: LiveView | undefined;
  at: Whereabouts;
  signal: AbortSignal;
}

/**
 * Walks the steps of a prepared runbook in their order, and passes outputs on.
 * @throws what `mode` throws; Interrupted
 */
export async function walk(options: WalkOptions, mode: WalkMode): Promise<void> {
  const { prepared, portals, people, live, at, signal } = options;
  const { steps, runbook } = prepared;
  const outputs = new Map<string, unknown>();
  for (const [index, step] of steps.entries()) {
    if (signal.aborted) throw new Interrupted();
    at.step = step.id;
    const placed = { step, n: index + 1, of: steps.length, phase: runbook.phases[step.phase]!.title };
    const missing = steps.find(({ id }) => step.needs.includes(id) && !outputs.has(id));
    if (missing !== undefined) {
      mode.blocked(placed, missing);
      continue;
    }
    const portal = await portals.open(step.portal);
    await live?.follow(portal.session);
    const { id, title } = step;
    await people.beforeStep({ id, title, n: placed.n, of: placed.of, phase: placed.phase }, portal.session);
    if (signal.aborted) throw new Interrupted();
    portal.session.page.setDefaultTimeout(Math.min(LONGEST_OPERATION, step.timeoutMs));
    const visit = await mode.visit(placed, portal, step.resolve(outputs));
    if (visit === 'stop') break;
    if (visit !== 'no output') outputs.set(step.id, visit.output);
  }
  at.step = undefined;
}
