import { parts, type Reference } from './expression.ts';
import { LONGEST_TEXT } from './schema.ts';

/** Stands where a value is not known yet, or where a mistake has been reported already. No schema accepts it. */
export const PENDING = Symbol('known later');

/** The value of a reference: PENDING where it is not known yet, undefined where there is none. */
export type Lookup = (reference: Reference) => unknown;

function fillText(text: string, lookup: Lookup): unknown {
  if (text.length > LONGEST_TEXT) return PENDING;
  const pieces = parts(text);
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === 'object' && 'reference' in only) return lookup(only.reference);
  let joined = '';
  for (const piece of pieces) {
    const value = typeof piece === 'string' ? piece : 'reference' in piece ? lookup(piece.reference) : PENDING;
    // Texts and whole numbers can stand in a text; anything else has been refused at its place, or is known later.
    if (typeof value !== 'string' && !Number.isInteger(value)) return PENDING;
    joined += String(value);
  }
  return joined;
}

/**
 * Fills in the expressions of plain data. A text that is one expression becomes its value, with its type; a field
 * without a value is left out.
 */
export function interpolate(value: unknown, lookup: Lookup): unknown {
  if (typeof value === 'string') return fillText(value, lookup);
  if (Array.isArray(value)) return value.map((item) => interpolate(item, lookup)).filter((item) => item !== undefined);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, interpolate(item, lookup)])
      .filter(([, item]) => item !== undefined),
  );
}

/** The paths at which plain data holds PENDING. */
export function* pendingPaths(value: unknown, path: PropertyKey[] = []): Generator<PropertyKey[]> {
  if (value === PENDING) yield path;
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* pendingPaths(item, [...path, index]);
  else if (value !== null && typeof value === 'object')
    for (const [key, item] of Object.entries(value)) yield* pendingPaths(item, [...path, key]);
}

/** Every text in plain data with its path. */
export function* texts(value: unknown, path: PropertyKey[] = []): Generator<{ path: PropertyKey[]; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* texts(item, [...path, index]);
  else if (value !== null && typeof value === 'object')
    for (const [key, item] of Object.entries(value)) yield* texts(item, [...path, key]);
}
