import type { Locator } from 'playwright';
import { excerpt } from '../../src/portal-sdk/index.ts';
import { TextChanges } from '../sight/news.ts';
import { sameName } from '../same-name.ts';
import { BUTTONS, NO_BUTTONS, ROW } from './buttons.ts';
import { labels } from './labels.ts';
import { messages } from './messages.ts';
import type { View } from './view.ts';

const LAYERS =
  'dialog, [role=dialog], [role=alertdialog], [aria-modal=true], [class*=modal i], [class*=dialog i], ' +
  '[class*=confirm i], [class*=popover i]';

const WORDS = [...labels.confirm, ...labels.again, ...labels.credentials.remove];

const rank = ({ word }: Answer) => {
  const at = WORDS.findIndex((one) => sameName(one, word));
  return at === -1 ? WORDS.length : at;
};

interface Answer {
  at: Locator;
  /** What it says. */
  word: string;
  /**
   * The text of the layer that it stands in; empty where it stands in none, or in one with boxes to fill, which is no
   * question.
   */
  layer: string;
  /** What it is made of: another thing with the same word is another answer. */
  made: string;
}

/**
 * Everything on the page that could say yes, the likeliest word first: buttons, and in a layer (or where there is no
 * such button) whatever says it.
 */
async function answers(view: View): Promise<Answer[]> {
  const buttons = await view.all({ css: BUTTONS, words: WORDS });
  const others = await view.all({ words: [...labels.confirm], not: `${BUTTONS}, ${NO_BUTTONS}` });
  const read = async (at: Locator) => ({
    at,
    ...(await at
      .evaluate(
        (element, css) => {
          const layer = element.closest(css) as HTMLElement | null;
          const isQuestion = layer !== null && layer.querySelector('input:not([type=hidden]), textarea') === null;
          return {
            word: (element instanceof HTMLInputElement ? element.value : (element as HTMLElement).innerText)
              .replace(/\s+/g, ' ')
              .trim(),
            layer: isQuestion ? layer.innerText.replace(/\s+/g, ' ').trim() : '',
            made: [
              element.tagName,
              ...element.getAttributeNames().map((name) => `${name}=${element.getAttribute(name)}`),
            ].join(' '),
          };
        },
        LAYERS,
        { timeout: 1_000 },
      )
      .catch(() => ({ word: '', layer: '', made: '' }))),
  });
  const [pressable, said] = [await Promise.all(buttons.map(read)), await Promise.all(others.map(read))];
  const all = [
    ...pressable,
    ...said.filter(({ word, layer }) => layer !== '' || !pressable.some((one) => one.word === word)),
  ];
  return all.sort((one, other) => rank(one) - rank(other));
}

/**
 * How much text the smallest part of the page has that holds this button and speaks of the credentials, or holds their
 * key; Infinity where it belongs to something else. Runs in the page.
 */
function sizeOfItsPart(button: Element, { publicKey, row }: { publicKey: string | undefined; row: string }): number {
  const about = /connectwise|\bcw\b|(public|private) (api )?key|api credentials/i;
  for (let part = button.parentElement; part !== null; part = part.parentElement) {
    const text = part.innerText;
    if (about.test(text) || (publicKey !== undefined && text.includes(publicKey))) return text.length;
    // A row or a card of its own, about something else.
    if (part.matches(row) || part.querySelector('h1, h2, h3, h4, h5, h6, legend, [role=heading]') !== null)
      return Infinity;
  }
  return Infinity;
}

/**
 * The button that removes the credentials: one in a part of the page that speaks of them, the smallest such part first.
 */
export async function findRemove(view: View, publicKey?: string): Promise<Locator | undefined> {
  const found = await view.all(
    ...labels.credentials.remove.flatMap((word) => [
      { css: BUTTONS, words: [word] },
      { words: [word], not: NO_BUTTONS },
      { tip: [word] },
    ]),
  );
  const parts = await Promise.all(
    found.map(async (at) => ({
      at,
      size: await at.evaluate(sizeOfItsPart, { publicKey, row: ROW }).catch(() => Infinity),
    })),
  );
  return parts.filter(({ size }) => size < Infinity).sort((one, other) => one.size - other.size)[0]?.at;
}

/**
 * Presses a button that removes something, once, says yes to the question that may come, and waits for what comes of
 * it.
 * @param gone whether the page shows that it is removed
 * @returns the words of a refusal
 */
export async function pressRemove(
  view: View,
  button: Locator,
  gone: () => Promise<boolean>,
): Promise<string | undefined> {
  const known = ({ word, layer, made }: Answer) => `${word} in ${layer}: ${made}`;
  const pressed = await button.elementHandle({ timeout: 5_000 });
  // Where a busy page does not tell, it may be: nothing is pressed twice on a guess, and the next look asks again.
  const mayBePressed = async ({ at }: Answer) =>
    await at.evaluate((element, own) => element === own, pressed, { timeout: 1_000 }).catch(() => true);
  const before = new Set<string>();
  const ownWords = new Set<string>();
  for (const answer of await answers(view)) {
    before.add(known(answer));
    if (await mayBePressed(answer)) ownWords.add(answer.word);
  }
  let asked = false;
  const question = async () => {
    if (asked) return undefined;
    // The button itself may look otherwise once it is pressed: that makes it no question, other words do.
    for (const answer of await answers(view))
      if (!before.has(known(answer)) && !(ownWords.has(answer.word) && (await mayBePressed(answer)))) return answer;
    return undefined;
  };
  return await TextChanges.since(
    view.ctx.page,
    async () => await view.texts(),
    async (news) => {
      await view.pressOnce(button, 'the button that removes the credentials');
      const words = await view.wait(
        'an answer to removing the credentials',
        async () => {
          // What could say yes and was not there before is the question's; the button that was pressed may look the
          // same.
          const yes = await question();
          if (yes !== undefined) {
            asked = true;
            // What the question says is no answer, while it is still being drawn away.
            await news.passOver();
            view.ctx.note(`Answered "${excerpt(yes.layer, 200) || yes.word}" with ${yes.word}.`);
            await view.pressOnce(yes.at, yes.word);
            return undefined;
          }
          const said = await news.look();
          if (said.some((text) => messages.removed.test(text) && !messages.unclear.test(text))) return '';
          const unclear = said.find((text) => messages.unclear.test(text) && !messages.busy.test(text));
          if (unclear !== undefined)
            throw await view.problem('a clear answer to removing the credentials', {
              actual: `the message "${unclear}"`,
            });
          const bad = said.find(
            (text) => (messages.refused.test(text) || messages.busy.test(text)) && !text.includes('?'),
          );
          const removed = await gone();
          if (bad !== undefined && !removed) return bad;
          // A question may come a moment after the button has gone.
          return removed && !(await view.within(1_000, async () => (await question()) !== undefined || !(await gone())))
            ? ''
            : undefined;
        },
        undefined,
        () => news.inWords(),
      );
      return words === '' ? undefined : words;
    },
  );
}
