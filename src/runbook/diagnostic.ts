import { oneLine } from '../files/sanitize.ts';
import { withCode } from '../files/user-error.ts';
import type { RunbookCode } from './codes.ts';

/** What is wrong, in words. Never holds a value that could be a secret. */
export interface Mistake {
  code: RunbookCode;
  /** What was expected and what was there instead. */
  message: string;
  /** What to do about it. */
  hint?: string | undefined;
}

/** A mistake and its place. It is data, so that all of them can be shown at once. */
export interface Diagnostic extends Mistake {
  /** The file as the person named it, or the option: `--input role`. */
  file: string;
  /** 1-based; absent where there is no place in a file. */
  line?: number;
  /** 1-based, in UTF-16 units. */
  column?: number;
  /** The offending line, its values hidden, with a caret below. */
  snippet?: string;
}

/** A result, or everything that is wrong with what was given. */
export type Checked<T> = T | { diagnostics: Diagnostic[] };

const AT_MOST = 20;

function format({ file, line, column, code, message, hint, snippet }: Diagnostic): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  const lines = [
    withCode(`${place}: ${message}`, code),
    ...(snippet?.split('\n') ?? []).map((text) => `  ${text}`),
    ...(hint === undefined ? [] : [`  Hint: ${hint}`]),
  ];
  return lines.map(oneLine).join('\n');
}

/** For the terminal: `file:line:column: message [code]`, the line with a caret, a hint. After 20, how many more. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const shown = diagnostics.slice(0, AT_MOST).map(format);
  const more = diagnostics.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n\n');
}

/** In the order of the files' lines, without repetitions. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const once = new Map(diagnostics.map((item) => [`${item.file}:${item.line}:${item.column}:${item.message}`, item]));
  return [...once.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
