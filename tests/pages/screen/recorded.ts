import { readFileSync, writeFileSync } from 'node:fs';
import type { Listed, SnapshotOfFrame } from '../../../pages/screen/listed.ts';
import { Screen } from '../../../pages/screen/thing.ts';
import type { Lexicon } from '../../../pages/screen/words/lexicon.ts';

/** What a screen is made of: its frames, and where each begins. */
type Recorded = { at: [number, number]; snapshot: SnapshotOfFrame }[];

const fileOf = (name: string): URL => new URL(`recorded/${name}.json`, import.meta.url);

/** A screen as `record.ts`, or the zoo's, has seen it. */
export const recorded = (name: string): Screen => recordedIn(name, (text) => text);

/** The same with other texts. @param lexicon as what it is understood */
export function recordedIn(name: string, translated: (text: string) => string, lexicon?: Lexicon): Screen {
  const frames = JSON.parse(readFileSync(fileOf(name), 'utf8')) as Recorded;
  for (const { snapshot } of frames)
    for (const item of snapshot.items) {
      if (item.text !== undefined) item.text = translated(item.text);
      if (item.title !== undefined) item.title = translated(item.title);
    }
  return new Screen(frames, lexicon);
}

/** What no test asks for is left out, to keep the files small. */
function small({ ground: _ground, font: _font, look: drawn, ...listed }: Listed): Listed {
  return drawn === undefined || listed.kind === 'button' ? listed : { ...listed, look: drawn };
}

/** Writes down what a screen shows. @param whole with fonts, colours and all that a state could show in */
export function write(name: string, screen: Screen, whole = false): void {
  const frames = new Map<number, Recorded[number]>();
  for (const { frame, listed, box } of screen.things) {
    const known: Recorded[number] = frames.get(frame) ?? {
      at: [box.left - listed.box[0], box.top - listed.box[1]] as [number, number],
      snapshot: {
        items: [],
        frames: false,
        view: [screen.view.width, screen.view.height] as [number, number],
        title: screen.titles[frame] ?? '',
        moves: false,
        version: 1,
        quiet: 1_000,
        began: 0,
        at: 0,
        passed: [],
      },
    };
    known.snapshot.items.push({ ...(whole ? listed : small(listed)), id: known.snapshot.items.length });
    frames.set(frame, known);
  }
  writeFileSync(fileOf(name), `${JSON.stringify([...frames.values()])}\n`);
}
