import { loadPortals } from '../../engine/registry.ts';
import { formatDiagnostics } from '../../runbook/diagnostic.ts';
import { validateFile } from '../../runbook/load.ts';
import { exit } from '../exit-codes.ts';
import { runbookFile } from '../load-job.ts';
import { print, printError } from '../terminal.ts';

/** Checks files without starting anything; all that is wrong with all of them is said in one go. */
export async function validateCommand(names: string[]): Promise<void> {
  const registry = await loadPortals();
  for (const file of names.map(runbookFile)) {
    const { kind, diagnostics, hints } = validateFile(file, registry);
    if (diagnostics.length > 0) process.exitCode = exit.badInput;
    if (diagnostics.length + hints.length > 0) printError(formatDiagnostics([...diagnostics, ...hints]));
    if (diagnostics.length === 0) print(`${file}: this ${kind} is right`);
  }
}
