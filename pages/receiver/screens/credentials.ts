import type { Context, GestureOptions } from '../../../src/portal-sdk/index.ts';
import { held } from '../../screen/boxes/field.ts';
import { textAt } from '../../screen/boxes/type-into.ts';
import { buttonsOf } from '../../screen/buttons/buttons.ts';
import { locate } from '../../screen/look.ts';
import type { Screen as Seen, Thing } from '../../screen/thing.ts';
import { imprintIn, plain } from '../../screen/words/words.ts';
import { Screen } from '../../screen.ts';
import type { Field, Receiver } from '../receiver.ts';
import { cardOf, isAboutConnectWise, rowOf } from '../rows.ts';
import { publicKeyIn } from '../template.ts';
import { PRIVATE_KEY, View } from '../view.ts';
import { words } from '../words.ts';
import { ConnectionStatus, type StatusReading, UNKNOWN } from './connection-status.ts';
import { Way } from './way.ts';

/** What the form shows of the key that it holds. */
export interface Stored extends StatusReading {
  publicKey: string | undefined;
  /** What the boxes hold that can be read again, by their labels. */
  values: Record<string, string | undefined>;
}

/** What a look at the form has found. */
interface FormReading extends Pick<Stored, 'publicKey' | 'values'> {
  /** What was said of the connection, where that is sure already. */
  settled: StatusReading | undefined;
}

const KEY = /^[A-Za-z0-9+/=_.~-]{8,128}$/;
/** A form that is at rest and holds no key may be filled within this time, in milliseconds. */
const FILLS = 1_000;
/** A list may open a menu, and that a window, before the form is there. */
const MOST_OPENERS = 3;

export const isEditable = ({ listed }: Thing): boolean => listed.disabled !== true && listed.readonly !== true;

/** The boxes and texts that may be a private key. */
const privateKeys = ({ privateField }: Receiver, screen: Seen): Thing[] => [
  ...new Set([...privateField.boxes(screen), ...privateField.beside(screen)]),
];

/** Whether the values can be typed where they stand. */
const isForm = ({ anchor }: Receiver, screen: Seen): boolean => {
  const [box] = anchor.boxes(screen);
  return box !== undefined && isEditable(box);
};

/** The button that opens the form; among several, only the one in the row that speaks of ConnectWise. */
function opener(receiver: Receiver, screen: Seen): Thing | undefined {
  const all = buttonsOf(screen, receiver.words.open);
  const found = [...all, ...buttonsOf(screen, words.form.editInRow)];
  const partOf = (button: Thing) => rowOf(button) ?? cardOf(button, found);
  return (
    found.find((button) => isAboutConnectWise(partOf(button)?.said() ?? '')) ?? (all.length === 1 ? all[0] : undefined)
  );
}

/**
 * The form of a portal that takes a ConnectWise key: where it is, and what it shows. Its list, view and form are one
 * screen with one state.
 */
export class Credentials extends Screen<View> {
  protected readonly its: Receiver;
  protected readonly connection: ConnectionStatus;

  constructor(receiver: Receiver, ctx: Context) {
    super(new View(receiver, ctx, receiver.form));
    this.its = receiver;
    this.view.hides = PRIVATE_KEY;
    this.connection = new ConnectionStatus(this.view, this.front);
  }

  /** What opens the form, where a list or a view is shown before it. */
  private readonly front = (screen: Seen): Thing | undefined =>
    isForm(this.its, screen) ? undefined : opener(this.its, screen);

  private async shown(): Promise<boolean> {
    const { anchor } = this.its;
    const isThere = (screen: Seen) => anchor.boxes(screen).length > 0 || anchor.beside(screen).length > 0;
    const opens = (screen: Seen) => isThere(screen) || opener(this.its, screen) !== undefined;
    const screen = await this.view.see();
    if (isThere(screen) || !opens(screen)) return isThere(screen);
    // What opens another part of the page may come first, and say the same.
    await this.view.comesToRest();
    return opens(await this.view.see());
  }

  private readonly arrived = async (): Promise<boolean> => (await this.shown()) && (await this.coverStored());

  async open(): Promise<void> {
    await new Way(this.its, this.ctx).go(this.arrived);
  }

  /** What is stored, and whether it works, from any screen. */
  async stored(): Promise<Stored> {
    return await this.ctx.reading(`What is stored under ${this.its.form}`, async () => await this.#openAndRead());
  }

  async #openAndRead(): Promise<Stored> {
    const isFirst = async () => this.front(await this.view.see()) === undefined;
    const read = async () => ((await isFirst()) ? await this.readForm(UNKNOWN) : undefined);
    const found = await new Way(this.its, this.ctx).goAndRead(this.arrived, read, this.evidence);
    return found === undefined ? await this.read() : await this.withConnection(found, UNKNOWN);
  }

