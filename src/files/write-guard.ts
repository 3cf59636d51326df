let check: (() => void) | undefined;

/**
 * From now on this process writes only as long as `mayWrite` lets it. For a machine that slept: what it would write may
 * be another's by now.
 * @param mayWrite throws, or ends the process; undefined takes the guard away
 */
export function guardWrites(mayWrite: (() => void) | undefined): void {
  check = mayWrite;
}

/** @throws what the guard throws */
export const requireWritable = (): void => check?.();
