// By the global timer, which tests hurry.
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Polls `check` until it gives something other than undefined, null or false, and returns that.
 * @param timeout milliseconds; real screens have been seen to need 60 s (PRODUCT.md A8)
 * @param rest milliseconds between two looks, if `change` does not end the pause
 * @param change ends a pause early, when there is something new to look at; gets the milliseconds that are left of it
 * @throws the error that `otherwise` makes, when the time is up
 */
export async function until<T>(
  check: () => Promise<T | undefined | null | false>,
  otherwise: () => Promise<Error> | Error,
  timeout = 60_000,
  rest = 10,
  change: (ms: number) => Promise<void> = sleep,
): Promise<T> {
  const start = performance.now();
  for (let pause = rest; ; pause = Math.max(rest, Math.min(50, pause * 2))) {
    const began = performance.now();
    const value = await check();
    // A page that answers slowly needs time for its own work too.
    const took = Math.min(250, performance.now() - began);
    if (value !== undefined && value !== null && value !== false) return value;
    const waited = performance.now() - start;
    if (waited > timeout) throw await otherwise();
    // Looking often at what takes long only slows the machine. No message is gone within half a second.
    const whole = Math.max(pause, took, Math.min(500, waited / 20));
    // What was just asked for may be there at once; what does not come soon is not there sooner for looking.
    const least = Math.min(took / 2, waited / 10);
    if (least >= 1) await sleep(least);
    await change(whole - least);
  }
}
