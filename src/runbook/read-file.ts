import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import type { Diagnostic } from './diagnostic.ts';

/** Far more than any runbook needs, and little enough that nothing in it can take long. */
export const LARGEST = 64 * 1024;

function refusal(code: string | undefined): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'the file may not be read by this user';
  if (code === 'ELOOP') return 'the file is a symbolic link';
  return `the file cannot be read (${code ?? 'unknown reason'})`;
}

/**
 * The bytes of a regular file of at most 64 KB. Links, pipes, devices and folders are refused without waiting for them.
 * What is returned is all that a run ever uses of the file, so changing the file afterwards changes nothing.
 */
export function readFile(file: string): Buffer | { diagnostics: Diagnostic[] } {
  const refuse = (message: string, hint?: string) => ({ diagnostics: [{ file, message, ...(hint && { hint }) }] });
  let handle: number | undefined;
  try {
    if (lstatSync(file).isSymbolicLink())
      return refuse('the file is a symbolic link', 'Name the file that it points to.');
    // Windows has neither flag; a pipe opened without O_NONBLOCK would wait for its writer.
    handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const details = fstatSync(handle);
    if (details.isDirectory()) return refuse('this is a folder, not a file');
    if (!details.isFile()) return refuse('this is not a regular file');
    // One byte more than allowed tells a file that has grown since it was looked at.
    const bytes = Buffer.alloc(LARGEST + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < bytes.length; length += got)
      got = readSync(handle, bytes, length, bytes.length - length, null);
    if (length > LARGEST)
      return refuse('the file is larger than 64 KB', 'A customers file can be split: choose one with --customers.');
    return bytes.subarray(0, length);
  } catch (error) {
    return refuse(
      refusal((error as NodeJS.ErrnoException).code),
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'Check the path and the folder that you are in.' : undefined,
    );
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
