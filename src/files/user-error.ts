/** An error for the person who started a command. Its code never changes, so scripts need not read its words. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** `KW-…`: src/README.md lists them. */
  readonly code: string;
  /** How the process ends, where that is not the usual code of bad input. */
  readonly exitCode: number | undefined;
  /** The message is a list, whose parts have their own codes and places. */
  readonly listed: boolean = false;

  constructor(code: string, message: string, exitCode?: number) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** A text with a code behind its first line: `There is no such run. [KW-RUN-UNKNOWN]`. */
export function withCode(text: string, code: string): string {
  return text.replace(/(?=\n|$)/, ` [${code}]`);
}
