/** What a test takes that `npm test` leaves to `npm run test:pairwise`. */
export const LONG = { tag: '@long' };

/** Each value with what its test takes: the first stands for all in `npm test`, the others vary one thing. */
export const representative = <T>(values: Iterable<T>): [T, { tag?: string }][] =>
  [...values].map((value, n) => [value, n === 0 ? {} : LONG]);
