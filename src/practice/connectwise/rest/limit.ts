import type { CompanyState } from '../state.ts';
import { RestProblem } from './problem.ts';

const MINUTE = 60_000;

/**
 * Counts calls per company and minute.
 * @returns a function that throws RestProblem 429 for each call beyond the limit
 */
export function callLimit(perMinute: number): (company: CompanyState) => void {
  const windows = new WeakMap<CompanyState, { ends: number; calls: number }>();
  return (company) => {
    const now = Date.now();
    const known = windows.get(company);
    const window = known !== undefined && known.ends > now ? known : { ends: now + MINUTE, calls: 0 };
    windows.set(company, window);
    window.calls++;
    if (window.calls > perMinute)
      throw new RestProblem(429, 'TooManyRequests', 'Too many requests. Try again later.', {
        retryAfter: Math.ceil((window.ends - now) / 1000),
      });
  };
}
