import type { Escrow } from '../../src/portal-sdk/index.ts';

/** An escrow that holds nothing and keeps nothing. */
export const noEscrow: Escrow = {
  list: async () => [],
  seal: async () => undefined,
  open: () => Promise.reject(new Error('none')),
  refuse: async () => undefined,
  destroy: async () => undefined,
};
