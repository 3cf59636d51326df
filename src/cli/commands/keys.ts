import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { workspace } from '../options.ts';
import type { KeysInitOptions } from '../work/keys.ts';
import type { InWorkspace } from '../workspace.ts';

const WITNESS = 'an https address of a time stamp service, command:<command line>, git:<remote>, or none';

export const keys = define({
  name: 'keys',
  description: 'create the key that signs evidence, and choose an outside witness',
  commands: [
    define({
      name: 'init',
      description:
        'create the key before the first run does, sign the list of earlier runs, and show what to give auditors',
      options: [workspace, new Option('--witness <who>', `the outside witness, who is told of each run: ${WITNESS}`)],
      async action(options: KeysInitOptions) {
        const { initKeys } = await import('../work/keys.ts');
        initKeys(options);
      },
    }),
    define({
      name: 'witness',
      description: 'show or choose the outside witness, who is told of each run',
      arguments: [new Argument('[who]', `${WITNESS} (default: show who it is)`)],
      options: [workspace],
      async action(who: string | undefined, options: InWorkspace) {
        const { showWitness } = await import('../work/keys.ts');
        showWitness(who, options);
      },
    }),
  ],
});
