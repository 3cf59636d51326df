import type { Locator } from 'playwright';
import { besideLabel } from '../../screen/boxes/field.ts';
import { buttonsOf } from '../../screen/buttons/buttons.ts';
import { floats } from '../../screen/lists/list.ts';
import { News } from '../../screen/messages/said.ts';
import { hearing } from '../../screen/submit.ts';
import { type Screen, saysSomething, type Thing } from '../../screen/thing.ts';
import { ALONE } from '../messages.ts';
import type { Receiver } from '../receiver.ts';
import { rowOf } from '../rows.ts';
import type { View } from '../view.ts';
import { words } from '../words.ts';

export type Connection = 'works' | 'fails' | 'unknown';

export interface StatusReading {
  connection: Connection;
  /** What the portal says of it, in its words. */
  words: string | undefined;
}

export const UNKNOWN: StatusReading = { connection: 'unknown', words: undefined };

/** Milliseconds within which the test of the connection says something, or shows that it is at work. */
const TEST_ANSWERS = 10_000;
/** Milliseconds that it may be at work. */
const TEST_WORKS = 60_000;
/** Milliseconds in which a page that says one thing after the other says the next. */
const SAYS_NEXT = 700;
/** Longer texts are no messages, in letters. */
const LONGEST = 300;

const ELSEWHERE = ['navigation', 'banner', 'complementary', 'contentinfo', 'button', 'menu'];

const textsIn = (things: Thing[], elsewhere: readonly string[]): string[] =>
  [...new Set(things.filter(saysSomething).map((leaf) => leaf.up ?? leaf))]
    .filter((owner) => !owner.isIn((part) => part.is(...elsewhere)))
    .map((owner) => owner.said())
    .filter((text) => text.length < LONGEST);

/** Texts of the part of the page that the keys stand in: other parts may speak of connections too. */
function ownTexts({ anchor }: Receiver, screen: Screen): string[] {
  const at = anchor.boxes(screen)[0] ?? anchor.beside(screen)[0];
  if (at === undefined) return [];
  const isWhole = (part: Thing) =>
    part.is('dialog', 'alertdialog', 'main') || (floats(part) && part.find((one) => one.is('button')).length > 0);
  const part = at.closest(isWhole);
  return textsIn(part === undefined ? screen.things.filter(({ frame }) => frame === at.frame) : part.all(), ELSEWHERE);
}

const isAbout = ({ phrases }: Receiver, text: string): boolean =>
  phrases.mean(text, 'works', 'fails') || ALONE.works.test(text) || ALONE.fails.test(text);

/** What the portal says about its connection to ConnectWise, of itself or when its test is pressed. */
export class ConnectionStatus {
  readonly #view: View;
  readonly #opener: (screen: Screen) => Thing | undefined;

  /** @param opener what opens the credentials, where a list or a view is shown before their form */
  constructor(view: View, opener: (screen: Screen) => Thing | undefined) {
    this.#view = view;
    this.#opener = opener;
  }

