import type { Locator } from 'playwright';
import type { Context, Secret } from '../../../src/portal-sdk/index.ts';
import { Screen } from '../../screen.ts';
import { TextChanges } from '../../sight/news.ts';
import { reading } from '../../sight/read.ts';
import { boxText, typeInto } from '../../sight/text-box.ts';
import { buttonOf, ROW } from '../buttons.ts';
import { labels } from '../labels.ts';
import { bad, messages, saved, works } from '../messages.ts';
import { findRemove, pressRemove } from '../remove-credentials.ts';
import { View } from '../view.ts';
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

const BY_HAND =
  'Remove the credentials in MSPCFO by hand, or ask its support to, then run again: it goes on from there.';
const PLAIN = ['publicKey', 'server', 'company'] as const;
/** How a gesture names a box: its label differs by tenant, and so is no part of a title. */
const NAMED = { publicKey: 'the public key', server: 'the address of the server', company: 'the company ID' } as const;
const KEY = /^[A-Za-z0-9+/=_.~-]{8,128}$/;

/** Whether a box or text holds what looks like a private key. */
const secretKey = reading<string, boolean>('secret-key', (_see, shape, at) => {
  const text = (
    at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.value : (at.textContent ?? '')
  ).trim();
  return new RegExp(shape).test(text) && new Set(text).size > 4 && /\d/.test(text) && /[A-Za-z]/.test(text);
});

const rowText = reading<string, string>('row-text', (_see, css, button) => button.closest(css)?.textContent ?? '');

/**
 * MSPCFO's Api Credentials: public key, private key, the ConnectWise server's URL and company ID (PRODUCT.md D5).
 * Longer than other files, because a tenant's list, view and form of them are one screen with one state.
 */
export class ApiCredentials extends Screen<View> {
  readonly #connection: ConnectionStatus;

  constructor(ctx: Context) {
    super(new View(ctx, 'Api Credentials'));
    this.#connection = new ConnectionStatus(this.view, async () => await this.front());
  }

  private async box(name: keyof typeof labels.credentials): Promise<Locator | undefined> {
    return await this.view.look({ field: [...labels.credentials[name]] });
  }

  private async shown(): Promise<boolean> {
    return (
      (await this.box('publicKey')) !== undefined ||
      (await this.view.look({ value: [...labels.credentials.publicKey] })) !== undefined ||
      (await this.view.look(...buttonOf(labels.credentials.edit))) !== undefined
    );
  }

  async open(): Promise<void> {
    const home = new Home(this.ctx);
    await home.open();
    await home.openApiCredentials(async () => (await this.shown()) && (await this.coverStored()));
  }

  /**
   * MSPCFO is said never to show a private key again; should it do so, the key is known as a secret before any picture.
   */
  private async coverStored(): Promise<true> {
    for (const at of await this.view.all(
      { field: [...labels.credentials.privateKey] },
      { value: [...labels.credentials.privateKey] },
    )) {
      if (await secretKey.of(at, KEY.source, { timeout: 1_000 }).catch(() => false))
        await this.ctx.takeSecret(at, 'private key that MSPCFO shows');
    }
    return true;
  }

  private async text(name: (typeof PLAIN)[number]): Promise<string | undefined> {
    const box = await this.box(name);
    const value = box === undefined ? '' : (await box.inputValue({ timeout: 1_000 }).catch(() => '')).trim();
    if (value !== '') return value;
    for (const at of await this.view.all({ value: [...labels.credentials[name]] })) {
      const beside = await boxText(at, { timeout: 1_000 }).catch(() => '');
      if (beside !== '' && (name !== 'publicKey' || KEY.test(beside))) return beside;
    }
    return undefined;
  }

