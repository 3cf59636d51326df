import type { Locator } from 'playwright';
import type { Eyes } from '../../sight/eyes.ts';
import { TextChanges } from '../../sight/news.ts';
import { drawnSince, reading, rememberTexts } from '../../sight/read.ts';
import { boxText } from '../../sight/text-box.ts';
import { buttonOf, ROW } from '../buttons.ts';
import { labels } from '../labels.ts';
import { bad, messages, works } from '../messages.ts';
import type { View } from '../view.ts';

export type Connection = 'works' | 'fails' | 'unknown';

export interface StatusReading {
  connection: Connection;
  /** What MSPCFO says of it, in its words. */
  words: string | undefined;
}

export const UNKNOWN: StatusReading = { connection: 'unknown', words: undefined };

/** Milliseconds within which the test of the connection says something, or shows that it is at work. */
const TEST_ANSWERS = 10_000;
/** Milliseconds that it may be at work. */
const TEST_WORKS = 60_000;

/**
 * Texts of the part of the page that the credentials stand in: other parts may speak of connections too. Runs in the
 * page.
 */
function ownTexts(see: Eyes, labels: string[]): string[] {
  const box = see.field(document, labels)[0] ?? see.value(document, labels)[0];
  if (box === undefined) return [];
  let part: Element = box;
  const whole = (element: Element) =>
    element.matches('dialog, [role=dialog], [aria-modal=true], main, [role=main]') ||
    getComputedStyle(element).position === 'fixed';
  while (part.parentElement !== null && !whole(part)) part = part.parentElement;
  return see
    .texts(part)
    .filter((element) => element.closest('nav, header, aside, footer, button, [role=menu], [role=navigation]') === null)
    .map((element) => see.read(element))
    .filter((text) => text.length < 300);
}

const own = reading('own-texts', ownTexts);

const rowTexts = reading<string, string[]>('row-texts', (see, css, button) => {
  const row = button.closest(css);
  return row === null
    ? []
    : see
        .texts(row)
        .filter((element) => element.closest('button') === null)
        .map(see.read)
        .filter((text) => text.length < 300);
});

/** What MSPCFO says of its connection to ConnectWise, of itself or when its test is pressed. */
export class ConnectionStatus {
  readonly #view: View;
  readonly #opener: () => Promise<Locator | undefined>;

  /** @param opener what opens the credentials, where a list or a view is shown before their form */
  constructor(view: View, opener: () => Promise<Locator | undefined>) {
    this.#view = view;
    this.#opener = opener;
  }

  /**
   * What MSPCFO says of the connection now; undefined while it is checking. In a list of records, their row says it.
   */
  private async current(opener: Locator | undefined): Promise<StatusReading | undefined> {
    const row = opener === undefined ? [] : await rowTexts.of(opener, ROW, { timeout: 1_000 }).catch(() => []);
    const texts =
      row.length > 0
        ? row
        : (await own.all(this.#view.ctx.page, [...labels.credentials.publicKey])).flatMap(({ read }) => read);
    const status =
      row.length > 0
        ? row
        : await Promise.all(
            (await this.#view.all({ value: [...labels.credentials.status] })).map(
              async (at) => await boxText(at, { timeout: 1_000 }).catch(() => ''),
            ),
          );
    const fails =
      texts.find((text) => messages.fails.test(text)) ?? status.find((text) => messages.failsAlone.test(text));
    const good = texts.find(works) ?? status.find((text) => messages.worksAlone.test(text));
    if (fails === undefined && good === undefined && texts.some((text) => messages.checking.test(text)))
      return undefined;
    if (fails !== undefined) return { connection: 'fails', words: fails };
    return good === undefined ? UNKNOWN : { connection: 'works', words: good };
  }

  /** Waits until nothing is being checked, and what is said stays as it is for a moment. */
  async settled(): Promise<StatusReading> {
    return await this.#view.wait('MSPCFO to say whether the connection works', async () => {
      const opener = await this.#opener();
      const first = await this.current(opener);
      const text = JSON.stringify(first);
      const changes =
        first === undefined ||
        (await this.#view.within(700, async () => JSON.stringify(await this.current(opener)) !== text));
      return changes ? undefined : first;
    });
  }

  /**
   * What MSPCFO says of the connection: its own test is pressed where there is one. One that says anything else than
   * that it works is done once more, since what fails for a moment must not cost a key.
   * @param title of the gesture that reads it if there is no test to press
   */
  async read(title: string): Promise<StatusReading> {
    const { ctx } = this.#view;
    const test = await this.#view.look(...buttonOf(labels.credentials.test));
    if (test === undefined || !(await test.isEnabled().catch(() => false)))
      return await ctx.gesture(title, async () => await this.settled());
    const press = async (how: string) =>
      await ctx.gesture(`${how} and read what MSPCFO says`, async () => await this.tested(test), { at: test });
    const first = await press('Press the test of the connection');
    if (first.connection === 'works' || first.words === undefined) return first;
    const second = await press('Press the test of the connection once more');
    return second.words === undefined ? first : second;
  }

  /** Presses the test of the connection, and waits for what comes of it, in whatever words it comes. */
  private async tested(test: Locator): Promise<StatusReading> {
    const { page } = this.#view.ctx;
    const view = this.#view;
    return await TextChanges.since(
      page,
      async () => await view.texts(),
      async (news) => {
        await rememberTexts(page);
        await view.press(test, 'the test of the connection');
        // What stood there before is no answer, unless it is drawn anew.
        const about = (text: string) =>
          works(text) || messages.fails.test(text) || messages.worksAlone.test(text) || messages.failsAlone.test(text);
        const atWork = async () =>
          !(await test.isVisible().catch(() => false)) || !(await test.isEnabled({ timeout: 500 }).catch(() => false));
        const heard = await view.within(
          TEST_ANSWERS,
          async () => (await news.look()).length > 0 || (await drawnSince(page)).some(about) || (await atWork()),
        );
        if (heard) await view.within(TEST_WORKS, async () => !(await atWork()) || (await news.look()).some(about));
        const then = await this.settled();
        const words = await news.look();
        if (then.connection !== 'unknown' || words.length === 0) return then;
        return {
          connection: words.some((text) => bad(text) || messages.unclear.test(text)) ? 'fails' : 'unknown',
          words: words.slice(0, 3).join(' / '),
        };
      },
    );
  }
}
