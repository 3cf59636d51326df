import type { Context, GestureOptions } from '../../../src/portal-sdk/index.ts';
import { buttonsOf } from '../../screen/buttons/buttons.ts';
import { isPressable, type Screen as Seen, saysSomething, type Thing } from '../../screen/thing.ts';
import { words as wordsIn } from '../../screen/words/words.ts';
import { Screen } from '../../screen.ts';
import type { DescribedPages } from '../described-pages.ts';
import type { WayStep as Step } from '../description-parts.ts';
import { PRIVATE_KEY, View } from '../view.ts';
import { Home } from './home.ts';

/** Of the page; a card that is pressed as a whole has one of its own. */
const isTitle = (thing: Thing): boolean => {
  const title = thing.closest((part) => part.is('heading') || /breadcrumb/i.test(part.listed.label ?? ''));
  return title !== undefined && !isPressable(title);
};

/** What is pressed to go on: what says one of these words and can be pressed by its make first; no title of a page. */
export function entryOf(screen: Seen, names: readonly string[]): Thing | undefined {
  const all = wordsIn(screen, names).filter((thing) => !isTitle(thing));
  return all.find(isPressable) ?? buttonsOf(screen, names)[0] ?? all[0];
}

/** The way from the start page to a form or a list, as the portal's page tells it. */
export class Way extends Screen<View<DescribedPages>> {
  readonly #home: Home;

  constructor(receiver: DescribedPages, ctx: Context) {
    super(new View(receiver, ctx, 'home'));
    this.#home = new Home(receiver, ctx);
  }

  /** Goes to the start page, and from there all the way. @param arrived whether the form is there */
  async go(arrived: () => Promise<boolean>): Promise<void> {
    await this.ctx.gesture(this.#inWords, async () => await this.#goAllTheWay(arrived));
  }

  /** The same in one gesture with reading what is there: a person would not stop before it. */
  async goAndRead<T>(arrived: () => Promise<boolean>, read: () => Promise<T>, options: GestureOptions): Promise<T> {
    const act = async () => {
      await this.#goAllTheWay(arrived);
      return await read();
    };
    return await this.ctx.gesture(`${this.#inWords}, and read what is stored`, act, options);
  }

  get #inWords(): string {
    return ['Go to the start page', ...this.view.receiver.goal.way.map(inWords)].join(' and ');
  }

  async #goAllTheWay(arrived: () => Promise<boolean>): Promise<void> {
    const { way, title, shows = `the ${title}` } = this.view.receiver.goal;
    await this.#home.open();
    for (const [n, step] of way.entries()) {
      const next = way[n + 1];
      await this.take(step, next === undefined ? shows : `"${nameOf(next)}"`, async () =>
        next === undefined ? await arrived() : await this.#canTake(next),
      );
    }
    if (way.length === 0) await this.view.wait(shows, arrived);
  }

  async #canTake({ press }: Step): Promise<boolean> {
    return press === undefined || (await this.view.look((screen) => entryOf(screen, press))) !== undefined;
  }

  private async take(step: Step, expected: string, arrived: () => Promise<boolean>): Promise<void> {
    const { 'under-name': underName, go } = step;
    if (go !== undefined) {
      const address = new URL(`${this.ctx.url.pathname.replace(/\/$/, '')}${go}`, this.ctx.url);
      this.view.hides = PRIVATE_KEY;
      await this.ctx.page.goto(address.href, { waitUntil: 'domcontentloaded' });
      return void (await this.view.wait(expected, arrived));
    }
    const names = underName ?? step.press!;
    if (underName !== undefined) await this.openMenu(underName);
    const at = await this.view.find(`"${names[0]}"`, (screen) => entryOf(screen, names));
    this.view.hides = PRIVATE_KEY;
    await this.view.press(at, names[0]!);
    await this.view.wait(expected, arrived);
  }

  /** Opens the menu under the name, whichever of what stands at the top right that is. */
  private async openMenu(names: readonly string[]): Promise<void> {
    // Of a wide place only the words may take the press.
    const places = (screen: Seen) =>
      this.#home.candidates(screen).flatMap((one) => [one, ...one.find(saysSomething).slice(0, 1)]);
    const isOpen = async () => (await this.view.look((screen) => entryOf(screen, names))) !== undefined;
    let tries = 0;
    // An open pull-down has entries of its own at the top right.
    let all = await this.view.all(places);
    await this.view.wait(`"${names[0]}" in the menu under your name (top right)`, async () => {
      if (await isOpen()) return true;
      if (all.length === 0) all = await this.view.all(places);
      const next = all[Math.floor(tries / 2) % Math.max(1, all.length)];
      if (next === undefined) return false;
      await (tries % 2 === 0
        ? this.view.press(next, 'the name at the top right')
        : next.hover({ timeout: 3_000 })
      ).catch(() => undefined);
      tries += 1;
      return await this.view.becomesTrue(isOpen);
    });
  }
}

const nameOf = ({ press, 'under-name': underName, go }: Step): string => press?.[0] ?? underName?.[0] ?? go!;

/** A step as a person would read it out. */
const inWords = (step: Step): string =>
  step.go !== undefined
    ? `go to ${step.go}`
    : `press ${nameOf(step)}${step['under-name'] === undefined ? '' : ' under your name (top right)'}`;
