import type { Frame } from 'playwright';
import { eyes, type Eyes } from './eyes.ts';

/**
 * Runs a reading function inside the page with the eyes at hand. It must be self-contained and change nothing.
 * @param reading the function, or its source text
 * @param arg plain data
 */
export async function readIn<A, R>(frame: Frame, reading: ((see: Eyes, arg: A) => R) | string, arg: A): Promise<R> {
  return (await frame.evaluate(`(${String(reading)})((${String(eyes)})(), ${JSON.stringify(arg)})`)) as R;
}
