const real = { setTimeout: globalThis.setTimeout, now: performance.now.bind(performance) };
const TIMES = 20;
let asked = 0;

/** Time goes faster for what waits in this process, for work without a browser: its timers would be hurried, too. */
export async function hurried<T>(work: () => Promise<T>): Promise<T> {
  asked += 1;
  globalThis.setTimeout = ((act: () => void, ms = 0) => real.setTimeout(act, ms / TIMES)) as typeof setTimeout;
  performance.now = () => real.now() * TIMES;
  try {
    return await work();
  } finally {
    asked -= 1;
    if (asked === 0) {
      globalThis.setTimeout = real.setTimeout;
      performance.now = real.now;
    }
  }
}
