/** Seals a key or destroys one, as a run does: `use-escrow.ts <workspace> seal|destroy <publicKey>`. */
import { join } from 'node:path';
import { openEscrow } from '../../../src/secrets/escrow/escrow.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { Vault } from '../../../src/secrets/vault.ts';

const [workspace, what, publicKey] = process.argv.slice(2) as [string, string, string];
const vault = await Vault.open(join(workspace, 'vault'), async () =>
  Promise.reject(new Error('no passphrase is needed here')),
);
const escrow = openEscrow(join(workspace, 'escrow'), vault, () => undefined).of('connectwise');
if (what === 'seal')
  await escrow.seal({
    kind: 'API key',
    publicKey,
    description: 'MSPCFO kw-7k3f9xwp',
    member: 'MSPCFO',
    privateKey: new Secret(`pr1vate-half-of-${publicKey}`, 'private key'),
  });
else await escrow.destroy(publicKey);
