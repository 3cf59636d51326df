import type { Holder } from '../engine/customer-lock.ts';
import { UserError } from '../files/user-error.ts';
import { bothClocks } from '../review/format.ts';
import { exit } from './exit-codes.ts';

/** Who works for a customer now, on one line. */
export function holderLine({ doing, operator, host, pid, since }: Partial<Holder>): string {
  if (doing === undefined) return 'another Keywright that has just started';
  return `${doing}, by ${operator} on ${host} (process ${pid}), since ${bothClocks(since ?? '')}`;
}

/** Nothing was started, because somebody else works for the customer. */
export function busyError(customer: string, holder: Holder | undefined): UserError {
  const lines = [
    `Not started: another run for customer ${customer} is in progress.`,
    `Who:      ${holderLine(holder ?? {})}`,
    'Next:     Wait until it ends, then start again. If it hangs, press Ctrl-C in its terminal or end its process: ' +
      'that frees the customer at once, and the next run looks first and continues from what is there.',
  ];
  return new UserError('KW-BUSY', lines.join('\n'), exit.busy);
}
