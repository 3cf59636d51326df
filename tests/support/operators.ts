import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { type OperatorKey, publicKeyText } from '../../src/evidence/operators/key-file.ts';
import { registerOperator } from '../../src/evidence/operators/register.ts';
import { fingerprintOf, openSigner } from '../../src/evidence/signing.ts';
import { makeSigningKey } from '../../src/evidence/signing-key.ts';

/** A workspace's folders, with operators. */
export interface Operators {
  runs: string;
  state: string;
  /** Registers an operator. The key is unlocked already: sealing takes long, on purpose. */
  add(name: string): OperatorKey;
}

export function operatorsIn(workspace: string): Operators {
  const [runs, state] = [join(workspace, 'runs'), join(workspace, '.keywright')];
  return {
    runs,
    state,
    add(name) {
      if (openSigner(state) === undefined) makeSigningKey(state, runs);
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
      const open = createPublicKey(privateKey);
      const key = { name, fingerprint: fingerprintOf(open), publicKey: publicKeyText(open) };
      registerOperator({ runs, state }, name, key);
      return { ...key, sign: (bytes) => sign('sha256', bytes, privateKey) };
    },
  };
}
