import type { Locator } from 'playwright';
import type { Sight } from '../../sight/engine.ts';
import { confirmQuestion } from './interruptions.ts';
import type { View } from './view.ts';

/** Lists have a column of the same name, and filters below it. */
const NO_FORM = '.cw-ml-header, tr.cw-ml-row, thead, .mm_grid, [role=columnheader], [role=row]';

/**
 * The check box of a label on the form that is shown, if there is one; no source says what it is made of
 * (PRODUCT.md A1, A6).
 */
export async function checkBox(view: View, words: readonly string[]): Promise<Locator | undefined> {
  const ways: Sight[] = [{ check: [...words], not: NO_FORM }];
  return await view.look(...ways);
}

/** Whether a check box is ticked; undefined where nothing but its picture says so. */
export async function ticked(box: Locator): Promise<boolean | undefined> {
  const state = await box.evaluate(
    (element) => {
      const around = [element, element.parentElement, element.parentElement?.parentElement].filter(
        (part) => part instanceof HTMLElement && part.getBoundingClientRect().height < 60,
      ) as HTMLElement[];
      const inputs = around
        .map((part) =>
          part.matches('input[type=checkbox]') ? [part] : [...part.querySelectorAll('input[type=checkbox]')],
        )
        .find((found) => found.length > 0);
      if (inputs?.length === 1) return (inputs[0] as HTMLInputElement).checked;
      const own = [element, ...element.querySelectorAll('*')];
      const said = [...own, ...around].map((part) => part.getAttribute('aria-checked')).find((value) => value !== null);
      if (said !== undefined) return said === 'true';
      const names = [...own, ...around.slice(1, 2)]
        .flatMap((part) => [
          part.getAttribute('class'),
          part.getAttribute('src'),
          part.getAttribute('href'),
          part.getAttribute('title'),
        ])
        .join(' ');
      if (/(un|not)[-_]?checked|check(box)?[-_]?(off|empty|outline)/i.test(names)) return false;
      const classes = [...own, ...around.slice(1, 2)].flatMap((part) => [...part.classList]);
      if (
        /(checked|check(box)?[-_]?on|[-_](on|selected|ticked))(?![a-z])/i.test(names) ||
        classes.some((name) => /^(on|selected|ticked)$/i.test(name))
      )
        return true;
      const drawn = own.some((part) => {
        const [before, after] = ['::before', '::after'].map((name) => getComputedStyle(part, name).content);
        return /[✓✔☑]/.test(`${part.childElementCount === 0 ? part.textContent : ''}${before}${after}`);
      });
      return drawn ? true : 'unknown';
    },
    undefined,
    { timeout: 2_000 },
  );
  return state === 'unknown' ? undefined : state;
}

/** All that a change of its state could show in. */
async function looks(box: Locator): Promise<string> {
  return await box.evaluate(
    (element) => {
      const parts = [element, ...element.querySelectorAll('*'), element.parentElement!];
      return parts
        .map((part) => {
          const { backgroundPosition, backgroundImage, backgroundColor, borderColor, color, opacity } =
            getComputedStyle(part);
          return [
            part.getAttribute('class'),
            part.getAttribute('src'),
            backgroundPosition,
            backgroundImage,
            backgroundColor,
            borderColor,
            color,
            opacity,
            getComputedStyle(part, '::after').content,
            getComputedStyle(part, '::before').content,
            part.childElementCount,
          ].join('|');
        })
        .join('\n');
    },
    undefined,
    { timeout: 2_000 },
  );
}

/**
 * Ticks a check box, or takes the tick away, and reads it back.
 * @param now what is known of it from elsewhere, for a box whose state only its picture shows
 * @param about what a question that comes up may speak of, to be answered with yes
 */
export async function tick(
  view: View,
  box: Locator,
  label: string,
  wanted: boolean,
  now: boolean,
  about?: RegExp,
): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const is = await ticked(box);
    if ((is ?? now) === wanted) return;
    const before = await looks(box);
    await view.press(box, label);
    const arrived = async () => {
      if (about !== undefined) await confirmQuestion(view, about);
      const state = await ticked(box);
      // The mouse over it may change its looks too; they count only where nothing else can be read.
      return state === undefined ? (await looks(box)) !== before : state === wanted;
    };
    if (await view.within(Math.max(1_000, view.pace * 2), arrived)) return;
  }
  throw await view.problem(`the check box "${label}" to be ${wanted ? 'ticked' : 'empty'}`, {
    actual: 'that it stays as it is',
    hint: `${wanted ? 'Tick' : 'Empty'} it by hand to see what ConnectWise says to it, then run again.`,
  });
}
