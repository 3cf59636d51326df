import { Argument } from 'commander';
import { define } from '../define.ts';
import { exit } from '../exit-codes.ts';

export const validate = define({
  name: 'validate',
  description: 'check runbooks and customers files; starts nothing',
  arguments: [new Argument('<files...>', 'YAML files, or a folder of customers files')],
  examples: [
    ['keywright validate onboard', 'check a runbook without starting anything'],
    ['keywright validate customers.yaml', 'check a customers file, and its inputs for the shipped runbooks'],
    ['keywright validate customers', 'check a folder of customers files'],
    ['keywright validate my-job.yaml customers.yaml', 'check its inputs for a runbook of your own as well'],
  ],
  async action(names: string[]) {
    const { loadPortals } = await import('../../engine/registry.ts');
    const { formatDiagnostics } = await import('../../runbook/diagnostic.ts');
    const { validateFile, validateInputs } = await import('../../runbook/validate.ts');
    const { ownRunbooks, runbookFile } = await import('../../runbook/own-runbooks.ts');
    const { print, printErrorAsIs } = await import('../terminal.ts');
    const registry = await loadPortals();
    const checked = names.map(runbookFile).map((file) => ({ file, ...validateFile(file, registry) }));
    const right = (...kinds: string[]) =>
      checked.filter((one) => kinds.includes(one.kind) && one.diagnostics.length === 0).map(({ file }) => file);
    const customers = right('customers file', 'customers folder');
    const inputs = validateInputs(customers, [...right('runbook'), ...ownRunbooks()], registry);
    for (const { file, kind, holds, diagnostics: own, hints: ownHints } of checked) {
      const { hints = [], wrong = [] } = Object.groupBy(inputs.get(file) ?? [], ({ code }) =>
        code === 'KW-INPUT-UNUSED' ? 'hints' : 'wrong',
      );
      hints.unshift(...ownHints);
      const diagnostics = [...own, ...wrong];
      if (diagnostics.length > 0) process.exitCode = exit.badInput;
      if (diagnostics.length + hints.length > 0) printErrorAsIs(formatDiagnostics([...diagnostics, ...hints]));
      if (diagnostics.length === 0) print(`${file}: valid ${kind}, ${holds}`);
    }
  },
});
