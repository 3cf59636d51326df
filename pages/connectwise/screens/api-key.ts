import type { Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { checkOf, isTicked } from '../../screen/boxes/check-box.ts';
import { besideLabel } from '../../screen/boxes/field.ts';
import { textAt, typeInto } from '../../screen/boxes/type-into.ts';
import { buttonsOf } from '../../screen/buttons/buttons.ts';
import { distance, sameLine } from '../../screen/layout.ts';
import { locate } from '../../screen/look.ts';
import { saysNone } from '../../screen/tables/table.ts';
import { type Screen as Shown, type Thing, uppermost } from '../../screen/thing.ts';
import { imprintIn, plain, words } from '../../screen/words/words.ts';
import { Screen } from '../../screen.ts';
import { labels } from '../labels.ts';
import { pressDelete, recordDelete } from '../widgets/deleting.ts';
import { nothingIn, orSaying, readList } from '../widgets/list-rows.ts';
import { ownSave, refusal, save } from '../widgets/saving.ts';
import { readyTool, tool } from '../widgets/toolbar.ts';
import { View } from '../widgets/view.ts';

/**
 * What a key looks like: no spaces, no dots that stand for hidden letters, of plausible length, of more than two
 * letters. Pictures show 16 letters and digits; nobody promises that (PRODUCT.md D4). What may stand in a key's place
 * until it comes is words, or ends in dots; a key of letters in one case alone does not happen by chance.
 */
const WORDS = ['[A-Za-z]?[a-z]+([-_./~][A-Za-z]?[a-z]+)*[.-]*$', '[A-Z]+([-_./~][A-Z]+)*[.-]*$'];
export const KEY = `^(?!.*\\.\\.$)(?!${WORDS.join(')(?!')})(?!(.)\\3*(?:(.)(?:\\3|\\4)*)?$)[A-Za-z0-9+/=_.~-]{8,128}$`;

/**
 * How long a key has to stand there unchanged before it is taken, in milliseconds: some take most of a second to come.
 */
const STANDS = 1_500;

/** Milliseconds within which a page begins to open a key that was pressed, if it does. */
const OPENS = 2_000;

/** What no word of a description looks like: letters and digits, at least as many as pictures show (PRODUCT.md D4). */
const LISTED_KEY = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{16,40}$/;

/** Of the list of keys. */
export const KEY_COLUMNS = orSaying(
  { description: labels.columns.keyDescription, publicKey: labels.columns.publicKey },
  LISTED_KEY,
);

/** What says that there are no keys, where a list without any is not drawn. */
export function noKeys(screen: Shown): Thing | undefined {
  const named = uppermost(screen.texts.filter(saysNone)).find((text) =>
    screen.said(labels.tabs.apiKeys).some((name) => plain(text.said()).includes(plain(name))),
  );
  return named ?? nothingIn(screen, KEY_COLUMNS, labels.tabs.apiKeys);
}

/** What stands beside one of these labels and looks like a key. */
export const keyBeside = (screen: Shown, names: readonly string[]): Thing | undefined => keysBeside(screen, names)[0];

const keysBeside = (screen: Shown, names: readonly string[]): Thing[] =>
  screen
    .said(names)
    .flatMap((name) => besideLabel(screen, [name]))
    .filter((thing) => imprintIn(thing) !== undefined);

/** How deep the part lies that holds both. */
const nearness = (one: Thing, other: Thing): number =>
  [...(one.closest((part) => part.holds(other))?.outward() ?? [])].length + (one.window === other.window ? 1_000 : 0);

/** Both keys, beside two different labels: a list that lies under them has public keys of its own. */
export function pairOf(screen: Shown): { open: Thing; hidden: Thing } | undefined {
  const hidden = keyBeside(screen, labels.key.privateKey);
  if (hidden === undefined) return undefined;
  const [open] = keysBeside(screen, labels.key.publicKey).sort((a, b) => nearness(b, hidden) - nearness(a, hidden));
  return open === undefined || imprintIn(open) === imprintIn(hidden) ? undefined : { open, hidden };
}

/** Dots in place of a text that can be shown. */
const DOTS = /^[•●∙·*\u25cf\u2022]{4,}$/u;

const isBeside = (label: Thing, thing: Thing): boolean =>
  distance(label.box, thing.box) < Infinity && label.window === thing.window;

/** The button that shows the private key, where dots stand in its place. */
function revealer(screen: Shown): Thing | undefined {
  const isMasked = ({ kind, listed }: Thing) =>
    kind === 'text' && DOTS.test(listed.text!.trim()) && listed.imprint === undefined;
  const dots = words(screen, labels.key.privateKey)
    .flatMap((label) => screen.things.filter((thing) => isMasked(thing) && isBeside(label, thing)))
    .at(0);
  const shows = dots === undefined ? [] : buttonsOf(screen, labels.key.show);
  return shows.find((button) => sameLine(button.box, dots!.box) && button.window === dots!.window);
}

const imprintsOf = (pair: ReturnType<typeof pairOf>): string =>
  pair === undefined ? '' : `${imprintIn(pair.open)} ${imprintIn(pair.hidden)}`;

/** One key of a member: new, just made, or opened later (PRODUCT.md D4). */
export class ApiKey extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, "a member's API key"));
    this.view.hides = KEY;
  }

  /** @param box of the new key: a list that it lies over may have a Description, too */
  async typeDescription(box: Locator, description: string): Promise<void> {
    await this.ctx.gesture(
      `Type ${description} as Description`,
      async () => await typeInto(this.view, box, 'Description', description),
      { kind: 'edit', at: box },
    );
  }

  /**
   * Presses Save, reads the pair and seals the private half, all before any picture and before the screen is left: it
   * is never shown again (PRODUCT.md D4).
   * @param member whose key it is
   * @param box of the new key, where it may have a window of its own
   * @returns the public key
   */
  async saveAndSeal(description: string, member: string, box?: Locator): Promise<string> {
    const view = this.view;
    const drawn = box && (await view.thing(box));
    const button = (await view.look(() => ownSave(drawn))) ?? (await readyTool(view, 'save'));
    const answer = await this.ctx
      .gesture(
        'Press Save (not Save and Close), and keep the private key that is shown now',
        async (): Promise<{ publicKey: string } | { refused: string }> => {
          // A window that came up now could be the one with the key in it: it is never shown again.
          view.closesWindows = false;
          const saved = await save(view, button, 'making the key', async () => {
            const screen = await view.see();
            return pairOf(screen) !== undefined || revealer(screen) !== undefined;
          });
          if ('refused' in saved) return saved;
          const shows = await view.look(revealer);
          if (shows !== undefined) await view.press(shows, 'what shows the private key');
          // Keys are drawn bit by bit at times: what counts has stood there unchanged, beside two different labels.
          const { hidden, publicKey } = await view.wait('both keys on the screen', async () => {
            const pair = pairOf(await view.see());
            if (pair === undefined) return undefined;
            const isSame = async () => imprintsOf(pairOf(await view.see())) === imprintsOf(pair);
            if (!(await view.staysTrue(isSame, STANDS))) return undefined;
            const publicKey = await textAt(pair.open);
            return publicKey === '' ? undefined : { hidden: pair.hidden, publicKey };
          });
          const privateKey = await this.ctx.takeSecret(locate(hidden), 'ConnectWise private key');
          await this.ctx.escrow.seal({ kind: 'API key', publicKey, description, member, privateKey });
          return { publicKey };
        },
        {
          kind: 'commit',
          reveals: true,
          at: button,
          proves: `New key of ${member}, its private half covered`,
          proof: async () => await view.look((screen) => keyBeside(screen, labels.key.publicKey)),
        },
      )
      .finally(() => {
        view.closesWindows = true;
        view.hides = undefined;
      });
    if ('refused' in answer) throw await refusal(view, 'the key', answer.refused);
    return answer.publicKey;
  }

  /** Whether the list of keys is shown: it has columns, or says that it has no keys, and nothing to save. */
  private async listShown(): Promise<boolean> {
    if ((await tool(this.view, 'save')) !== undefined) return false;
    const list = await readList(this.view, KEY_COLUMNS);
    return list === undefined
      ? noKeys(await this.view.see()) !== undefined
      : list.columns.length === Object.keys(KEY_COLUMNS).length;
  }

  /**
   * Waits until this key is open: the record itself, not the list that it was opened from.
   * @returns false where nothing comes of its being pressed
   */
  async opens(publicKey: string): Promise<boolean> {
    const view = this.view;
    const isOpen = async () => {
      const beside = keyBeside(await view.see(), labels.key.publicKey);
      return beside !== undefined && !(await this.listShown()) && (await textAt(beside)) === publicKey;
    };
    if (!(await view.becomesTrue(isOpen, { reacts: OPENS })) && (await this.listShown())) return false;
    await view.wait(`the key ${publicKey} to be open`, isOpen);
    await view.settled();
    return true;
  }

  /** Whether the key that is open is inactive; undefined where the screen does not say. */
  async inactive(): Promise<boolean | undefined> {
    const box = checkOf(await this.view.see(), labels.key.inactive);
    return box && isTicked(box);
  }

  /**
   * Deletes the key that is open: the way to get rid of one whose private half is lost (PRODUCT.md D4).
   * @returns false where this screen has no Delete
   */
  async remove(publicKey: string): Promise<boolean> {
    const view = this.view;
    const button = await recordDelete(view, labels.key.noun);
    if (button === undefined) return false;
    const answer = await pressDelete(view, button, `the key ${publicKey}`, async () => await this.listShown());
    if ('refused' in answer) throw await refusal(view, `the removal of the key ${publicKey}`, answer.refused);
    return true;
  }
}
