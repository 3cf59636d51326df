import type { Locator } from 'playwright';
import type { Context, Secret } from '../../../src/contract.ts';
import type { Sight } from '../../sight/engine.ts';
import type { Eyes } from '../../sight/eyes.ts';
import { News } from '../../sight/news.ts';
import { drawnSince, reading, rememberTexts } from '../../sight/read.ts';
import { boxText, typeInto } from '../../sight/text-box.ts';
import { labels, messages, saved, works } from '../labels.ts';
import { BUTTONS, pressRemove } from '../removing.ts';
import { View } from '../view.ts';
import { Home } from './home.ts';

export type Connection = 'works' | 'fails' | 'unknown';

export interface Stored {
  publicKey: string | undefined;
  server: string | undefined;
  company: string | undefined;
  connection: Connection;
  /** What MSPCFO says of the connection, in its words. */
  words: string | undefined;
}

type Said = Pick<Stored, 'connection' | 'words'>;
const UNSAID: Said = { connection: 'unknown', words: undefined };

export interface Credentials {
  publicKey: string;
  privateKey: Secret;
  server: string;
  company: string;
}

/** Milliseconds within which the test of the connection says something, or shows that it is at work. */
const TEST_ANSWERS = 10_000;
/** Milliseconds that it may be at work. */
const TEST_WORKS = 60_000;
/** Milliseconds after which a Save that stays switched off has nothing left to save: until then its answer may be on its way. */
const NOTHING_LEFT = 20_000;

const bad = (text: string) => messages.refused.test(text) || messages.notSaved.test(text) || messages.busy.test(text);

const BY_HAND = 'Remove the credentials in MSPCFO by hand, or ask its support to, then run again: it goes on from there.';
const PLAIN = ['publicKey', 'server', 'company'] as const;
const KEY = /^[A-Za-z0-9+/=_.~-]{8,128}$/;

/** Texts of the part of the page that the credentials stand in: other parts may speak of connections too. Runs in the page. */
function ownTexts(see: Eyes, labels: string[]): string[] {
  const box = see.field(document, labels)[0] ?? see.value(document, labels)[0];
  if (box === undefined) return [];
  let part: Element = box;
  const whole = (element: Element) => element.matches('dialog, [role=dialog], [aria-modal=true], main, [role=main]') || getComputedStyle(element).position === 'fixed';
  while (part.parentElement !== null && !whole(part)) part = part.parentElement;
  return see.texts(part).filter((element) => element.closest('nav, header, aside, footer, button, [role=menu], [role=navigation]') === null).map((element) => see.read(element)).filter((text) => text.length < 300);
}

const own = reading('own-texts', ownTexts);

/** Whether a box or text holds what looks like a private key. */
const secretKey = reading<string, boolean>('secret-key', (_see, shape, at) => {
  const text = (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.value : (at.textContent ?? '')).trim();
  return new RegExp(shape).test(text) && new Set(text).size > 4 && /\d/.test(text) && /[A-Za-z]/.test(text);
});

/** What is wrong with the boxes that four labels are taken for, in words: a private key must not get into another one. Runs in the page. */
function mistaken(see: Eyes, labels: Record<string, string[]>): string | undefined {
  const found = Object.entries(labels).map(([name, words]) => ({ name, box: see.field(document, words)[0] })).filter(({ box }) => box !== undefined);
  for (const [at, { name, box }] of found.entries()) {
    const other = found.slice(0, at).find((one) => one.box === box);
    if (other !== undefined) return `the same box for ${labels[other.name]![0]} and ${labels[name]![0]}`;
  }
  const hides = (box: Element | undefined) => box instanceof HTMLInputElement && box.type === 'password';
  const wrong = found.find(({ name, box }) => name !== 'privateKey' && hides(box));
  if (wrong !== undefined) return `a box that hides what is typed for ${labels[wrong.name]![0]}`;
  const own = found.find(({ name }) => name === 'privateKey')?.box;
  // Some forms ask for one's password beside it.
  const password = see.field(document, ['Password', 'Your password', 'Current password']);
  return own !== undefined && !hides(own) && see.boxes(own.closest('form, dialog, [role=dialog]') ?? document).some((box) => hides(box) && !password.includes(box)) ? `another box that hides what is typed than the one for ${labels['privateKey']![0]}` : undefined;
}

