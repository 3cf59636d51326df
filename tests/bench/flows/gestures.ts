import { join } from 'node:path';
import type { Done } from './job.ts';

/** Does gestures in order, with a picture after each, and counts both. */
export class Gestures {
  readonly titles: string[] = [];
  /** How long each took, without its pictures: milliseconds. */
  readonly acts: number[] = [];
  pictures = 0;
  readonly #folder: string;
  readonly #picture: (file: string) => Promise<void>;

  constructor(folder: string, picture: (file: string) => Promise<void>) {
    this.#folder = folder;
    this.#picture = picture;
  }

  /** @param before a picture before it too: of a screen that has changed since the last one */
  async make<T>(title: string, act: () => Promise<T>, before = false): Promise<T> {
    this.titles.push(title);
    if (before) await this.#shoot();
    const begun = performance.now();
    const result = await act();
    this.acts.push(performance.now() - begun);
    await this.#shoot();
    return result;
  }

  async #shoot(): Promise<void> {
    this.pictures += 1;
    await this.#picture(join(this.#folder, `${String(this.pictures).padStart(4, '0')}.png`));
  }
}

/** Times launch, flow and closing of a tool. */
export async function timed<B>(
  launch: () => Promise<B>,
  flow: (browser: B) => Promise<Gestures>,
  close: (browser: B) => Promise<unknown>,
): Promise<Done> {
  const begun = performance.now();
  const browser = await launch();
  const launched = performance.now();
  try {
    const { titles, acts, pictures } = await flow(browser);
    const ended = performance.now();
    await close(browser);
    return {
      launch: launched - begun,
      flow: ended - launched,
      close: performance.now() - ended,
      titles,
      acts,
      pictures,
    };
  } catch (error) {
    await close(browser).catch(() => undefined);
    throw error;
  }
}
