import { UserError } from '../files/user-error.ts';
import { type Diagnostic, formatDiagnostics } from '../runbook/diagnostic.ts';

/** Something is wrong in the files or options of a job; the message lists all of it, with places and codes. */
export class BadInput extends UserError {
  override readonly listed = true;

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]!.code, formatDiagnostics(diagnostics));
  }
}
