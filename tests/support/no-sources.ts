import type { SecretSource } from '../../src/secrets/sources.ts';

const nobody = () => Promise.reject(new Error('nobody is asked here'));

/** Gives no secret, and asks nobody for one. */
export const NO_SOURCES: SecretSource = {
  get: async () => undefined,
  need: nobody,
  ask: nobody,
  give: nobody,
  forget: () => undefined,
  requireCommand: () => undefined,
};
