import { boot } from './boot.ts';

/** Waits about `times` the practice ConnectWise's delay, never twice the same. */
export const pause = (times: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, boot.delay * times * (0.7 + 0.6 * Math.random())));
