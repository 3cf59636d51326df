/** The practice ConnectWise says no, in words for the person at the screen. */
export class Refused extends Error {
  /** The box that is to blame, by its name on the form. */
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}

/** @throws Refused when a record is gone */
export function present<T>(record: T | undefined): T {
  if (record === undefined) throw new Refused('This record no longer exists.');
  return record;
}
