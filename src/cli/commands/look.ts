import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { collect, customersFile, detail, headed, json } from '../options.ts';
import type { LookOptions } from '../work/look.ts';

export const look = define({
  name: 'look',
  description:
    'for portal authors: sign in, open a screen, and see what Keywright finds there, marked in the pictures; changes nothing',
  arguments: [
    new Argument('<portal>', 'the portal'),
    new Argument('<things...>', '"field: Role ID", "button: Save", "words: …", "check: …", "beside: …", "tip: …"'),
  ],
  options: [
    new Option('-c, --customer <name>', 'the customer whose portal it is').makeOptionMandatory(),
    customersFile,
    new Option('--go <path>', "go to this path below the portal's address first"),
    new Option('--press <words>', 'press this on the way (repeatable)').argParser(collect),
    new Option('--patience <time>', 'how long anything may take: 5s, 1m').default('5s'),
    headed,
    ...detail,
    json,
  ],
  examples: [["keywright look acme 'field: Role ID' --customer acme", 'see what a page object would find']],
  async action(portal: string, things: string[], options: Omit<LookOptions, 'portal' | 'things'>) {
    const { lookAt } = await import('../work/look.ts');
    const { withResult } = await import('../progress/json.ts');
    await withResult(options, async () => await lookAt({ ...options, portal, things }));
  },
});
