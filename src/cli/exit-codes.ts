/** Documented in `keywright --help` and the README. */
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
