import type { Escrow } from '../contract.ts';

/** An escrow that can be looked into and nothing else. */
export function readOnly(escrow: Escrow): Escrow {
  const refuse = () => Promise.reject(new Error('A plan or a check opens and changes nothing.'));
  return { list: () => escrow.list(), seal: refuse, open: refuse, destroy: refuse };
}
