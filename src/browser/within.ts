/** How long a page may take to answer, to stop, or to do anything while it is stopped, in milliseconds. */
const LIMIT = 20_000;

/** @param limit in milliseconds @throws if it takes longer */
export async function within<T>(work: Promise<T>, limit = LIMIT): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  work.catch(() => undefined);
  try {
    return await Promise.race([
      work,
      new Promise<never>(
        (_, reject) => (timer = setTimeout(() => reject(new Error('the page did not answer')), limit)),
      ),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
