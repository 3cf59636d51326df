import { writeSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { withoutHidden } from '../files/sanitize.ts';
import { redact } from '../secrets/redact.ts';

/** Text from pages and files may hold escape sequences and direction marks; a terminal would obey them. */
export function sanitize(text: string): string {
  return redact(withoutHidden(stripVTControlCharacters(redact(text))).replace(/[\t\r]/g, ''));
}

function write(handle: 1 | 2, text: string): void {
  try {
    writeSync(handle, `${sanitize(text)}\n`);
  } catch (error) {
    // The reader of a pipe may have gone (`| head -1`), or may be slow, or the terminal was closed; a run goes on
    // without it.
    if (!['EPIPE', 'EAGAIN', 'EIO'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

export function print(text = ''): void {
  write(1, text);
}

export function printError(text: string): void {
  write(2, text);
}
