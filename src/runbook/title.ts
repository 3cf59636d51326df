import type { Action } from '../portal-sdk/index.ts';
import { references } from './expression.ts';
import { interpolate, type Lookup, pendingPaths, texts } from './interpolate.ts';

/** On one line, and no longer than a line of a list can be. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300);
}

/** A title with its expressions filled in. */
export function filledTitle(title: string, value: Lookup): string {
  return oneLine(String(interpolate(title, value)));
}

/**
 * An action's own title for these inputs: `{field}` becomes the field's value.
 * @param later which step will give a field that is not known yet
 */
export function titleOf(
  { title }: Action,
  known: Record<string, unknown>,
  later: (field: string) => string | undefined = () => undefined,
): string {
  if (typeof title === 'function') return oneLine(title(known));
  return oneLine(
    title.replace(/\{(\w+)\}/g, (_, field: string) => {
      const step = later(field);
      if (step !== undefined) return `(from step "${step}")`;
      const value = Object.hasOwn(known, field) ? known[field] : undefined;
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '…';
    }),
  );
}

/** What a runbook gives an action. What only the run will know is left out. */
export function knownInput(given: Record<string, unknown>, value: Lookup): Record<string, unknown> {
  const filled = Object.entries(given).map(([field, written]) => [field, interpolate(written, value)] as const);
  return Object.fromEntries(filled.filter(([, found]) => found !== undefined && pendingPaths(found).next().done));
}

/** The action's own title, made from what the runbook gives it. What only the run will know is left out. */
export function defaultTitle({
  action,
  given,
  value,
}: {
  action: Action;
  given: Record<string, unknown>;
  value: Lookup;
}): string {
  return titleOf(action, knownInput(given, value), (field) => {
    if (!Object.hasOwn(given, field)) return undefined;
    return [...texts(given[field])]
      .flatMap(({ text }) => references(text))
      .find((reference) => reference.kind === 'output')?.step;
  });
}