  /**
   * What the portal says about the connection now; undefined while it is checking. In a list of records, their row says it.
   */
  private current(screen: Screen): StatusReading | undefined {
    const { phrases } = this.#view.receiver;
    const opener = this.#opener(screen);
    const row = opener === undefined ? undefined : rowOf(opener);
    const inRow = row === undefined ? [] : textsIn(row.all(), ['button']);
    const texts = inRow.length > 0 ? inRow : ownTexts(this.#view.receiver, screen);
    const status = inRow.length > 0 ? inRow : besideLabel(screen, words.form.status).map(({ text }) => text);
    const fails = texts.find((text) => phrases.mean(text, 'fails')) ?? status.find((text) => ALONE.fails.test(text));
    const good = texts.find((text) => phrases.mean(text, 'works')) ?? status.find((text) => ALONE.works.test(text));
    if (fails === undefined && good === undefined && texts.some((text) => phrases.mean(text, 'checking')))
      return undefined;
    if (fails !== undefined) return { connection: 'fails', words: fails };
    return good === undefined ? UNKNOWN : { connection: 'works', words: good };
  }

  /** Waits until nothing is being checked, and what is said stays as it is for a moment. */
  async settled(): Promise<StatusReading> {
    const look = async () => this.current(await this.#view.see());
    return await this.#view.wait(`${this.#view.receiver.title} to say whether the connection works`, async () => {
      const first = await look();
      const text = JSON.stringify(first);
      const changes =
        first === undefined ||
        (await this.#view.becomesTrue(async () => JSON.stringify(await look()) !== text, { reacts: SAYS_NEXT }));
      return changes ? undefined : first;
    });
  }

  private readonly test = (screen: Screen): Thing | undefined =>
    this.#view.receiver
      .ownOf(screen, buttonsOf(screen, this.#view.receiver.words.test))
      .find(({ listed }) => listed.disabled !== true);

  /**
   * What the portal says about the connection: its own test is pressed where there is one. One that says anything else than
   * that it works is done once more, since what fails for a moment must not cost a key.
   * @param title of the gesture that reads it if there is no test to press
   */
  async read(title: string): Promise<StatusReading> {
    const { ctx, receiver } = this.#view;
    const test = await this.#view.look(this.test);
    let said: string | undefined;
    const keep = async (reading: Promise<StatusReading>) => {
      const done = await reading;
      said = done.words;
      return done;
    };
    const proving = {
      proves: `What ${receiver.title} says about its connection to ConnectWise`,
      proof: async () => (said === undefined ? undefined : await this.#spotOf(said)),
    };
    if (test === undefined) return await ctx.gesture(title, async () => await keep(this.settled()), proving);
    const press = async (how: string) =>
      await ctx.gesture(`${how} and read what ${receiver.title} says`, async () => await keep(this.tested()), {
        at: test,
        ...proving,
      });
    const first = await press('Press the test of the connection');
    if (first.connection === 'works' || first.words === undefined) return first;
    const second = await press('Press the test of the connection once more');
    return second.words === undefined ? first : second;
  }

  /** The smallest part of the page that says this. */
  async #spotOf(said: string): Promise<Locator | undefined> {
    return await this.#view.look((screen) => {
      const saying = screen.things.filter((thing) => thing.said() === said);
      return saying.findLast((thing) => saying.every((other) => other === thing || !thing.holds(other)));
    });
  }

  /** Presses the test of the connection, and waits for what comes of it, in whatever words it comes. */
  private async tested(): Promise<StatusReading> {
    const view = this.#view;
    const { phrases, speech } = view.receiver;
    const about = (text: string) => isAbout(view.receiver, text);
    return await hearing(view.ctx.page, async (heard) => {
      const before = await view.see();
      const news = new News(speech, before);
      const said = (screen: Screen) => [...heard, ...news.on(screen).map(({ text }) => text)];
      await view.press(await view.find('the test of the connection', this.test), 'the test of the connection');
      const isAtWork = (screen: Screen) => this.test(screen) === undefined;
      const isHeard = await view.becomesTrue(
        async () => {
          const screen = await view.see();
          // What stood there before is no answer, unless it is drawn anew.
          return said(screen).length > 0 || news.drawnAnew().some(({ text }) => about(text)) || isAtWork(screen);
        },
        { reacts: TEST_ANSWERS, atMost: TEST_ANSWERS },
      );
      if (isHeard)
        await view.becomesTrue(
          async () => {
            const screen = await view.see();
            return !isAtWork(screen) || said(screen).some(about);
          },
          { reacts: TEST_WORKS, atMost: TEST_WORKS },
        );
      const then = await this.settled();
      const heardNow = said(await view.see());
      if (then.connection !== 'unknown' || heardNow.length === 0) return then;
      return {
        connection: heardNow.some((text) => phrases.mean(text, 'refused', 'not saved', 'busy', 'unclear'))
          ? 'fails'
          : 'unknown',
        words: heardNow.filter((_, n) => n < 3).join(' / '),
      };
    });
  }
}
