import type { Frame, Locator } from 'playwright';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { Screen } from '../../screen.ts';
import type { Eyes } from '../../sight/eyes.ts';
import { reading } from '../../sight/read.ts';
import { includesName } from '../../same-name.ts';
import { labels } from '../labels.ts';
import { settingsOf } from '../settings.ts';
import { View } from '../view.ts';

interface TopRight {
  text: string;
  nth: number;
  /** What is written in it, piece by piece. */
  pieces: string[];
  /** Whether it is part of another of them. */
  inside: boolean;
}

/** What looks as if it could be pressed. */
const PRESSABLE = 'button, a, [role=button], [aria-haspopup], [tabindex], summary, [onclick], span, div, img';

/**
 * Things at the top right that a person would press to find their own menu: short texts, names first. Runs in the page.
 */
function topRight(see: Eyes, { css, avoid }: { css: string; avoid: string[] }): TopRight[] {
  const forbidden = new Set(avoid.map(see.plain));
  return (
    see
      .every(document, css)
      .map((element, nth) => ({ element, nth, rect: element.getBoundingClientRect(), text: see.read(element) }))
      .filter(
        ({ element, rect, text }) =>
          rect.top < 120 &&
          rect.left > innerWidth * 0.55 &&
          rect.width < 360 &&
          rect.height < 90 &&
          text.length < 60 &&
          see.shown(element) &&
          !forbidden.has(see.plain(text)) &&
          !element.matches('input, select') &&
          (element.matches('button, a, [role=button], [aria-haspopup], [tabindex], summary') ||
            getComputedStyle(element).cursor === 'pointer'),
      )
      .filter(
        ({ element }, _, all) =>
          !all.some(
            (other) => other.element !== element && element.contains(other.element) && other.text === see.read(element),
          ),
      )
      // A person's name has letters, and stands furthest to the right.
      .sort(
        (a, b) => Number(/\p{L}{2,}/u.test(b.text)) - Number(/\p{L}{2,}/u.test(a.text)) || b.rect.right - a.rect.right,
      )
      .map(({ element, text, nth }, _, all) => ({
        text,
        nth,
        pieces: see.texts(element).map(see.read),
        inside: all.some((other) => other.element !== element && other.element.contains(element)),
      }))
  );
}

const atTopRight = reading('top-right', topRight);

/**
 * Any page of MSPCFO once one is signed in: the user's name at the top right, and its pull-down (PRODUCT.md D5).
 */
export class Home extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'home'));
  }

  private async seen(): Promise<{ frame: Frame; found: TopRight[] } | undefined> {
    const name = settingsOf(this.ctx)['display-name'];
    const [top] = await atTopRight.all(this.ctx.page, { css: PRESSABLE, avoid: [...labels.menu.avoid] });
    if (top === undefined) return undefined;
    const named =
      name === undefined ? [] : top.read.filter(({ text }) => text.toLowerCase().includes(name.toLowerCase()));
    return { frame: top.frame, found: named.length > 0 ? named : top.read };
  }

  private async candidates(): Promise<Locator[]> {
    const seen = await this.seen();
    return seen === undefined ? [] : seen.found.map(({ nth }) => seen.frame.locator(PRESSABLE).nth(nth));
  }

  /**
   * The name of who is signed in, as it stands at the top right (PRODUCT.md D5), without initials beside it.
   * Undefined where nothing there, or more than one thing, could be it.
   */
  async account(): Promise<string | undefined> {
    const outermost = ((await this.seen())?.found ?? []).filter(({ inside }) => !inside);
    const names = outermost
      .map(({ text, pieces }) => {
        const words = pieces.filter((piece) => /\p{L}{2,}/u.test(piece));
        const whole = words.filter((piece) => !/^\p{Lu}{2,3}$/u.test(piece));
        return (whole.length > 0 ? whole : words.length > 0 ? words : /\p{L}{2,}/u.test(text) ? [text] : []).join(' ');
      })
      .filter((name) => name !== '' && !includesName(labels.namesNobody, name));
    return names.length === 1 ? names[0] : undefined;
  }

  /** Whether somebody is signed in: nobody is asked for a password, and something stands at the top right. */
  async shown(): Promise<boolean> {
    return (
      (await this.view.look({ css: 'input[type=password]' })) === undefined && (await this.candidates()).length > 0
    );
  }

  private async entry(): Promise<Locator | undefined> {
    return await this.view.look(
      { css: 'button, a, [role=menuitem], [role=button]', words: [...labels.menu.apiCredentials] },
      { words: [...labels.menu.apiCredentials], not: 'h1, h2, h3, title, nav[aria-label=breadcrumb]' },
    );
  }

  /** Opens the pull-down under the name and presses Api Credentials. */
  async openApiCredentials(arrived: () => Promise<boolean>): Promise<void> {
    await this.ctx.gesture('Open the pull-down under the name at the top right', async () => {
      let tries = 0;
      await this.view.wait(
        `"${labels.menu.apiCredentials[0]}" in the pull-down under the name at the top right`,
        async () => {
          if ((await this.entry()) !== undefined) return true;
          const all = await this.candidates();
          const next = all[Math.floor(tries / 2) % Math.max(1, all.length)];
          if (next === undefined) return false;
          await (tries % 2 === 0
            ? this.view.press(next, 'the name at the top right')
            : next.hover({ timeout: 3_000 })
          ).catch(() => undefined);
          tries += 1;
          return await this.view.within(1_500, async () => (await this.entry()) !== undefined);
        },
      );
    });
    await this.ctx.gesture('Press Api Credentials', async () => {
      await this.view.press((await this.entry())!, 'Api Credentials');
      await this.view.wait('the Api Credentials', arrived);
    });
  }

  /** Goes to the start page. */
  async open(): Promise<void> {
    await this.ctx.gesture('Go to the start page of MSPCFO', async () => {
      await this.ctx.page.goto(this.ctx.url.href, { waitUntil: 'domcontentloaded' });
      await this.view.wait('the start page', async () => await this.shown());
    });
  }
}
