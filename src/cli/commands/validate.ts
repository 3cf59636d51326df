import { Argument } from 'commander';
import { define } from '../define.ts';
import { exit } from '../exit-codes.ts';

export const validate = define({
  name: 'validate',
  description: 'check runbooks and customers files; starts nothing',
  arguments: [new Argument('<files...>', 'YAML files')],
  examples: [['keywright validate onboard customers.yaml', 'check both files; starts nothing']],
  async action(names: string[]) {
    const { loadPortals } = await import('../../engine/registry.ts');
    const { formatDiagnostics } = await import('../../runbook/diagnostic.ts');
    const { validateFile } = await import('../../runbook/load.ts');
    const { runbookFile } = await import('../runbook-file.ts');
    const { print, printErrorAsIs } = await import('../terminal.ts');
    const registry = await loadPortals();
    for (const file of names.map(runbookFile)) {
      const { kind, holds, diagnostics, hints } = validateFile(file, registry);
      if (diagnostics.length > 0) process.exitCode = exit.badInput;
      if (diagnostics.length + hints.length > 0) printErrorAsIs(formatDiagnostics([...diagnostics, ...hints]));
      if (diagnostics.length === 0) print(`${file}: valid ${kind}, ${holds}`);
    }
  },
});
