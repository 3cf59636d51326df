import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { workspace } from '../options.ts';
import type { EscrowOptions, OneSecretOptions } from '../work/escrow.ts';

const publicKeyArgument = new Argument('<publicKey>', 'as "escrow list" shows it');
const oneSecret = [
  workspace,
  new Option('-c, --customer <name>', 'the customer').makeOptionMandatory(),
  new Option('--portal <name>', 'the portal, if several have a secret of this name'),
];

export const escrow = define({
  name: 'escrow',
  description: 'recover private keys from unfinished hand-overs',
  commands: [
    define({
      name: 'list',
      description: 'list what is sealed; opens nothing',
      options: [workspace, new Option('-c, --customer <name>', 'only this customer')],
      async action(options: EscrowOptions) {
        const { listEscrow } = await import('../work/escrow.ts');
        listEscrow(options);
      },
    }),
    define({
      name: 'open',
      description: 'show one sealed secret at the terminal; this is recorded',
      arguments: [publicKeyArgument],
      options: oneSecret,
      async action(publicKey: string, options: OneSecretOptions) {
        const { openByHand } = await import('../work/escrow.ts');
        await openByHand(publicKey, options);
      },
    }),
    define({
      name: 'forget',
      description: 'destroy one sealed copy; this is recorded',
      arguments: [publicKeyArgument],
      options: oneSecret,
      async action(publicKey: string, options: OneSecretOptions) {
        const { forgetByHand } = await import('../work/escrow.ts');
        await forgetByHand(publicKey, options);
      },
    }),
  ],
});
