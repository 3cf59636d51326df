import type { Locator } from 'playwright';
import { excerpt, type Context, type Secret } from '../../../src/portal-sdk/index.ts';
import { Screen } from '../../screen.ts';
import { buttonsOf } from '../../screen/buttons.ts';
import { besideLabel, fieldOf, held } from '../../screen/field.ts';
import { locate } from '../../screen/look.ts';
import { hidesTyping } from '../../screen/sign-in.ts';
import { submit, type Answer } from '../../screen/submit.ts';
import type { Screen as Seen, Thing } from '../../screen/thing.ts';
import { typeInto } from '../../screen/type-into.ts';
import { labels } from '../labels.ts';
import { phrases, speech } from '../messages.ts';
import { findRemove, pressRemove } from '../remove-credentials.ts';
import { cardOf, isAboutConnectWise, rowOf } from '../rows.ts';
import { PRIVATE_KEY, View } from '../view.ts';
import { mislabelledFields } from './field-check.ts';
import { ConnectionStatus, UNKNOWN, type StatusReading } from './connection-status.ts';
import { Home } from './home.ts';

export interface Stored extends StatusReading {
  publicKey: string | undefined;
  server: string | undefined;
  company: string | undefined;
}

export interface Credentials {
  publicKey: string;
  privateKey: Secret;
  server: string;
  company: string;
}

/**
 * Milliseconds after which a Save that stays switched off has nothing left to save: until then its answer may be on its
 * way.
 */
const NOTHING_LEFT = 20_000;

const PLAIN = ['publicKey', 'server', 'company'] as const;
type Plain = (typeof PLAIN)[number];
/** How a gesture names a box: its label differs by tenant, and so is no part of a title. */
const NAMED = { publicKey: 'the public key', server: 'the address of the server', company: 'the company ID' } as const;
const KEY = /^[A-Za-z0-9+/=_.~-]{8,128}$/;

const { publicKey, privateKey, server, company, edit, editInRow, replace, save } = labels.credentials;

const boxOf = (screen: Seen, name: Plain | 'privateKey'): Thing | undefined =>
  fieldOf(screen, labels.credentials[name])[0];

const isEditable = ({ listed }: Thing): boolean => listed.disabled !== true && listed.readonly !== true;

/** The boxes and texts that may be a private key. */
const privateKeys = (screen: Seen): Thing[] => [
  ...new Set([...fieldOf(screen, privateKey), ...besideLabel(screen, privateKey)]),
];

/** What was taken for a secret by its look only; of a text, the number is its own piece's. */
const imprintIn = (thing: Thing): number | undefined =>
  [thing, ...thing.all()].find(({ listed }) => listed.imprint !== undefined)?.listed.imprint;

/** What a place says, read where it stands. */
async function ownText(at: Locator): Promise<string> {
  const now = { timeout: 1_000 };
  const text = await at.inputValue(now).catch(async () => await at.innerText(now).catch(() => ''));
  return text.trim();
}

/** Whether the values can be typed where they stand. */
const isForm = (screen: Seen): boolean => {
  const box = boxOf(screen, 'publicKey');
  return box !== undefined && isEditable(box);
};

/** The button that opens the credentials; among several, the one in the row that speaks of ConnectWise. */
function opener(screen: Seen): Thing | undefined {
  const all = buttonsOf(screen, edit);
  const found = [...all, ...buttonsOf(screen, editInRow)];
  const partOf = (button: Thing) => rowOf(button) ?? cardOf(button, found);
  return found.find((button) => isAboutConnectWise(partOf(button)?.said() ?? '')) ?? all[0];
}

/** What opens the credentials, where a list or a view is shown before their form. */
const front = (screen: Seen): Thing | undefined => (isForm(screen) ? undefined : opener(screen));

const privateBox = (screen: Seen): Thing | undefined =>
  [boxOf(screen, 'privateKey') ?? screen.boxes.find(hidesTyping)].find((box) => box !== undefined && isEditable(box));

const saveButton = (screen: Seen): Thing | undefined => buttonsOf(screen, save)[0];

/**
 * MSPCFO's Api Credentials: public key, private key, the ConnectWise server's URL and company ID (PRODUCT.md D5).
 * Longer than other files, because a tenant's list, view and form of them are one screen with one state.
 */
export class ApiCredentials extends Screen<View> {
  readonly #connection: ConnectionStatus;

  constructor(ctx: Context) {
    super(new View(ctx, 'Api Credentials'));
    this.view.hides = PRIVATE_KEY;
    this.#connection = new ConnectionStatus(this.view, front);
  }

  private async shown(): Promise<boolean> {
    const screen = await this.view.see();
    return [fieldOf(screen, publicKey), besideLabel(screen, publicKey), buttonsOf(screen, edit)].some(
      (found) => found.length > 0,
    );
  }

