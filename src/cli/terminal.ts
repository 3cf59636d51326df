import { writeSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { redact } from '../secrets/redact.ts';

/** Text from pages and files may hold escape sequences and direction marks; a terminal would obey them. */
export function sanitize(text: string): string {
  return redact(
    stripVTControlCharacters(redact(text)).replace(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      '',
    ),
  );
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
