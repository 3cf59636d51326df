import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { workspace } from '../options.ts';
import type { EscrowOptions, OneSecretOptions } from '../work/escrow.ts';

const publicKeyArgument = new Argument('<publicKey>', 'as "escrow list" shows it');
const oneSecret = [
  workspace,
  new Option('-c, --customer <name>', 'the customer').makeOptionMandatory(),
  new Option('--portal <name>', 'the portal, where several have a secret under this name'),
];

export const escrow = define({
  name: 'escrow',
  description: 'the sealed secrets of hand-overs that are not finished, for a person in need',
  commands: [
    define({
      name: 'list',
      description: 'what lies sealed; opens nothing',
      options: [workspace, new Option('-c, --customer <name>', 'only this customer')],
      async action(options: EscrowOptions) {
        const { listEscrow } = await import('../work/escrow.ts');
        listEscrow(options);
      },
    }),
    define({
      name: 'open',
      description: 'show one sealed secret at the terminal; recorded',
      arguments: [publicKeyArgument],
      options: oneSecret,
      async action(publicKey: string, options: OneSecretOptions) {
        const { openByHand } = await import('../work/escrow.ts');
        await openByHand(publicKey, options);
      },
    }),
    define({
      name: 'forget',
      description: 'destroy one sealed copy; recorded',
      arguments: [publicKeyArgument],
      options: oneSecret,
      async action(publicKey: string, options: OneSecretOptions) {
        const { forgetByHand } = await import('../work/escrow.ts');
        await forgetByHand(publicKey, options);
      },
    }),
  ],
});