  async open(): Promise<void> {
    await new Home(this.ctx).openApiCredentials(async () => (await this.shown()) && (await this.coverStored()));
  }

  /**
   * MSPCFO is said never to show a private key again; should it do so, the key is known as a secret before any picture.
   */
  private async coverStored(): Promise<true> {
    for (const thing of privateKeys(await this.view.see()))
      if (imprintIn(thing) !== undefined) await this.ctx.takeSecret(locate(thing), 'private key that MSPCFO shows');
    return true;
  }

  /** What a place holds; what looks like a private key, and stands where one does, is not read. */
  private async textOf(thing: Thing): Promise<string> {
    const imprint = imprintIn(thing);
    if (imprint === undefined) return thing.kind === 'box' ? held(thing) : thing.text;
    return privateKeys(thing.screen).some((secret) => imprintIn(secret) === imprint)
      ? ''
      : await ownText(locate(thing));
  }

  private async text(name: Plain): Promise<string | undefined> {
    const screen = await this.view.see();
    const box = boxOf(screen, name);
    const value = box === undefined ? '' : await this.textOf(box);
    if (value !== '') return value;
    for (const thing of besideLabel(screen, labels.credentials[name])) {
      const beside = await this.textOf(thing);
      if (beside !== '' && (name !== 'publicKey' || KEY.test(beside))) return beside;
    }
    return undefined;
  }