export const mistakes = reading('mistaken-boxes', mistaken);

const ROW = 'tr, li, [role=row], [role=listitem], article';
const rowText = reading<string, string>('row-text', (_see, css, button) => button.closest(css)?.textContent ?? '');
const rowTexts = reading<string, string[]>('row-texts', (see, css, button) => {
  const row = button.closest(css);
  return row === null ? [] : see.texts(row).filter((element) => element.closest('button') === null).map(see.read).filter((text) => text.length < 300);
});

/** How much text the smallest part of the page has that holds this button and speaks of the credentials, or holds their key; Infinity where it belongs to something else. Runs in the page. */
function sizeOfItsPart(button: Element, { publicKey, row }: { publicKey: string | undefined; row: string }): number {
  const about = /connectwise|\bcw\b|(public|private) (api )?key|api credentials/i;
  for (let part = button.parentElement; part !== null; part = part.parentElement) {
    const text = part.innerText;
    if (about.test(text) || (publicKey !== undefined && text.includes(publicKey))) return text.length;
    // A row or a card of its own, about something else.
    if (part.matches(row) || part.querySelector('h1, h2, h3, h4, h5, h6, legend, [role=heading]') !== null) return Infinity;
  }
  return Infinity;
}

/** MSPCFO's Api Credentials: public key, private key, the ConnectWise server's URL and company ID (connectwise.md D5). */
export class ApiCredentials {
  readonly #ctx: Context;
  readonly #view: View;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#view = new View(ctx, 'Api Credentials');
  }

  private async box(name: keyof typeof labels.credentials): Promise<Locator | undefined> {
    return await this.#view.look({ field: [...labels.credentials[name]] });
  }

  private button(words: readonly string[]): Sight[] {
    return [...words.map((word) => ({ css: 'button, input[type=submit], input[type=button], a, [role=button]', words: [word] })), { words: [...words], not: 'h1, h2, h3, h4, label, th, nav, header, title' }];
  }

  private async shown(): Promise<boolean> {
    return (await this.box('publicKey')) !== undefined || (await this.#view.look({ value: [...labels.credentials.publicKey] })) !== undefined || (await this.#view.look(...this.button(labels.credentials.edit))) !== undefined;
  }

  async open(): Promise<void> {
    const home = new Home(this.#ctx);
    await home.open();
    await home.openApiCredentials(async () => (await this.shown()) && (await this.coverStored()));
  }

  /** MSPCFO is said never to show a private key again; should it do so, the key is known as a secret before any picture. */
  private async coverStored(): Promise<true> {
    for (const at of await this.#view.all({ field: [...labels.credentials.privateKey] }, { value: [...labels.credentials.privateKey] })) {
      if (await secretKey.of(at, KEY.source, { timeout: 1_000 }).catch(() => false)) await this.#ctx.takeSecret(at, 'private key that MSPCFO shows');
    }
    return true;
  }

  private async text(name: (typeof PLAIN)[number]): Promise<string | undefined> {
    const box = await this.box(name);
    const value = box === undefined ? '' : (await box.inputValue({ timeout: 1_000 }).catch(() => '')).trim();
    if (value !== '') return value;
    for (const at of await this.#view.all({ value: [...labels.credentials[name]] })) {
      const beside = await boxText(at, { timeout: 1_000 }).catch(() => '');
      if (beside !== '' && (name !== 'publicKey' || KEY.test(beside))) return beside;
    }
    return undefined;
  }

  /** What MSPCFO says of the connection now; undefined while it is checking. In a list of records, their row says it. */
  private async saying(opener: Locator | undefined): Promise<Said | undefined> {
    const row = opener === undefined ? [] : await rowTexts.of(opener, ROW, { timeout: 1_000 }).catch(() => []);
    const texts = row.length > 0 ? row : (await own.all(this.#ctx.page, [...labels.credentials.publicKey])).flatMap(({ read }) => read);
    const status = row.length > 0 ? row : await Promise.all((await this.#view.all({ value: [...labels.credentials.status] })).map(async (at) => await boxText(at, { timeout: 1_000 }).catch(() => '')));
    const fails = texts.find((text) => messages.fails.test(text)) ?? status.find((text) => messages.failsAlone.test(text));
    const good = texts.find(works) ?? status.find((text) => messages.worksAlone.test(text));
    if (fails === undefined && good === undefined && texts.some((text) => messages.checking.test(text))) return undefined;
    if (fails !== undefined) return { connection: 'fails', words: fails };
    return good === undefined ? UNSAID : { connection: 'works', words: good };
  }

  /** Waits until nothing is being checked, and what is said stays as it is for a moment. */
  private async settledSaying(): Promise<Said> {
    return await this.#view.wait('MSPCFO to say whether the connection works', async () => {
      const opener = await this.front();
      const first = await this.saying(opener);
      const text = JSON.stringify(first);
      const changes = first === undefined || (await this.#view.within(700, async () => JSON.stringify(await this.saying(opener)) !== text));
      return changes ? undefined : first;
    });
  }

  /** What MSPCFO says of the connection: its own test is pressed where there is one. One that says anything else than that it works is done once more, since what fails for a moment must not cost a key. */
  private async said(): Promise<Said> {
    const test = await this.#view.look(...this.button(labels.credentials.test));
    if (test === undefined || !(await test.isEnabled().catch(() => false))) return await this.settledSaying();
    const first = await this.tested(test);
    if (first.connection === 'works' || first.words === undefined) return first;
    const second = await this.tested(test);
    return second.words === undefined ? first : second;
  }

  /** Presses the test of the connection, and waits for what comes of it, in whatever words it comes. */
  private async tested(test: Locator): Promise<Said> {
    const { page } = this.#ctx;
    const view = this.#view;
    return await News.since(page, async () => await view.texts(), async (news) => {
      await rememberTexts(page);
      await view.press(test, 'the test of the connection');
      // What stood there before is no answer, unless it is drawn anew.
      const about = (text: string) => works(text) || messages.fails.test(text) || messages.worksAlone.test(text) || messages.failsAlone.test(text);
      const atWork = async () => !(await test.isVisible().catch(() => false)) || !(await test.isEnabled({ timeout: 500 }).catch(() => false));
      const heard = await view.within(TEST_ANSWERS, async () => (await news.look()).length > 0 || (await drawnSince(page)).some(about) || (await atWork()));
      if (heard) await view.within(TEST_WORKS, async () => !(await atWork()) || (await news.look()).some(about));
      const then = await this.settledSaying();
      const words = await news.look();
      if (then.connection !== 'unknown' || words.length === 0) return then;
      return { connection: words.some((text) => bad(text) || messages.unclear.test(text)) ? 'fails' : 'unknown', words: words.slice(0, 3).join(' / ') };
    });
  }

  /** What is stored, and whether it works. The list or view before the form may be all that says so. */
  async read(): Promise<Stored> {
    const before = (await this.front()) === undefined ? UNSAID : await this.#ctx.gesture('Read what Api Credentials says first', async () => await this.said());
    await this.openForm();
    return await this.#ctx.gesture('Read what is stored under Api Credentials', async () => {
      // Forms fill late.
      await this.coverStored();
      const [publicKey, server, company] = [await this.text('publicKey'), await this.text('server'), await this.text('company')];
      if (publicKey === undefined) return { publicKey, server, company, ...UNSAID };
      const now = await this.said();
      return { publicKey, server, company, ...(now.connection === 'unknown' && before.connection !== 'unknown' ? before : now) };
    });
  }

  /** The button that opens the credentials; among several, the one in the row that speaks of ConnectWise. */
  private async opener(): Promise<Locator | undefined> {
    const all = await this.#view.all(...this.button(labels.credentials.edit));
    const inRow = (await Promise.all(labels.credentials.editInRow.map(async (word) => await this.#view.all(...this.button([word]))))).flat();
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
    await this.#ctx.gesture('Open the form of the credentials', async () => {
      await this.#view.press(button, 'the button that opens the credentials');
      await this.#view.wait('the form of the credentials', async () => await this.isForm());
      await this.coverStored();
    }, { at: button });
  }

  private async privateBox(): Promise<Locator> {
    const usable = async () => {
      const box = (await this.box('privateKey')) ?? (await this.#view.look({ css: 'input[type=password]' }));
      return box !== undefined && (await box.isEditable({ timeout: 1_000 }).catch(() => false)) ? box : undefined;
    };
    const there = await usable();
    if (there !== undefined) return there;
    const replace = await this.#view.look(...this.button(labels.credentials.replace));
    if (replace !== undefined) await this.#ctx.gesture('Press the button that lets a new private key be entered', async () => {
      await this.#view.press(replace, 'the button that replaces the private key');
      await this.#view.wait('the box for the private key', usable);
    });
    return await this.#view.wait('the box for the private key', usable);
  }

  /** Types all four and saves. The private key is typed into the portal's own origin only. */
  async enter(credentials: Credentials): Promise<void> {
    await this.openForm();
    const { privateKey } = credentials;
    const typePlain = async (name: (typeof PLAIN)[number]) => {
      const box = await this.#view.find(`the box ${labels.credentials[name][0]}`, [{ field: [...labels.credentials[name]] }]);
      await this.#ctx.gesture(`Type ${credentials[name]} as ${labels.credentials[name][0]}`, async () => await typeInto(this.#view, box, labels.credentials[name][0], credentials[name]), { kind: 'edit', at: box });
    };
    const box = await this.privateBox();
    const { publicKey, privateKey: secret, server, company } = labels.credentials;
    const [wrong] = (await mistakes.all(this.#ctx.page, { publicKey: [...publicKey], privateKey: [...secret], server: [...server], company: [...company] })).map(({ read }) => read);
    if (wrong !== undefined) throw await this.#view.problem('a box of its own for each of the four values', { saw: wrong, next: 'Nothing was typed. Enter the keys by hand, and report this screen: its labels stand where they are not expected.' });
    await typePlain('publicKey');
    await this.#ctx.gesture('Type the private key', async () => {
      await this.#view.wait('the box to hold the private key', async () => {
        await this.#ctx.typeSecret(box, privateKey);
        return await this.#ctx.holdsSecret(box, privateKey);
      }, 30_000);
    }, { kind: 'edit', at: box });
    await typePlain('server');
    await typePlain('company');
    for (const name of PLAIN) {
      const now = await this.text(name);
      if (now !== credentials[name]) throw await this.#view.problem(`${labels.credentials[name][0]} to keep "${credentials[name]}"`, { saw: `"${now ?? ''}" in it` });
    }
    await this.save();
  }

  /**
   * Removes what is stored: by the button that MSPCFO has for it, on the first screen or in the form; else by emptying the boxes and saving (connectwise.md D5: nothing is known of it).
   */
  async clear(): Promise<void> {
    const first = await this.remover();
    if (first === undefined) await this.openForm();
    let button = first ?? (await this.remover());
    if (button === undefined) {
      // In a list, their row may be known by the key only.
      const publicKey = await this.text('publicKey');
      await this.open();
      button = await this.remover(publicKey);
    }
    if (button !== undefined) {
      const refused = await this.#ctx.gesture('Press the button that removes the stored credentials', async () => await pressRemove(this.#view, button, async () => (await this.text('publicKey')) === undefined && !(await button.isVisible())), { kind: 'commit', dialog: 'accept', at: button });
      if (refused !== undefined) throw await this.#view.problem('the credentials to be removed', { saw: `the message "${refused}"`, next: 'Do what the message says, then run again.' });
      await this.open();
      if ((await this.read()).publicKey === undefined) return;
      // Some buttons only empty the form; what is stored goes with Save.
    }
    await this.empty();
  }

  /** The button that removes the credentials: one in a part of the page that speaks of them, the smallest such part first. */
  private async remover(publicKey?: string): Promise<Locator | undefined> {
    const found = await this.#view.all(...labels.credentials.remove.flatMap((word) => [{ css: BUTTONS, words: [word] }, { words: [word], not: 'h1, h2, h3, h4, label, th, nav, header, title' }, { tip: [word] }]));
    const parts = await Promise.all(found.map(async (at) => ({ at, size: await at.evaluate(sizeOfItsPart, { publicKey, row: ROW }).catch(() => Infinity) })));
    return parts.filter(({ size }) => size < Infinity).sort((one, other) => one.size - other.size)[0]?.at;
  }

  /** Whether the form refuses to be empty. */
  private async required(): Promise<boolean> {
    const box = await this.box('publicKey');
    return (await box?.evaluate((element) => element.hasAttribute('required') || element.getAttribute('aria-required') === 'true').catch(() => false)) ?? false;
  }

  private async empty(): Promise<void> {
    await this.openForm();
    if ((await this.box('publicKey')) === undefined || (await this.required())) {
      throw await this.#view.problem('a way to remove the stored credentials', { saw: 'neither a button for it nor a form that can be emptied', next: BY_HAND });
    }
    for (const name of PLAIN) {
      const box = await this.box(name);
      if (box !== undefined) await this.#ctx.gesture(`Empty ${labels.credentials[name][0]}`, async () => await typeInto(this.#view, box, labels.credentials[name][0], ''), { kind: 'edit', at: box });
    }
    await this.save(BY_HAND);
  }

  private async save(next = 'Do what the message says, then run again.'): Promise<void> {
    const button = await this.#view.find('the button Save', this.button(labels.credentials.save));
    const refused = await News.since(this.#ctx.page, async () => await this.#view.texts(), async (news) => await this.#ctx.gesture('Press Save', async (): Promise<string | undefined> => {
      await this.#view.pressOnce(button, 'Save');
      let offSince: number | undefined;
      const words = await this.#view.wait('an answer to saving the credentials', async () => {
        const said = await news.look();
        if (said.some((text) => saved(text) || works(text))) return '';
        const unclear = said.find((text) => messages.unclear.test(text) && !messages.busy.test(text));
        if (unclear !== undefined) throw await this.#view.problem('a clear answer to saving the credentials', { saw: `the message "${unclear}"` });
        const no = said.find(bad);
        // A connection that fails was stored all the same; reading it back tells.
        if (no !== undefined) return messages.fails.test(no) ? '' : no;
        // Some forms only go away, or have nothing left to save.
        if ((await this.box('privateKey')) === undefined) return '';
        if (said.some((text) => messages.checking.test(text)) || (await button.isEnabled({ timeout: 500 }).catch(() => true))) return void (offSince = undefined);
        return performance.now() - (offSince ??= performance.now()) > NOTHING_LEFT ? '' : undefined;
      }, undefined, () => news.inWords());
      return words === '' ? undefined : words;
    }, { kind: 'commit', at: button }));
    const { words } = await this.settledSaying();
    if (words !== undefined) this.#ctx.note(`MSPCFO said after saving: "${words}"`);
    if (refused !== undefined) throw await this.#view.problem('the credentials to be saved', { saw: `the message "${refused}"`, next });
  }
}