  /** What is stored, and whether it works. The list or view before the form may be all that says so. */
  async read(): Promise<Stored> {
    const before =
      (await this.front()) === undefined
        ? UNKNOWN
        : await this.#connection.read('Read what Api Credentials says first');
    await this.openForm();
    const stored = await this.ctx.gesture('Read what is stored under Api Credentials', async () => {
      // Forms fill late.
      await this.coverStored();
      const [publicKey, server, company] = [
        await this.text('publicKey'),
        await this.text('server'),
        await this.text('company'),
      ];
      // A form's test may be of what stands in it, and the private key does not: if the page has said already that the
      // connection works, nothing is pressed.
      const settled = before.words !== undefined && works(before.words) ? await this.#connection.settled() : undefined;
      return { publicKey, server, company, settled };
    });
    const { settled, ...values } = stored;
    if (values.publicKey === undefined) return { ...values, ...UNKNOWN };
    const now = settled ?? (await this.#connection.read('Read what MSPCFO says of the connection'));
    return { ...values, ...(now.connection === 'unknown' && before.connection !== 'unknown' ? before : now) };
  }

  /** The button that opens the credentials; among several, the one in the row that speaks of ConnectWise. */
  private async opener(): Promise<Locator | undefined> {
    const all = await this.view.all(...buttonOf(labels.credentials.edit));
    const inRow = (
      await Promise.all(labels.credentials.editInRow.map(async (word) => await this.view.all(...buttonOf([word]))))
    ).flat();
    for (const button of [...all, ...inRow]) {
      const row = await rowText.of(button, ROW).catch(() => '');
      if (/connectwise|\bcw\b/i.test(row)) return button;
    }
    return all[0];
  }

  /** Whether the values can be typed where they stand. */
  private async isForm(): Promise<boolean> {
    const box = await this.box('publicKey');
    return box !== undefined && (await box.isEditable({ timeout: 1_000 }).catch(() => false));
  }

  /** What opens the credentials, where a list or a view is shown before their form. */
  private async front(): Promise<Locator | undefined> {
    return (await this.isForm()) ? undefined : await this.opener();
  }

  /** Opens the form where a list of records, or an empty page, is shown first. */
  private async openForm(): Promise<void> {
    const button = await this.front();
    if (button === undefined) return;
    await this.ctx.gesture(
      'Open the form of the credentials',
      async () => {
        await this.view.press(button, 'the button that opens the credentials');
        await this.view.wait('the form of the credentials', async () => await this.isForm());
        await this.coverStored();
      },
      { at: button },
    );
  }

  private async privateBox(): Promise<Locator> {
    const usable = async () => {
      const box = (await this.box('privateKey')) ?? (await this.view.look({ css: 'input[type=password]' }));
      return box !== undefined && (await box.isEditable({ timeout: 1_000 }).catch(() => false)) ? box : undefined;
    };
    const there = await usable();
    if (there !== undefined) return there;
    const replace = await this.view.look(...buttonOf(labels.credentials.replace));
    if (replace !== undefined)
      await this.ctx.gesture('Press the button that lets a new private key be entered', async () => {
        await this.view.press(replace, 'the button that replaces the private key');
        await this.view.wait('the box for the private key', usable);
      });
    return await this.view.wait('the box for the private key', usable);
  }

  /** Types all four and saves. The private key is typed into the portal's own origin only. */
  async enter(credentials: Credentials): Promise<void> {
    await this.openForm();
    const { privateKey } = credentials;
    const typePlain = async (name: (typeof PLAIN)[number]) => {
      const box = await this.view.find(`the box ${labels.credentials[name][0]}`, [
        { field: [...labels.credentials[name]] },
      ]);
      await this.ctx.gesture(
        `Type ${credentials[name]} as ${NAMED[name]}`,
        async () => await typeInto(this.view, box, labels.credentials[name][0], credentials[name]),
        { kind: 'edit', at: box },
      );
    };
    const box = await this.privateBox();
    const { publicKey, privateKey: secret, server, company } = labels.credentials;
    const [wrong] = (
      await mislabelledFields.all(this.ctx.page, {
        publicKey: [...publicKey],
        privateKey: [...secret],
        server: [...server],
        company: [...company],
      })
    ).map(({ read }) => read);
    if (wrong !== undefined)
      throw await this.view.problem('a box of its own for each of the four values', {
        actual: wrong,
        hint:
          'Nothing was typed. Enter the keys by hand, and report this screen: its labels stand where they are not ' +
          'expected.',
      });
    await typePlain('publicKey');
    await this.ctx.gesture(
      'Type the private key',
      async () => {
        await this.view.wait(
          'the box to hold the private key',
          async () => {
            await this.ctx.typeSecret(box, privateKey);
            return await this.ctx.holdsSecret(box, privateKey);
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
   */
  async clear(): Promise<void> {
    const first = await findRemove(this.view);
    if (first === undefined) await this.openForm();
    let button = first ?? (await findRemove(this.view));
    if (button === undefined) {
      // In a list, their row may be known by the key only.
      const publicKey = await this.text('publicKey');
      await this.open();
      button = await findRemove(this.view, publicKey);
    }
    if (button !== undefined) {
      const refused = await this.ctx.gesture(
        'Press the button that removes the stored credentials',
        async () =>
          await pressRemove(
            this.view,
            button,
            async () => (await this.text('publicKey')) === undefined && !(await button.isVisible()),
          ),
        { kind: 'commit', dialog: 'accept', at: button },
      );
      if (refused !== undefined)
        throw await this.view.problem('the credentials to be removed', {
          actual: `the message "${refused}"`,
          hint: 'Do what the message says, then run again.',
          retry: messages.busy.test(refused),
        });
      await this.open();
      if ((await this.read()).publicKey === undefined) return;
      // Some buttons only empty the form; what is stored goes with Save.
    }
    await this.empty();
  }

  /** Whether the form refuses to be empty. */
  private async required(): Promise<boolean> {
    const box = await this.box('publicKey');
    return (
      (await box
        ?.evaluate((element) => element.hasAttribute('required') || element.getAttribute('aria-required') === 'true')
        .catch(() => false)) ?? false
    );
  }

  private async empty(): Promise<void> {
    await this.openForm();
    if ((await this.box('publicKey')) === undefined || (await this.required())) {
      throw await this.view.problem('a way to remove the stored credentials', {
        actual: 'neither a button for it nor a form that can be emptied',
        hint: BY_HAND,
      });
    }
    for (const name of PLAIN) {
      const box = await this.box(name);
      if (box !== undefined)
        await this.ctx.gesture(
          `Empty the box of ${NAMED[name]}`,
          async () => await typeInto(this.view, box, labels.credentials[name][0], ''),
          { kind: 'edit', at: box },
        );
    }
    await this.save(BY_HAND);
  }

  private async save(hint = 'Do what the message says, then run again.'): Promise<void> {
    const button = await this.view.find('the button Save', buttonOf(labels.credentials.save));
    const refused = await TextChanges.since(
      this.ctx.page,
      async () => await this.view.texts(),
      async (news) =>
        await this.ctx.gesture(
          'Press Save',
          async (): Promise<string | undefined> => {
            await this.view.pressOnce(button, 'Save');
            return await this.answerToSave(button, news);
          },
          { kind: 'commit', at: button },
        ),
    );
    const { words } = await this.#connection.settled();
    if (words !== undefined) this.ctx.note(`MSPCFO said after saving: "${words}"`);
    if (refused !== undefined)
      throw await this.view.problem('the credentials to be saved', {
        actual: `the message "${refused}"`,
        hint,
        retry: messages.busy.test(refused),
      });
  }

  /** @returns the words of a refusal; undefined if the credentials were stored */
  private async answerToSave(button: Locator, news: TextChanges): Promise<string | undefined> {
    let offSince: number | undefined;
    /** Some forms only go away after saving, or have nothing left to save. */
    const done = async (said: string[]): Promise<boolean> => {
      if ((await this.box('privateKey')) === undefined) return true;
      if (
        said.some((text) => messages.checking.test(text)) ||
        (await button.isEnabled({ timeout: 500 }).catch(() => true))
      ) {
        offSince = undefined;
        return false;
      }
      return performance.now() - (offSince ??= performance.now()) > NOTHING_LEFT;
    };
    const words = await this.view.wait(
      'an answer to saving the credentials',
      async () => {
        const said = await news.look();
        if (said.some((text) => saved(text) || works(text))) return '';
        const unclear = said.find((text) => messages.unclear.test(text) && !messages.busy.test(text));
        if (unclear !== undefined)
          throw await this.view.problem('a clear answer to saving the credentials', {
            actual: `the message "${unclear}"`,
          });
        const no = said.find(bad);
        // Credentials whose connection fails were stored all the same; reading them back tells.
        if (no !== undefined) return messages.fails.test(no) ? '' : no;
        return (await done(said)) ? '' : undefined;
      },
      undefined,
      () => news.inWords(),
    );
    return words === '' ? undefined : words;
  }
}
