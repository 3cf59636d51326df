import { writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
import { withoutHidden } from '../files/sanitize.ts';
import { redact } from '../secrets/redact.ts';
import { widthOf, wrap } from './text-width.ts';

/** What a colour says. NO_COLOR and FORCE_COLOR are honoured. */
export type Tone = 'good' | 'bad' | 'warn' | 'mute' | 'strong';

// `dim` and not `gray`: bright black cannot be read on many dark backgrounds.
const FORMAT = { good: 'green', bad: 'red', warn: 'yellow', mute: 'dim', strong: 'bold' } as const;

/** A line with a mark or a label, behind which its text is wrapped. */
export interface Line {
  /** With the spaces before and behind it. */
  mark?: string;
  /** Of the mark. */
  tone?: Tone;
  text: string;
  textTone?: Tone;
  /** Kept on one line, such as a path that may hold spaces. */
  whole?: true;
}

type Handle = 1 | 2;
const streamOf = (handle: Handle) => (handle === 1 ? process.stdout : process.stderr);

/** Text from pages and files may hold escape sequences and direction marks; a terminal would obey them. */
export function sanitize(text: string): string {
  return redact(withoutHidden(stripVTControlCharacters(redact(text))).replace(/[\t\r]/g, ''));
}

/** Whether a line can be drawn again in its place. */
export const canRedraw = (): boolean => process.stdout.isTTY && process.env['TERM'] !== 'dumb';

/** The cells of a line; undefined where nobody knows, or the output goes into a pipe or a file. */
export function columnsOf(handle: Handle): number | undefined {
  const { isTTY, columns } = streamOf(handle);
  return isTTY && columns > 0 ? Math.max(columns, 20) : undefined;
}

/** How long the reader of a pipe may keep a whole command waiting, in milliseconds. */
const PATIENCE = 2_000;
let waitedFor = 0;

/** Waits for a slow reader. @returns whether to try again */
function waitForReader(): boolean {
  if (waitedFor >= PATIENCE) return false;
  waitedFor += 5;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  return true;
}

function send(handle: Handle, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(handle, bytes, at);
    } catch (error) {
      // The reader of a pipe may have gone (`| head -1`), or may be slow, or the terminal was closed; a run goes on
      // without it.
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!['EPIPE', 'EAGAIN', 'EIO'].includes(code)) throw error;
      if (code !== 'EAGAIN' || !waitForReader()) return;
    }
  }
}

function colour(text: string, tone: Tone | undefined, handle: Handle): string {
  return tone === undefined || text === '' ? text : styleText(FORMAT[tone], text, { stream: streamOf(handle) });
}

/** The lines that are drawn again and again below what was printed. */
let live: (() => string) | undefined;
/** How many of them stand there. */
let drawn = 0;
let ticking: NodeJS.Timeout | undefined;

function erase(): void {
  if (drawn > 0) send(1, `\r\u001B[2K${'\u001B[1A\u001B[2K'.repeat(drawn - 1)}`);
  drawn = 0;
}

/** Draws the live lines again, if there are any. */
export function redraw(): void {
  erase();
  if (live === undefined) return;
  const text = sanitize(live());
  drawn = text.split('\n').length;
  send(1, text);
}

/** Draws lines below all that is printed, each second again, until it is called with nothing. */
export function setLive(draw: (() => string) | undefined): void {
  erase();
  // A second Ctrl-C ends the process wherever it is: the shell's next line begins on an empty one.
  if (!process.listeners('exit').includes(erase)) process.once('exit', erase);
  live = draw;
  clearInterval(ticking);
  ticking = draw && setInterval(redraw, 1_000).unref();
  redraw();
}

/** Takes the live lines away while somebody is asked. */
export async function withoutLive<T>(ask: () => Promise<T>): Promise<T> {
  const draw = live;
  setLive(undefined);
  try {
    return await ask();
  } finally {
    setLive(draw);
  }
}

function write(handle: Handle, text: string): void {
  erase();
  send(handle, `${text}\n`);
  redraw();
}

/** What starts the program where it was started by npm, from a clone in which nothing is installed. */
function byNpm({ npm_lifecycle_event: script, npm_package_json: file } = process.env): string | undefined {
  if (script !== 'keywright') return undefined;
  const clone = file === undefined ? process.cwd() : dirname(file);
  return clone === process.cwd() ? 'npm run keywright -- ' : `npm --prefix "${clone}" run keywright -- `;
}

/** Commands as they are typed here. */
export const typed = (text: string, start = byNpm()): string =>
  start === undefined ? text : text.replace(/(?<![\w./@-])keywright (?=[a-z])/g, () => start);

function format({ mark = '', tone, text, textTone, whole }: Line, handle: Handle): string {
  const [shownMark, shownText] = [sanitize(mark), sanitize(whole ? text : typed(text))];
  const columns = whole ? undefined : columnsOf(handle);
  const hanging = widthOf(shownMark);
  const lines = columns === undefined ? [shownText] : wrap(shownText, Math.max(columns - hanging, 10));
  return lines
    .map(
      (line, n) => (n === 0 ? colour(shownMark, tone, handle) : ' '.repeat(hanging)) + colour(line, textTone, handle),
    )
    .join('\n');
}

/** Prints a line with its mark. */
export function printLine(line: Line): void {
  write(1, format(line, 1));
}

/** Behind this much of a line, its text is wrapped: spaces, and a label such as `Next:`. */
const LABEL = /^\s*(?:[A-Z][a-z]+:\s+|[-·] )?/;

function printText(handle: Handle, text: string): void {
  const lines = sanitize(text)
    .split('\n')
    .map((line) => {
      const [mark] = LABEL.exec(line)!;
      return format({ mark, text: line.slice(mark.length) }, handle);
    });
  write(handle, lines.join('\n'));
}

export function print(text = ''): void {
  printText(1, text);
}

export function printError(text: string): void {
  printText(2, text);
}

/** Prints a text for programs, with each line as it is. */
export function printAsIs(text: string): void {
  write(1, sanitize(text));
}

/** Prints a row a line, for programs, with a tab between its parts. */
export function printRows(rows: readonly (readonly string[])[]): void {
  for (const row of rows) write(1, row.map((part) => sanitize(part).replaceAll('\n', ' ')).join('\t'));
}

/** Prints to the error output, with each line as it is: a caret below a line must stay where it is. */
export function printErrorAsIs(text: string): void {
  write(2, sanitize(typed(text)));
}
