import type { Holder } from '../engine/customer-lock.ts';

/** Who works for a customer now, in a line. */
export function holderLine({ doing, operator, host, pid, since }: Partial<Holder>): string {
  if (doing === undefined) return 'another Keywright, which has not said yet who it is';
  return `${doing}, by ${operator} on ${host} (process ${pid}), since ${since}`;
}

/** What a person is told when nothing was started because somebody else works for the customer. */
export function busyLines(customer: string, holder: Holder | undefined): string[] {
  return [
    `Nothing was started: for customer ${customer}, somebody is at work already.`,
    `Who:      ${holderLine(holder ?? {})}`,
    'Next:     Wait until it has ended, then start again. If it hangs, press Ctrl-C in its terminal or end its ' +
      'process: the customer is free at once then, and the next run goes on from what is there.',
  ];
}