  /** What is stored, and whether it works. The list or view before the form may be all that says so. */
  async read(): Promise<Stored> {
    const before =
      front(await this.view.see()) === undefined
        ? UNKNOWN
        : await this.#connection.read('Read what Api Credentials says first');
    await this.openForm();
    const stored = await this.ctx.gesture(
      'Read what is stored under Api Credentials',
      async () => {
        // Forms fill late.
        await this.coverStored();
        const values = {
          publicKey: await this.text('publicKey'),
          server: await this.text('server'),
          company: await this.text('company'),
        };
        // A form's test may be of what stands in it, and the private key does not: if the page has said already that
        // the connection works, nothing is pressed.
        const settled = phrases.mean(before.words ?? '', 'works') ? await this.#connection.settled() : undefined;
        return { ...values, settled };
      },
      {
        proves: 'Keys stored in MSPCFO',
        proof: async () =>
          await this.view.look((screen) => boxOf(screen, 'publicKey') ?? besideLabel(screen, publicKey)),
      },
    );
    const { settled, ...values } = stored;
    if (values.publicKey === undefined) return { ...values, ...UNKNOWN };
    const now = settled ?? (await this.#connection.read('Read what MSPCFO says of the connection'));
    return { ...values, ...(now.connection === 'unknown' && before.connection !== 'unknown' ? before : now) };
  }

  /** Goes to the form of the credentials, and reads nothing of it. */
  async show(): Promise<void> {
    await this.open();
    await this.openForm();
  }

  /** Opens the form where a list of records, or an empty page, is shown first. */
  private async openForm(): Promise<void> {
    const button = await this.view.look(front);
    if (button === undefined) return;
    await this.ctx.gesture(
      'Open the form of the credentials',
      async () => {
        await this.view.press(button, 'the button that opens the credentials');
        await this.view.wait('the form of the credentials', async () => isForm(await this.view.see()));
        await this.coverStored();
      },
      { at: button },
    );
  }

  private async privateBox(): Promise<Locator> {
    const there = await this.view.look(privateBox);
    if (there !== undefined) return there;
    const button = await this.view.look((screen) => buttonsOf(screen, replace));
    if (button !== undefined)
      await this.ctx.gesture('Press the button that lets a new private key be entered', async () => {
        await this.view.press(button, 'the button that replaces the private key');
        await this.view.find('the box for the private key', privateBox);
      });
    return await this.view.find('the box for the private key', privateBox);
  }

  private async type(title: string, name: Plain, text: string): Promise<void> {
    const [label] = labels.credentials[name];
    const box = await this.view.find(`the box ${label}`, (screen) => boxOf(screen, name));
    await this.ctx.gesture(title, async () => await typeInto(this.view, box, label, text), { kind: 'edit', at: box });
  }

  /** Types all four and saves. The private key is typed into the portal's own origin only. */
  async enter(credentials: Credentials): Promise<void> {
    await this.openForm();
    const box = await this.privateBox();
    const wrong = mislabelledFields(await this.view.see(), { publicKey, privateKey, server, company });
    if (wrong !== undefined)
      throw await this.view.problem('a box of its own for each of the four values', {
        actual: wrong,
        hint:
          'Nothing was typed. Enter the keys by hand, and report this screen: its labels stand where they are not ' +
          'expected.',
      });
    const typePlain = async (name: Plain) =>
      await this.type(`Type ${credentials[name]} as ${NAMED[name]}`, name, credentials[name]);
    await typePlain('publicKey');
    await this.ctx.gesture(
      'Type the private key',
      async () => {
        await this.view.wait(
          'the box to hold the private key',
          async () => {
            await this.ctx.typeSecret(box, credentials.privateKey);
            return await this.ctx.holdsSecret(box, credentials.privateKey);
          },
          30_000,
        );
      },
      { kind: 'edit', at: box },
    );
    await typePlain('server');
    await typePlain('company');
    for (const name of PLAIN) {
      const now = await this.text(name);
      if (now !== credentials[name])
        throw await this.view.problem(`${labels.credentials[name][0]} to keep "${credentials[name]}"`, {
          actual: `"${now ?? ''}" in it`,
        });
    }
    await this.save();
  }

  /**
   * Removes what is stored: by the button that MSPCFO has for it, on the first screen or in the form; else by emptying
   * the boxes and saving (PRODUCT.md D5: nothing is known of it).
   * @returns why there is no way to do so, if there is none
   */
  async clear(): Promise<string | undefined> {
    const look = async (key?: string) => await this.view.look((screen) => findRemove(screen, key));
    const first = await look();
    if (first === undefined) await this.openForm();
    let button = first ?? (await look());
    if (button === undefined) {
      // In a list, their row may be known by the key only.
      const key = await this.text('publicKey');
      await this.open();
      button = await look(key);
    }
    if (button !== undefined) {
      const at = button;
      const gone = async () => (await this.text('publicKey')) === undefined && !(await at.isVisible());
      const answer = await this.ctx.gesture(
        'Press the button that removes the stored credentials',
        async () => await pressRemove(this.view, at, gone),
        { kind: 'commit', dialog: 'accept', at },
      );
      await this.requireDone(answer, 'the credentials to be removed');
      await this.open();
      if ((await this.read()).publicKey === undefined) return undefined;
      // Some buttons only empty the form; what is stored goes with Save.
    }
    return await this.empty();
  }

  private async requireDone(answer: Answer, expected: string): Promise<void> {
    if ('refused' in answer)
      throw await this.view.problem(expected, {
        actual: `the message "${answer.refused}"`,
        hint: 'Do what the message says, then run again.',
        retry: phrases.mean(answer.refused, 'busy'),
      });
  }

  private async empty(): Promise<string | undefined> {
    await this.openForm();
    const screen = await this.view.see();
    const box = boxOf(screen, 'publicKey');
    if (box === undefined || box.listed.required === true)
      return 'its page has neither a button for it nor a form that can be emptied';
    for (const name of PLAIN)
      if (boxOf(screen, name) !== undefined) await this.type(`Empty the box of ${NAMED[name]}`, name, '');
    const answer = await this.tryToSave();
    if ('refused' in answer && !phrases.mean(answer.refused, 'busy'))
      return `its page has no button for it, and says to an emptied form: "${excerpt(answer.refused, 200)}"`;
    await this.requireDone(answer, 'the emptied credentials to be saved');
    return undefined;
  }

  private async save(): Promise<void> {
    await this.requireDone(await this.tryToSave(), 'the credentials to be saved');
  }

  private async tryToSave(): Promise<Answer> {
    const button = await this.view.find('the button Save', saveButton);
    const answer = await this.ctx.gesture('Press Save', async () => await this.pressSave(button), {
      kind: 'commit',
      at: button,
    });
    const { words } = await this.#connection.settled();
    if (words !== undefined) this.ctx.note(`MSPCFO said after saving: "${words}"`);
    return answer;
  }

  private async pressSave(button: Locator): Promise<Answer> {
    let offSince: number | undefined;
    const isOff = (screen: Seen) => saveButton(screen)?.listed.disabled === true;
    /** Some forms only go away after saving, or have nothing left to save. */
    const isDone = (screen: Seen, said: readonly string[]): boolean => {
      if (boxOf(screen, 'privateKey') === undefined) return true;
      if (said.some((text) => phrases.mean(text, 'checking')) || !isOff(screen)) {
        offSince = undefined;
        return false;
      }
      return performance.now() - (offSince ??= performance.now()) > NOTHING_LEFT;
    };
    return await submit(this.view, {
      what: 'saving the credentials',
      press: async () => await this.view.pressOnce(button, 'Save'),
      speech,
      good: ['saved', 'works'],
      // Credentials whose connection fails were stored all the same; reading them back tells.
      evenSo: ['fails'],
      proof: isDone,
      atWork: isOff,
    });
  }
}
