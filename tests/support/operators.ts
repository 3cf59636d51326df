import { join } from 'node:path';
import { makeOperatorKey, openOperatorKey, type OperatorKey } from '../../src/evidence/operators/key-file.ts';
import { registeredOperators, registerOperator } from '../../src/evidence/operators/register.ts';
import { openSigner } from '../../src/evidence/signing.ts';
import { makeSigningKey } from '../../src/evidence/signing-key.ts';
import { Secret } from '../../src/secrets/secret.ts';

/** What `operator init` does, without a terminal. */
export const passphraseOf = (name: string): Secret =>
  new Secret(`quokka umbra of ${name}`, 'operator passphrase', true);

/** A workspace's folders, with operators. Their private keys are in `keys`. */
export interface Operators {
  runs: string;
  state: string;
  keyFile(name: string): string;
  add(name: string): Promise<OperatorKey>;
}

export function operatorsIn(workspace: string): Operators {
  const [runs, state] = [join(workspace, 'runs'), join(workspace, '.keywright')];
  const file = (name: string) => join(workspace, 'keys', `${name}.age`);
  return {
    runs,
    state,
    keyFile: file,
    async add(name) {
      if (openSigner(state) === undefined) makeSigningKey(state, runs);
      registerOperator({ runs, state }, name, await makeOperatorKey(passphraseOf(name), file(name)));
      const registered = registeredOperators(runs, state).find((one) => one.name === name)!;
      return await openOperatorKey(registered, passphraseOf(name), file(name));
    },
  };
}
