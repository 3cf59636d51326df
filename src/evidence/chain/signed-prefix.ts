import type { KeyObject } from 'node:crypto';
import { isSignature } from '../signing.ts';

/** A crash between a line and its signature leaves the signature one line behind, and a second crash two. */
const MAY_LACK = 2;

/** How many of the lines a signature covers; undefined if it is not this key's, or lacks more than crashes explain. */
export function signedLines(text: string, signature: Uint8Array, key: KeyObject): number | undefined {
  const lines = text.split('\n').slice(0, -1);
  for (let lack = 0; lack <= MAY_LACK && lack < lines.length; lack += 1) {
    const upTo = lines.slice(0, lines.length - lack);
    if (isSignature(Buffer.from(upTo.map((line) => `${line}\n`).join('')), signature, key)) return upTo.length;
  }
  return undefined;
}
