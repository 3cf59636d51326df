import type { OperatorKey } from '../evidence/operators/key-file.ts';
import type { RegisteredOperator } from '../evidence/operators/register.ts';
import { UserError } from '../files/user-error.ts';
import type { Prepared, PreparedStep } from '../runbook/load.ts';
import { OPERATOR_PASSPHRASE } from '../secrets/sources.ts';
import { operator } from './operator.ts';

/** The steps whose approval operators must sign. */
const signedSteps = ({ runbook, steps }: Prepared): PreparedStep[] =>
  runbook.check === true ? [] : steps.filter(({ signed }) => signed !== undefined);

const isByAnother = ({ signed }: PreparedStep) => signed?.by === 'another';

/** @throws UserError where fewer operators are registered than a step needs */
function requireOperators(steps: PreparedStep[], operators: RegisteredOperator[], starter: string | undefined): void {
  for (const step of steps) {
    const others = operators.filter(({ name }) => !isByAnother(step) || name !== starter);
    const wanted = step.signed?.approvals ?? 1;
    if (others.length >= wanted) continue;
    const besides = isByAnother(step) ? ` other than ${starter}` : '';
    throw new UserError(
      'KW-OPERATORS-MISSING',
      `Step "${step.id}" needs the signed approval of ${wanted === 1 ? 'an operator' : `${wanted} operators`}` +
        `${besides}, and ${others.length === 0 ? 'none is' : `only ${others.map(({ name }) => name).join(', ')} is`} ` +
        'registered in this workspace.\nNext:     Each approver creates a key: keywright operator init NAME.',
    );
  }
}

/**
 * Before a run with steps that somebody else must approve: who starts it proves who they are, with the passphrase of
 * their key.
 * @returns their key; undefined where no step needs it
 * @throws UserError if they are no registered operator, or too few others are
 */
export async function unlockStarter(
  prepared: Prepared,
  { runs, state }: { runs: string; state: string },
): Promise<OperatorKey | undefined> {
  const steps = signedSteps(prepared);
  if (steps.length === 0) return undefined;
  const { operatorNamed, registeredOperators } = await import('../evidence/operators/register.ts');
  const operators = registeredOperators(runs, state);
  const starter = steps.some(isByAnother) ? operatorNamed(operators, operator()) : undefined;
  requireOperators(steps, operators, starter?.name);
  if (starter === undefined) return undefined;
  const { openOperatorKey } = await import('../evidence/operators/key-file.ts');
  const { operatorPassphrase } = await import('./prompt.ts');
  const passphrase = await operatorPassphrase(starter.name, state);
  if (passphrase !== undefined)
    return await openOperatorKey(starter, passphrase, process.env['KEYWRIGHT_OPERATOR_KEY'] || undefined);
  throw new UserError(
    'KW-SECRET-MISSING',
    `Somebody else must approve this run, so ${starter.name} signs its start, and nobody is at a terminal to give the ` +
      `passphrase of that key.\nNext:     Run at a terminal, or set ${OPERATOR_PASSPHRASE} in your own environment.`,
  );
}