  /** What the form is evidence of. */
  private get evidence(): GestureOptions {
    const { title, publicField } = this.its;
    const spot = (screen: Seen) => publicField.boxes(screen)[0] ?? publicField.beside(screen);
    return { proves: `Keys stored in ${title}`, proof: async () => await this.view.look(spot) };
  }

  /**
   * No portal should show a private key again; should it do so, the key is known as a secret before any picture.
   */
  private async coverStored(): Promise<true> {
    for (const thing of privateKeys(this.its, await this.view.see()))
      if (imprintIn(thing) !== undefined)
        await this.ctx.takeSecret(locate(thing), `private key that ${this.its.title} shows`);
    return true;
  }

  /** What a place holds; what looks like a private key, and stands where one does, is not read. */
  private async textOf(thing: Thing): Promise<string> {
    const imprint = imprintIn(thing);
    if (imprint === undefined) return thing.kind === 'box' ? held(thing) : thing.text;
    return privateKeys(this.its, thing.screen).some((secret) => imprintIn(secret) === imprint)
      ? ''
      : await textAt(thing);
  }

  protected async text(field: Field): Promise<string | undefined> {
    const screen = await this.view.see();
    const [box] = field.boxes(screen);
    const value = box === undefined ? '' : await this.textOf(box);
    if (value !== '') return value;
    // The label of the next field may stand nearer than the value.
    const names = screen.names(this.its.fields.flatMap(({ labels }) => labels));
    for (const thing of field.beside(screen)) {
      if (names.has(plain(thing.said()))) continue;
      const beside = await this.textOf(thing);
      if (beside !== '' && (!field.holdsPublicKey || KEY.test(beside))) return beside;
    }
    return undefined;
  }

  /** The public key that the form shows. */
  protected async publicKey(): Promise<string | undefined> {
    const { publicField } = this.its;
    const text = await this.text(publicField);
    return text === undefined ? undefined : publicKeyIn(publicField.entry.value!, text);
  }

  /** What is stored, and whether it works. The list or view before the form may be all that says so. */
  async read(): Promise<Stored> {
    const { form } = this.its;
    const before =
      this.front(await this.view.see()) === undefined
        ? UNKNOWN
        : await this.connection.read(`Read what ${form} says before it opens`);
    await this.openForm();
    const read = async () => await this.readForm(before);
    const found = await this.ctx.gesture(`Read what is stored under ${form}`, read, this.evidence);
    return await this.withConnection(found, before);
  }

  /** What the form shows. @param before what was said before it was open */
  private async readForm(before: StatusReading): Promise<FormReading> {
    const { phrases, fields } = this.its;
    await this.#filled();
    await this.coverStored();
    const values: Stored['values'] = {};
    for (const field of fields.filter((one) => one.isRead && !one.holdsPublicKey))
      values[field.label] = await this.text(field);
    // A form's test may be of what stands in it, and the private key does not: if the page has said already that
    // the connection works, nothing is pressed.
    const settled = phrases.mean(before.words ?? '', 'works') ? await this.connection.settled() : undefined;
    return { publicKey: await this.publicKey(), values, settled };
  }

  private async withConnection({ settled, ...known }: FormReading, before: StatusReading): Promise<Stored> {
    if (known.publicKey === undefined) return { ...known, ...UNKNOWN };
    const now = settled ?? (await this.connection.read(`Read what ${this.its.title} says about the connection`));
    return { ...known, ...(now.connection === 'unknown' && before.connection !== 'unknown' ? before : now) };
  }

  /** Forms fill late. That there is no key is believed only after a while: others' keys would be written over. */
  async #filled(): Promise<void> {
    await this.view.comesToRest();
    await this.view.becomesTrue(async () => (await this.publicKey()) !== undefined, { reacts: FILLS });
  }

  /** Goes to the form of the credentials, and reads nothing of it. */
  async show(): Promise<void> {
    await this.open();
    await this.openForm();
  }

  /** Opens the form where a list of records, or an empty page, is shown first. */
  protected async openForm(): Promise<void> {
    for (let n = 0; n < MOST_OPENERS; n += 1) {
      const shown = this.front(await this.view.see());
      if (shown === undefined) break;
      const button = locate(shown);
      const words = shown.said();
      const isNext = (screen: Seen) => {
        const next = this.front(screen);
        return next !== undefined && next.said() !== words && this.its.description.form.open !== undefined;
      };
      await this.ctx.gesture(
        'Open the form of the credentials',
        async () => {
          await this.view.press(button, 'the button that opens the credentials');
          await this.view.wait('the form of the credentials', async () => {
            const screen = await this.view.see();
            return isForm(this.its, screen) || isNext(screen);
          });
          await this.coverStored();
        },
        { at: button },
      );
    }
  }
}
