import { wrap } from './text-width.ts';

/** README.md and `keywright --help` list them. */
export const exit = {
  /** The work is done, or there was nothing to do. */
  success: 0,
  /** The run started and failed; its evidence says where. For `verify`: evidence was altered, or is not closed. */
  runFailed: 1,
  /** A runbook, the customers file, a secret, an option: nothing was started. */
  badInput: 2,
  /** A check found that something is not as it should be; its evidence lists what. */
  drift: 3,
  /** `verify`: nothing was altered, but nothing shows who made the evidence. */
  unsigned: 3,
  /** Somebody else works for this customer: nothing was started. */
  busy: 4,
  /** Stopped by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
} as const;

/** For `keywright --help`. @param width cells of a line */
export function exitCodeLines(width: number): string {
  const meanings: [code: number, meaning: string][] = [
    [exit.success, 'success, also when there was nothing to do'],
    [exit.runFailed, 'the run failed, and its report says where; or evidence was altered (verify)'],
    [exit.badInput, 'bad runbook, customers file, secret or option; nothing was started'],
    [exit.drift, 'a check found drift, and nothing was changed; or evidence is unsigned (verify)'],
    [exit.busy, 'busy: another run for this customer is in progress; nothing was started'],
    [exit.interrupted, 'interrupted (Ctrl-C)'],
  ];
  return meanings
    .map(([code, meaning]) => `  ${String(code).padEnd(5)}${wrap(meaning, width - 7).join(`\n${' '.repeat(7)}`)}`)
    .join('\n');
}
