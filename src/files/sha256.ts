import { createHash } from 'node:crypto';

/** In hexadecimal digits, as `sha256sum` prints it. */
export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
