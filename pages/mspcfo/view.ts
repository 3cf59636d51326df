import type { Locator } from 'playwright';
import { ScreenProblem, SessionLost, until, type Context } from '../../src/contract.ts';
import { sight, type Sight } from '../sight/engine.ts';
import { readIn } from '../sight/read.ts';
import { labels } from './labels.ts';

/** A screen of MSPCFO as a person sees it: by what it says and where things stand, in whichever frame. */
export class View {
  readonly ctx: Context;
  readonly name: string;
  /** Whether the sign-in page is where it should be. */
  readonly #signingIn: boolean;

  constructor(ctx: Context, name: string, { signingIn = false } = {}) {
    this.ctx = ctx;
    this.name = `MSPCFO, ${name}`;
    this.#signingIn = signingIn;
  }

  async all(...ways: Sight[]): Promise<Locator[]> {
    for (const way of ways) {
      const found = await Promise.all(this.ctx.page.frames().map(async (frame) => {
        const shown = frame.parentFrame() === null || (await frame.frameElement().then((element) => element.isVisible(), () => false));
        const count = shown ? await frame.locator(sight(way)).count().catch(() => 0) : 0;
        return Array.from({ length: count }, (_, n) => frame.locator(sight(way)).nth(n));
      }));
      if (found.flat().length > 0) return found.flat();
    }
    return [];
  }

  async look(...ways: Sight[]): Promise<Locator | undefined> {
    return (await this.all(...ways))[0];
  }

  /** All texts that are shown now. */
  async texts(): Promise<string[]> {
    const found = await Promise.all(this.ctx.page.frames().map(async (frame) => await readIn(frame, (see) => see.texts(document).map((element) => see.read(element)).filter((text) => text.length < 400), null).catch((): string[] => [])));
    return found.flat();
  }

  async wait<T>(what: string, check: () => Promise<T | undefined | null | false>, timeout = 90_000): Promise<T> {
    return await until(async () => {
      // Looking at a closed page finds nothing, for as long as one likes.
      if (this.ctx.page.isClosed()) throw new Error('The browser has been closed.');
      const value = await check();
      if ((value === undefined || value === null || value === false) && !this.#signingIn && (await this.signInPage())) {
        throw new SessionLost({ screen: this.name, expected: what, saw: 'the sign-in page', next: 'Run again; it signs in, looks first and goes on from what is there.' });
      }
      return value;
    }, async () => await this.problem(what), timeout);
  }

  /** Whether something becomes true within some milliseconds. */
  async within(ms: number, check: () => Promise<boolean>): Promise<boolean> {
    const end = performance.now() + ms;
    return await until(async () => ((await check()) ? 'yes' : performance.now() > end ? 'no' : undefined), () => new Error('unreachable')) === 'yes';
  }

  async find(what: string, ways: Sight[], timeout?: number): Promise<Locator> {
    return await this.wait(what, async () => await this.look(...ways), timeout);
  }

  async signInPage(): Promise<boolean> {
    const password = await this.look({ css: 'input[type=password]' });
    if (password === undefined) return false;
    return (await this.look({ field: [...labels.credentials.publicKey] }, { field: [...labels.credentials.server] }, { words: [...labels.menu.apiCredentials] })) === undefined && (await this.look({ words: [...labels.signIn.enter] }, { css: 'form button, form input[type=submit]' })) !== undefined;
  }

  /** Does something with the mouse as soon as it can reach a thing; a banner or announcement over it is closed first. */
  private async reach(at: Locator, what: string, act: () => Promise<void>): Promise<void> {
    await this.wait(`to be able to reach ${what}`, async () => {
      try {
        await act();
        return true;
      } catch {
        await this.clearTheWay(at);
        return false;
      }
    });
  }

  /** Presses something that stores nothing: it may be pressed again when the first press did not come through. */
  async press(at: Locator, what: string): Promise<void> {
    await this.reach(at, what, async () => await at.click({ timeout: 1_500 }));
  }

  /** Presses something that may store something: once, because a press that seems to fail may have come through. */
  async pressOnce(at: Locator, what: string): Promise<void> {
    await this.reach(at, what, async () => await at.click({ trial: true, timeout: 1_500 }));
    await at.click({ timeout: 30_000 });
  }

  /** Closes what lies over a thing, when it has a button that only closes. */
  private async clearTheWay(at: Locator): Promise<void> {
    const handle = await at.elementHandle({ timeout: 500 }).catch(() => null);
    const over = await handle?.evaluateHandle((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      let layer = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (layer === null || element.contains(layer) || layer.contains(element)) return null;
      while (layer.parentElement !== null && !layer.parentElement.contains(element)) layer = layer.parentElement;
      return layer;
    }).then((found) => found.asElement(), () => undefined);
    if (!over) return;
    for (const word of labels.dismiss) {
      const button = await over.$(sight({ words: [word] }));
      if (button === null) continue;
      this.ctx.note(`Closed something that was in the way in MSPCFO: "${(await over.innerText().catch(() => '')).replace(/\s+/g, ' ').slice(0, 200)}"`);
      return await button.click({ timeout: 3_000 }).catch(() => undefined);
    }
  }

  /** Types into a box with real keys, and reads it back. */
  async type(box: Locator, label: string, text: string): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      await this.press(box, label);
      await box.press('ControlOrMeta+A');
      await box.press('Delete');
      await box.pressSequentially(text);
      if ((await box.inputValue()) === text) return;
    }
    throw await this.problem(`the box "${label}" to hold "${text}"`, `"${await box.inputValue()}" in it`);
  }

  async problem(expected: string, saw?: string, next = 'Look at the picture. If something is in the way, close it in MSPCFO, then run again: it looks first and goes on from what is there.'): Promise<ScreenProblem> {
    const title = await this.ctx.page.title().catch(() => '');
    const heading = await this.look({ css: 'h1' }, { css: 'h2' }).then(async (at) => await at?.innerText()).catch(() => undefined);
    return new ScreenProblem({ screen: this.name, expected, saw: saw ?? `the page "${[title, heading].filter(Boolean).join(' / ')}"`, next });
  }
}
