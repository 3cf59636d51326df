import type { KeyObject } from 'node:crypto';
import { fingerprintOf, isSignature } from '../signing.ts';

/** What a signature is worth. `none`: there is no signature. `not checked`: there is no key. */
export type SignatureState = 'good' | 'bad' | 'none' | 'not checked';

export function checkSignature(
  bytes: Uint8Array,
  signature: Uint8Array | undefined,
  key: KeyObject | undefined,
): SignatureState {
  if (signature === undefined) return 'none';
  if (key === undefined) return 'not checked';
  return isSignature(bytes, signature, key) ? 'good' : 'bad';
}

/**
 * A sentence for the commonest bad signature: the bundle comes from a workspace with another key. What the bundle says
 * of its key may be false, so the signature stays bad.
 */
export function anotherKey(signedBy: string | undefined, key: KeyObject | undefined): string {
  if (
    key === undefined ||
    typeof signedBy !== 'string' ||
    !/^[0-9a-f]{64}$/.test(signedBy) ||
    signedBy === fingerprintOf(key)
  )
    return '';
  return (
    ` The bundle itself names another key (SHA-256 ${signedBy}): if that is the one you were told about, check ` +
    'with that.'
  );
}
