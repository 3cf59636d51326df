import type { Term } from '../../src/portal-sdk/index.ts';
import { fieldOf } from '../screen/boxes/field.ts';
import { buttonsOf } from '../screen/buttons/buttons.ts';
import { sameLine } from '../screen/layout.ts';
import type { Screen, Thing } from '../screen/thing.ts';
import { anyOf } from '../screen/words/lexicon.ts';
import { matching, plain, words as wordsIn } from '../screen/words/words.ts';
import { DescribedPages } from './described-pages.ts';
import type { MakerDescription } from './description.ts';
import { withName } from './makes-description.ts';
import { rowOf } from './rows.ts';
import { entryOf } from './screens/way.ts';
import { words } from './words.ts';

/** A secret that the list shows, made by a run of this or another workspace. */
export interface Made {
  /** Its name as the list writes it. */
  name: string;
  /** The mark of the run that made it. */
  tag: string;
  /** All that its row says, text by text. */
  says: readonly string[];
}

/** What tells a made secret: its name ends with the mark of a run. */
export const taggedName = (name: string, tag: string): string => `${name} kw-${tag}`;

/** The words around a name in the same row: what its row holds, or what stands in its line. */
const besideName = (at: Thing): Thing[] =>
  rowOf(at)?.find(() => true) ??
  at.screen.things.filter(({ box, frame }) => frame === at.frame && sameLine(box, at.box));

/** A portal that makes secrets and shows each once, as its page describes it. */
export class Maker extends DescribedPages {
  readonly makes: MakerDescription['makes'];
  /** What makes one. */
  readonly make: Term;

  constructor(name: string, description: MakerDescription) {
    const { makes } = description;
    const shows = `"${makes.new[0]}", which opens the form of a new ${makes.title}`;
    super(name, description, { ...makes, shows }, []);
    this.makes = makes;
    this.make = anyOf(makes.make ?? [], words.secret.make);
  }

  override showsForm(screen: Screen): boolean {
    return this.makes.fields.some(({ label }) => fieldOf(screen, label).length > 0);
  }

  /**
   * What opens the form of a new one: the nearest to the heading of the list. Where there is none yet, the heading may be
   * missing, too; then only the first words count, because others may say anything else.
   */
  newOn(screen: Screen): Thing | undefined {
    const { list, new: opens } = this.makes;
    const heading = list && wordsIn(screen, list)[0];
    if (heading === undefined) return entryOf(screen, list === undefined ? opens : opens.slice(0, 1));
    const away = ({ box }: Thing) => Math.abs(box.top - heading.box.top);
    const found = [...new Set([...buttonsOf(screen, opens), ...wordsIn(screen, opens)])];
    return found.filter((thing) => thing !== heading).sort((one, other) => away(one) - away(other))[0];
  }

  /** The secrets of this name that the screen shows, by what says their names. */
  shownOn(screen: Screen, name: string): Map<Thing, Made> {
    const pattern = `^${RegExp.escape(plain(name))} kw-([0-9a-z]{8})$`;
    return new Map(
      matching(screen, pattern).map((at) => [
        at,
        {
          name: at.said(),
          tag: at.said().slice(-8),
          says: [...new Set(besideName(at).map((thing) => thing.said()))].filter((text) => text !== ''),
        },
      ]),
    );
  }

  /** What deletes a secret, in its own row; undefined where there is not just one such button. */
  deleteOn(screen: Screen, { name }: Made): Thing | undefined {
    const called = this.makes.delete?.map((text) => withName(text, name));
    const at = [...this.shownOn(screen, name.slice(0, -' kw-'.length - 8))].find(([, made]) => made.name === name)?.[0];
    if (called === undefined || at === undefined) return undefined;
    const beside = new Set(besideName(at));
    const found = buttonsOf(screen, called).filter((button) => beside.has(button));
    return found.length === 1 ? found[0] : undefined;
  }
}

/** Whether a receiver that holds this public half holds that secret. */
export const isHeldAs = ({ name, says }: Made, publicKey: string): boolean =>
  name === publicKey || says.includes(publicKey);
