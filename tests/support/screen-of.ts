import type { Listed } from '../../pages/screen/listed.ts';
import { Screen } from '../../pages/screen/thing.ts';

/** A part of a screen as a test writes it down: its place, what is said of it, and what is in it. */
export interface Part extends Partial<Omit<Listed, 'box' | 'up'>> {
  /** Left, top, width and height. */
  at: [number, number, number, number];
  inside?: (Part | string)[];
}

/** A screen as a look would give it, without a browser: a text in a part takes the part's place. */
export function screenOf(parts: Part[], view: [number, number] = [1000, 700]): Screen {
  const items: Listed[] = [];
  const add = ({ at, inside = [], ...listed }: Part, up: number): void => {
    const id = listed.id ?? items.length + 1;
    const own = items.push({ tag: 'div', block: true, ...listed, id, up, box: at }) - 1;
    for (const part of inside) {
      if (typeof part === 'string')
        items.push({ id, up: own, tag: '', kind: 'text', text: part, box: at, font: [14, 400] });
      else add(part, own);
    }
  };
  add({ tag: 'body', at: [0, 0, ...view], inside: parts }, -1);
  return new Screen([
    {
      at: [0, 0],
      snapshot: {
        items,
        frames: false,
        view,
        title: '',
        began: 0,
        moves: false,
        version: 1,
        quiet: 10_000,
        at: 0,
        passed: [],
      },
    },
  ]);
}
