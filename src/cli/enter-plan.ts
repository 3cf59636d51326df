import { hostname } from 'node:os';
import type { PlannedStep } from '../engine/plan.ts';
import { appendToList, type PlanMade } from '../evidence/runs/run-list.ts';
import { openSigner } from '../evidence/signing.ts';
import type { Prepared } from '../runbook/load.ts';
import { operator } from './operator.ts';
import { printError } from './terminal.ts';
import { runsOf, stateOf } from './workspace.ts';

/** A plan signs in to the portals, so the list says who made it, and what was seen. A list that is broken stops no plan. */
export function enterPlan(
  workspace: { customers: string },
  { customer, runbook, sha256 }: Prepared,
  steps: readonly PlannedStep[],
  code: string | undefined,
): void {
  const found: PlanMade['found'] = Object.fromEntries(
    steps.map((step) => [step.id, 'finding' in step ? step.finding.state : 'not known']),
  );
  try {
    appendToList(runsOf(workspace), openSigner(stateOf(workspace)), () => ({
      type: 'plan.made',
      customer: { name: customer.name, title: customer.title },
      runbook: { name: runbook.name, title: runbook.title, sha256 },
      operator: operator(),
      host: hostname(),
      found,
      ...(code !== undefined && { code }),
    }));
  } catch (error) {
    printError(`This plan is not in the list of runs. ${(error as Error).message}`);
  }
}
