/**
 * Control characters and those that turn the reading direction around: they could make a text say something else than
 * what it holds.
 */
const DECEPTIVE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The same data with every string (keys too) freed of control and direction characters. Tabs and line feeds stay. */
export function plainText<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n').replace(DECEPTIVE, '') as T;
  if (Array.isArray(value)) return value.map(plainText) as T;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [plainText(key), plainText(item)])) as T;
  return value;
}
