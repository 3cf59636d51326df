import { Argument } from 'commander';
import { define } from '../define.ts';
import { workspace } from '../options.ts';
import type { InWorkspace } from '../workspace.ts';

export const portal = define({
  name: 'portal',
  description: 'portals of your own',
  commands: [
    define({
      name: 'new',
      description:
        'write the beginnings of a portal in code to portals/<name>: sign-in, a screen, an action, words, a runbook, a ' +
        'test, and a local stand-in',
      arguments: [new Argument('<name>', 'small letters, digits and hyphens')],
      options: [workspace],
      examples: [['keywright portal new acme', 'begin a portal of your own']],
      async action(name: string, options: InWorkspace) {
        const { newPortal } = await import('../portal-new/new-portal.ts');
        newPortal(name, options);
      },
    }),
  ],
});
