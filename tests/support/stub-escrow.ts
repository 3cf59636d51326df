import type { Escrow, HandOvers } from '../../src/portal-sdk/index.ts';

/** An escrow that holds nothing and keeps nothing. */
export const noEscrow: Escrow = {
  list: async () => [],
  seal: async () => undefined,
  open: () => Promise.reject(new Error('none')),
  refuse: async () => undefined,
  destroy: async () => undefined,
};

/** Nothing was handed over, and nothing is. */
export const noHandOvers: HandOvers = {
  command: 'NONE',
  current: async () => undefined,
  give: () => Promise.reject(new Error('none')),
  takeBack: async () => false,
};
