import type { Holder } from '../engine/customer-lock.ts';
import { UserError } from '../files/user-error.ts';
import { exit } from './exit-codes.ts';

/** Who works for a customer now, on one line. */
export function holderLine({ doing, operator, host, pid, since }: Partial<Holder>): string {
  if (doing === undefined) return 'another Keywright, which has not said yet who it is';
  return `${doing}, by ${operator} on ${host} (process ${pid}), since ${since}`;
}

/** Nothing was started, because somebody else works for the customer. */
export function busyError(customer: string, holder: Holder | undefined): UserError {
  const lines = [
    `Nothing was started: for customer ${customer}, somebody is at work already.`,
    `Who:      ${holderLine(holder ?? {})}`,
    'Next:     Wait until it has ended, then start again. If it hangs, press Ctrl-C in its terminal or end its ' +
      'process: the customer is free at once then, and the next run goes on from what is there.',
  ];
  return new UserError('KW-BUSY', lines.join('\n'), exit.busy);
}
