import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { workspace } from '../options.ts';
import type { InitOptions } from '../work/operator.ts';
import type { InWorkspace } from '../workspace.ts';

const name = new Argument('<name>', 'the name that the evidence will show');

export const operator = define({
  name: 'operator',
  description: 'manage who may approve with a signature',
  commands: [
    define({
      name: 'init',
      description: 'create a key of your own, sealed with a passphrase, and register its public half in this workspace',
      arguments: [name],
      options: [workspace, new Option('--file <file>', 'keep the private key here (default: in your own folder)')],
      async action(who: string, options: InitOptions) {
        await (await import('../work/operator.ts')).initOperator(who, options);
      },
    }),
    define({
      name: 'list',
      description: 'list who is registered, with the fingerprints of their keys',
      options: [workspace],
      async action(options: InWorkspace) {
        (await import('../work/operator.ts')).listOperators(options);
      },
    }),
    define({
      name: 'remove',
      description: "stop accepting an operator's key; earlier signatures stay valid",
      arguments: [name],
      options: [workspace],
      async action(who: string, options: InWorkspace) {
        (await import('../work/operator.ts')).removeRegistered(who, options);
      },
    }),
  ],
});
