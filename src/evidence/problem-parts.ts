import type { Problem } from './events.ts';

/** The parts of a problem with their names, as people read them. */
export function formatProblem({ screen, expected, actual, later, hint }: Problem): { name: string; text: string }[] {
  return [
    { name: 'Where', text: screen },
    { name: 'Expected', text: expected },
    { name: 'Saw', text: actual },
    { name: 'Later', text: later },
    { name: 'Next', text: hint },
  ].filter((part): part is { name: string; text: string } => part.text !== undefined);
}
