/**
 * Characters that act on a terminal or mislead the eye: controls, direction marks, invisible ones. Tab, line feed and
 * carriage return are not among them: each function below says what it does with those.
 */
export const HIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/u;
const EACH_HIDDEN = new RegExp(HIDDEN.source, 'gu');
const NOT_ON_ONE_LINE = new RegExp(`${HIDDEN.source}|[\\t\\n\\r\\uD800-\\uDFFF]`, 'gu');

/** The text without hidden characters. Tabs and line ends stay. */
export const withoutHidden = (text: string): string => text.replace(EACH_HIDDEN, '');

/** One line that shows where something was: a dot for each hidden character, tab, line end and half character. */
export const oneLine = (text: string): string => text.replace(NOT_ON_ONE_LINE, '\u00B7');

/** The same data with each string (keys too) freed of hidden characters. Line ends become line feeds. */
export function plainText<T>(value: T): T {
  if (typeof value === 'string') return withoutHidden(value.replace(/\r\n?/g, '\n')) as T;
  if (Array.isArray(value)) return value.map(plainText) as T;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [plainText(key), plainText(item)])) as T;
  return value;
}
