import { define } from '../define.ts';
import { workspace } from '../options.ts';
import type { InWorkspace } from '../workspace.ts';

export const keys = define({
  name: 'keys',
  description: 'make the key that signs evidence',
  commands: [
    define({
      name: 'init',
      description:
        'make the key before the first run does, sign the list of earlier runs, and show what to give auditors',
      options: [workspace],
      async action(options: InWorkspace) {
        const { makeSigningKey } = await import('../../evidence/signing-key.ts');
        const { signingFiles } = await import('../../evidence/signing.ts');
        const { print } = await import('../terminal.ts');
        const { runsOf, stateOf } = await import('../workspace.ts');
        const { fingerprint, publicKey } = makeSigningKey(stateOf(options), runsOf(options));
        print(`Made the key that signs evidence: ${signingFiles(stateOf(options)).folder}

Give auditors this public key, or its fingerprint, through another channel than the evidence itself:

${publicKey.trim()}

SHA-256 of it (DER): ${fingerprint}

Keep private.pem on this machine: whoever has it can sign as you, and without it no later run is signed. \
Keep a copy of public.pem elsewhere.`);
      },
    }),
  ],
});
