import type { Batch, BatchedCustomer } from './batches.ts';

/** What kept customers of a batch from being served, and whom. */
export interface Cause {
  /** `KW-…`, or `drift`, `interrupted`, `not begun`. */
  cause: string;
  customers: BatchedCustomer[];
}

const isCode = ({ cause }: Cause) => cause.startsWith('KW-');

/** What went wrong, and what to do. Where it is not the same for all, it is told as what one of them said. */
export function causeWords({ customers }: Cause): Pick<BatchedCustomer, 'actual' | 'hint'> {
  const [first] = customers;
  const { name, actual, hint } = first!;
  const words = (part: 'actual' | 'hint', text: string | undefined) =>
    text === undefined ? {} : { [part]: customers.every((one) => one[part] === text) ? text : `(${name}) ${text}` };
  return { ...words('actual', actual), ...words('hint', hint) };
}

/** Whether a customer's run did what it should, and found what it should. */
const isServed = ({ exit }: Pick<BatchedCustomer, 'exit'>): boolean => exit === 0;

/** All that was not served, by its cause: those with a code first, of them the most frequent one. */
export function causesOf({ customers }: Pick<Batch, 'customers'>): Cause[] {
  const unserved = customers.filter((one) => !isServed(one));
  return [...Map.groupBy(unserved, ({ code, outcome }) => code ?? outcome)]
    .map(([cause, found]) => ({ cause, customers: found }))
    .sort((a, b) => Number(isCode(b)) - Number(isCode(a)) || b.customers.length - a.customers.length);
}

/** The command for those whom a batch did not serve; undefined where there are none, or only differences. */
export const nextOf = (batch: Batch): string | undefined =>
  causesOf(batch).every(({ cause }) => cause === 'drift') ? undefined : batch.again;
