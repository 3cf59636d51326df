import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { workspace } from '../options.ts';
import type { InWorkspace } from '../workspace.ts';

export const portal = define({
  name: 'portal',
  description: 'create a portal of your own',
  commands: [
    define({
      name: 'new',
      description:
        'write the skeleton of a portal to portals/<name>: sign-in, a screen, an action, words, a runbook, a test, and a ' +
        'local stand-in',
      arguments: [new Argument('<name>', 'lower-case letters, digits and hyphens')],
      options: [
        workspace,
        new Option(
          '--secret',
          'a page of YAML instead: the portal makes a secret that is shown once, such as an API token',
        ),
      ],
      examples: [
        ['keywright portal new acme', 'start a portal of your own'],
        ['keywright portal new acme --secret', 'start a page of YAML, and the runbook that hands the secret over'],
      ],
      async action(name: string, options: InWorkspace & { secret?: boolean }) {
        const { newPortal } = await import('../portal-new/new-portal.ts');
        newPortal(name, options);
      },
    }),
  ],
});
