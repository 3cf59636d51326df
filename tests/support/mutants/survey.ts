import connectwise from '../../../pages/connectwise/portal.ts';
import { surveyLines } from '../../../src/cli/check-screens/summary.ts';
import { RunSoFar } from '../../../src/cli/progress/run-so-far.ts';
import type { ContextOptions } from '../../../src/engine/context/options.ts';
import type { PortalSession } from '../../../src/engine/portal-session.ts';
import { verdictsOf } from '../../../src/engine/verdicts.ts';
import type { StepResult } from '../../../src/evidence/events.ts';
import type { Action, Finding } from '../../../src/portal-sdk/index.ts';
import { atConnectwise } from '../connectwise.ts';
import type { Unknown } from './first-contact.ts';
import { addMutations, WRONG } from './kit.ts';

export interface Told {
  mutant: string;
  /** The first ten lines of what the check says. */
  lines: string[];
  named: boolean;
  /** What was changed at the server, and what was touched that is not to be touched. */
  wrong: string[];
}

const ONBOARD = { name: 'onboard', actions: connectwise.actions.map(({ name }) => name) };

const resultOf = (step: string, finding: Finding): StepResult => ({
  type: 'step.result',
  step,
  outcome: finding.state === 'satisfied' ? (finding.skipped ? 'skipped' : 'done') : 'drift',
  actual: finding.actual,
  ms: 0,
  ...(finding.details && { details: finding.details }),
});

/** Somebody who can be asked meanwhile. */
interface Person {
  beside(session: PortalSession): Partial<ContextOptions>;
}

/** Surveys a mutant of the practice ConnectWise, as check-screens does. */
export async function surveyMutant(mutant: Unknown, person?: Person): Promise<Told> {
  const wrong: string[] = [];
  const at = await atConnectwise(
    { ...(mutant.variants && { variants: mutant.variants }), language: mutant.language },
    async (page) => {
      page.context().on('console', (message) => {
        if (message.text().startsWith(WRONG)) wrong.push(message.text().slice(WRONG.length));
      });
      await addMutations(page, mutant.mutations ?? [], mutant.bare ?? false);
    },
  );
  try {
    const { company } = at.practice.connectwise;
    if (mutant.withoutRights) company.users[0]!.admin = false;
    await connectwise.signIn.perform!(at.context(), {});
    const run = new RunSoFar();
    const steps = connectwise.actions
      .filter((action: Action) => action.serves !== undefined)
      .map((action: Action) => ({ id: action.name, title: String(action.title), portal: connectwise, action }));
    for (const { id, action } of steps) {
      const finding = await action
        .inspect(at.context({}, person?.beside(at.session)), {} as never)
        .catch(
          (error: Error): Finding => ({ state: 'conflict', actual: `threw ${error.message}`, expected: '', hint: '' }),
        );
      run.see(resultOf(id, finding));
    }
    const counts = { steps: 0, gestures: 0, shots: 0, withheld: 0, commits: 0 };
    const verdicts = verdictsOf(steps, run.results, [ONBOARD]);
    const lines = surveyLines(run, { type: 'run.end', outcome: 'drift', ms: 0, counts, verdicts })
      .map(({ mark = '', text }) => `${mark}${text}`)
      .filter((_, n) => n < 10);
    wrong.push(...Object.entries(company.mutations).map(([what, times]) => `${times} × ${what}`));
    return { mutant: mutant.name, lines, named: mutant.named.test(lines.join('\n')), wrong };
  } finally {
    await at.end();
  }
}
