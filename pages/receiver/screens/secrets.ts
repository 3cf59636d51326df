import type { Context } from '../../../src/portal-sdk/index.ts';
import { keepNewSecret } from '../../new-secret.ts';
import { fieldOf } from '../../screen/boxes/field.ts';
import { typeInto } from '../../screen/boxes/type-into.ts';
import { buttonsOf } from '../../screen/buttons/buttons.ts';
import { locate } from '../../screen/look.ts';
import { submit } from '../../screen/submit.ts';
import { pagersOf } from '../../screen/tables/pager.ts';
import type { Screen as Seen } from '../../screen/thing.ts';
import { anyOf } from '../../screen/words/lexicon.ts';
import { Screen } from '../../screen.ts';
import type { Made, Maker } from '../maker.ts';
import { withName } from '../makes-description.ts';
import { View } from '../view.ts';
import { words } from '../words.ts';
import { chooseEntry, tickBox } from './fill.ts';
import { Way } from './way.ts';

/** A list of more pages is for people to tidy up first. */
const MOST_PAGES = 50;

/** The list of the secrets that a portal has made, and the form of a new one. */
export class Secrets extends Screen<View<Maker>> {
  readonly #maker: Maker;

  constructor(maker: Maker, ctx: Context) {
    super(new View(maker, ctx, maker.makes.title));
    this.#maker = maker;
  }

  /** Those of this name that runs of this workspace have made, from any screen. */
  async own(name: string): Promise<Made[]> {
    const all = await this.ctx.reading(`The list of ${name}`, async () => await this.#read(name));
    return all.filter(({ tag }) => this.ctx.isOurTag(tag));
  }

  async #read(name: string): Promise<Made[]> {
    const arrived = async () => this.#maker.newOn(await this.view.see()) !== undefined;
    return await new Way(this.#maker, this.ctx).goAndRead(arrived, async () => await this.#readPages(name), {
      reads: true,
      proves: `${this.#maker.makes.title} "${name}" in ${this.#maker.title}`,
      proof: async () => await this.view.look((screen) => [...this.#maker.shownOn(screen, name).keys()]),
    });
  }

  async #readPages(name: string): Promise<Made[]> {
    const found = new Map<string, Made>();
    for (let page = 0; page < MOST_PAGES; page += 1) {
      // Rows may come after their list.
      await this.view.comesToRest();
      const screen = await this.view.see();
      for (const made of this.#maker.shownOn(screen, name).values()) found.set(made.name, made);
      const pager = pagersOf(screen).find(({ more, next }) => more && next !== undefined);
      if (pager === undefined) return [...found.values()];
      await this.view.press(locate(pager.next!), 'the next page');
      const turned = (now: Seen) => pagersOf(now).every(({ text }) => text !== pager.text);
      await this.view.wait('the next page', async () => turned(await this.view.see()));
    }
    throw await this.view.problem(`a list of at most ${MOST_PAGES} pages`, { actual: 'one that has more' });
  }

  /** Makes one and seals it. The list must be shown. @param name with the mark of the run */
  async create(name: string): Promise<void> {
    const { ctx, view } = this;
    const { title, fields, new: opens, shows } = this.#maker.makes;
    const open = await view.find(`"${opens[0]}"`, (screen) => this.#maker.newOn(screen));
    const first = (screen: Seen) => fields.flatMap(({ label }) => fieldOf(screen, label))[0];
    const press = async () => {
      await view.press(open, opens[0]!);
      await view.find(`the form of the new ${title}`, first);
    };
    await ctx.gesture(`Press ${opens[0]}`, press, { at: open });
    await view.comesToRest();
    for (const field of fields) await this.#fill(field, name);
    const { button, words: called } = await this.#makeButton();
    await keepNewSecret(view, {
      at: button,
      button: called,
      kind: title,
      name,
      label: shows.secret,
      publicLabel: shows.id,
      speech: this.#maker.speech,
    });
  }

  async #fill({ label, value, choose, tick }: Maker['makes']['fields'][number], name: string): Promise<void> {
    const { ctx, view } = this;
    const find = (screen: Seen) => fieldOf(screen, label);
    if (choose !== undefined) await chooseEntry(view, label[0]!, find, choose);
    if (tick !== undefined) await tickBox(view, label, tick);
    if (value === undefined) return;
    const text = withName(value, name);
    const box = await view.find(`the box ${label[0]}`, find);
    const type = async () => await typeInto(view, box, label[0]!, text);
    await ctx.gesture(`Type ${text} as ${label[0]}`, type, { kind: 'edit', at: box });
  }

  async #makeButton() {
    const { make, makes } = this.#maker;
    const found = (screen: Seen) => {
      const opener = this.#maker.newOn(screen);
      const all = buttonsOf(screen, make).filter((button) => button !== opener && button.listed.disabled !== true);
      // What opened the form may stand there still, in words of the same kind.
      return all.find((button) => button.window !== undefined) ?? all[0];
    };
    const button = await this.view.find(`the button ${make[0]} that makes the ${makes.title}`, found);
    return { button, words: (await this.view.thing(button))?.said() || make[0]! };
  }

  /**
   * Deletes one. The list must be shown.
   * @returns false where its row has no such button
   */
  async remove(made: Made): Promise<boolean> {
    const { ctx, view } = this;
    const at = await view.look((screen) => this.#maker.deleteOn(screen, made));
    if (at === undefined) return false;
    const name = made.name.slice(0, -' kw-'.length - 8);
    const answer = await ctx.gesture(
      `Press what deletes ${made.name}`,
      async () =>
        await submit(view, {
          what: `deleting ${made.name}`,
          press: async () => await view.pressOnce(at, `what deletes ${made.name}`),
          speech: this.#maker.speech,
          good: ['removed'],
          proof: (screen) => [...this.#maker.shownOn(screen, name).values()].every((one) => one.name !== made.name),
          yes: {
            words: anyOf(words.answers.confirm, words.answers.again, this.#maker.makes.delete ?? []),
            no: words.answers.decline,
          },
        }),
      { kind: 'commit', dialog: 'accept', at },
    );
    if ('refused' in answer)
      throw await view.problem(`${made.name} to be deleted`, { actual: `the message "${answer.refused}"` });
    return true;
  }
}
