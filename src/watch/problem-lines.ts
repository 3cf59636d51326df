import type { Problem } from '../evidence/events.ts';
import { formatProblem } from '../evidence/problem-parts.ts';

/** A problem as it is read out on a call: its parts, and the stable code to look it up by. */
export function linesOfProblem(problem: Problem): { name: string; text: string }[] {
  const { code } = problem;
  return [...formatProblem(problem), ...(code === undefined ? [] : [{ name: 'Code', text: code }])];
}
