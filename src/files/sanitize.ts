/**
 * Characters that act on a terminal or mislead the eye: controls, direction marks, invisible ones. Tab, line feed and
 * carriage return are not among them: each function below says what it does with those.
 */
const CONTROLS = '\\0-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F';
const DIRECTION_MARKS = '\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069';
const INVISIBLE = '\\u00AD\\u200B\\u2028\\u2029\\u2060\\uFEFF\\uFFF9-\\uFFFB';
const ALL = `${CONTROLS}${DIRECTION_MARKS}${INVISIBLE}`;

export const HIDDEN = new RegExp(`[${ALL}]`, 'u');
const EACH_HIDDEN = new RegExp(`[${ALL}]`, 'gu');
const NOT_ON_ONE_LINE = new RegExp(`[${ALL}\\t\\n\\r\\uD800-\\uDFFF]`, 'gu');

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
