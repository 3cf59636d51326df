import type { NumberedShot } from '../../evidence/read-run.ts';
import { decode, type Pixels } from '../png.ts';
import { digestOf, type StampSource, stamp, stampedShots } from './stamped.ts';

/** What a stamped copy is worth: the moment that it shows, or what is wrong with it, in a sentence. */
export type Checked = { shot: NumberedShot } | { wrong: string };

/**
 * Checks stamped copies: makes each picture's strip anew from the bundle, and compares the pixels.
 * The name of a file proves nothing, so it is not looked at.
 */
export class StampChecker {
  readonly #made = new Map<string, NumberedShot>();
  /** Pictures without their strips, by width and rows. */
  readonly #pictures = new Map<string, NumberedShot>();
  readonly #rows = new Set<number>();

  private constructor() {
    // `of` makes it.
  }

  static async of(source: StampSource): Promise<StampChecker> {
    const checker = new StampChecker();
    for (const shot of stampedShots(source)) {
      const made = await stamp(source, shot);
      if ('wrong' in made) continue;
      checker.#made.set(digestOf(made.pixels), shot);
      checker.#pictures.set(digestOf(made.pixels, made.pictured), shot);
      checker.#rows.add(made.pictured);
    }
    return checker;
  }

  check(file: Buffer): Checked {
    let pixels: Pixels;
    try {
      pixels = decode(file);
    } catch (error) {
      return { wrong: `It cannot be read as Keywright wrote it. ${(error as Error).message}` };
    }
    const shot = this.#made.get(digestOf(pixels));
    if (shot !== undefined) return { shot };
    const known = [...this.#rows]
      .filter((rows) => rows < pixels.height)
      .map((rows) => this.#pictures.get(digestOf(pixels, rows)))
      .find((one) => one !== undefined);
    return {
      wrong:
        known === undefined
          ? 'Its picture is not from this run.'
          : `Its picture is number ${known.number} of this run, but its strip does not match the evidence.`,
    };
  }
}
