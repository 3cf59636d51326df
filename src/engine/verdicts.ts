import type { StepResult, Verdict } from '../evidence/events.ts';
import { differenceInWords, surveyIn } from '../portal-sdk/index.ts';
import type { PreparedStep } from '../runbook/load.ts';

/** A job that a survey of screens is made for. */
export interface Job {
  /** The runbook's name. */
  name: string;
  /** Names of the actions that it uses. */
  actions: readonly string[];
}

type Step = Pick<PreparedStep, 'id' | 'title' | 'portal' | 'action'>;

/** Why a job cannot work with what a step has found. */
function reasonsOf(step: Step, result: StepResult | undefined): string[] {
  if (result === undefined) return [`“${step.title}” was not reached`];
  if (result.outcome === 'failed') return [`“${step.title}” failed: ${result.problem?.actual ?? result.actual}`];
  return Object.entries(surveyIn(result.details)?.screens ?? {}).flatMap(([screen, things]) =>
    things.filter(({ usable }) => !usable).map((one) => `${differenceInWords({ ...one, nearest: '' })} (${screen})`),
  );
}

/** The words by which a step has found things, where people have confirmed them. */
const confirmedIn = (result: StepResult | undefined): string[] =>
  Object.values(surveyIn(result?.details)?.screens ?? {})
    .flat()
    .flatMap(({ by, thing, found }) => (by === 'confirmed' ? [`“${found}” for ${thing}`] : []));

/** What each job can do with the screens as a survey has found them. */
export function verdictsOf(
  steps: readonly Step[],
  results: ReadonlyMap<string, StepResult>,
  jobs: readonly Job[],
): Verdict[] {
  return jobs.map(({ name, actions }): Verdict => {
    const needed = steps.filter(
      ({ action, portal }) =>
        action.serves?.some((served) => actions.includes(served)) ||
        (action === portal.signIn && actions.includes(action.name)),
    );
    const because = needed.flatMap((step) => reasonsOf(step, results.get(step.id)));
    const confirmed = needed.flatMap(({ id }) => confirmedIn(results.get(id)));
    const unseen = needed.filter(({ id }) => results.get(id)?.outcome === 'skipped').map(({ title }) => title);
    return {
      job: name,
      can: because.length === 0,
      because: [...new Set(because)],
      ...(confirmed.length > 0 && { confirmed: [...new Set(confirmed)] }),
      ...(unseen.length > 0 && { unseen }),
    };
  });
}
