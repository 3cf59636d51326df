import { UserError } from '../files/user-error.ts';
import type { Prepared } from '../runbook/load.ts';
import { askLine } from './prompt.ts';
import { printError } from './terminal.ts';
import type { WatchingOptions } from './watch-options.ts';

/** The steps that delete, and for which nobody has said yes, nor will be asked on a live page or for a signature. */
function unconfirmed(
  steps: Prepared['steps'],
  { yes, approve, watch }: Pick<WatchingOptions, 'yes' | 'approve' | 'watch'>,
  terminal: boolean,
): Prepared['steps'] {
  return steps.filter(
    ({ id, deletes, approve: asks, signed }) =>
      deletes && !yes && !approve.includes(id) && !(asks && (watch || signed !== undefined) && !terminal),
  );
}

/**
 * Before a job that deletes: a person at the terminal types the customer's name. Scripts pass `--yes`, or approve each
 * step that deletes; on the live page, or with their signature, people approve those steps one by one.
 * @throws UserError if nobody confirms it
 */
export async function confirmDeletion(
  { steps, runbook, customer }: Prepared,
  { yes, approve, watch }: WatchingOptions,
  terminal: boolean,
): Promise<void> {
  const deleting = unconfirmed(steps, { yes, approve, watch }, terminal);
  if (deleting.length === 0) return;
  const who = `${customer.title} (${customer.name})`;
  if (!terminal)
    throw new UserError(
      'KW-NO-TERMINAL',
      `Not started: “${runbook.title}” deletes or replaces what ${who} may use, and nobody is at a terminal to ` +
        `confirm it.\nNext:     Run it at a terminal, or pass --yes to start without being asked.`,
    );
  printError(
    `${runbook.title}\nCustomer ${who}\n\nThese steps delete or replace what may be in use:\n` +
      `${deleting.map(({ index, title }) => `  - step ${index + 1} of ${steps.length}, “${title}”`).join('\n')}\n`,
  );
  if ((await askLine(`Type the customer's name (${customer.name}) to start`)) !== customer.name)
    throw new UserError('KW-NOT-CONFIRMED', `The name does not match “${customer.name}”. Nothing was started.`);
}

/**
 * The same for many customers: a person at the terminal types how many they are, and approves with it every step that
 * asks for it.
 * @returns whether every step is approved
 * @throws UserError if nobody confirms it
 */
export async function confirmBatch(
  prepared: readonly Prepared[],
  { yes, approve, watch }: WatchingOptions,
  terminal: boolean,
): Promise<boolean> {
  const { steps, runbook } = prepared[0]!;
  const deleting = unconfirmed(steps, { yes, approve, watch }, terminal);
  if (deleting.length === 0) return yes;
  const many = `${prepared.length} customers`;
  if (!terminal)
    throw new UserError(
      'KW-NO-TERMINAL',
      `Not started: “${runbook.title}” deletes or replaces what ${many} may use, and nobody is at a terminal to ` +
        'confirm it.\nNext:     Run it at a terminal, or pass --yes to start without being asked.',
    );
  printError(
    `${runbook.title}\n${many}: ${prepared.map(({ customer }) => customer.name).join(', ')}\n\n` +
      `These steps delete or replace what may be in use at each of them:\n` +
      `${deleting.map(({ index, title }) => `  - step ${index + 1} of ${steps.length}, “${title}”`).join('\n')}\n`,
  );
  if (
    (await askLine(`Type the number of customers (${prepared.length}) to approve this for all`)) !==
    String(prepared.length)
  )
    throw new UserError('KW-NOT-CONFIRMED', `The number does not match ${prepared.length}. Nothing was started.`);
  return true;
}
