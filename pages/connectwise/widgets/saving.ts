import type { Locator } from 'playwright';
import { TextChanges } from '../../sight/news.ts';
import { drawnSince, rememberTexts, shownTexts } from '../../sight/read.ts';
import { messages } from '../messages.ts';
import { spokenTexts } from '../../sight/windows.ts';
import { clearTheWay, closedSince, seenWindows, tells, WINDOWS } from './interruptions.ts';
import { isGrey } from './toolbar.ts';
import type { View } from './view.ts';

/** Milliseconds after which a Save that stays grey has saved, where nothing else says so. */
const GREY = 5_000;

/** A person reads no more refusals at once than this. */
const MOST_REFUSALS = 3;

/** What stands between several refusals. */
export const BETWEEN = ' / ';

export type Answer = { done: true } | { refused: string };

/**
 * All that is said now, on the screen and in windows; and what windows said that were closed on the way since then,
 * some before anybody looked.
 * @param since as performance.now() tells it; none without
 */
export async function saying(view: View, since = Infinity): Promise<string[]> {
  const [texts, windows] = await Promise.all([shownTexts(view.ctx.page, WINDOWS), seenWindows(view.ctx)]);
  return [
    ...new Set([
      ...texts,
      ...windows.flatMap((window) => (window.message ? [window.says] : spokenTexts(window, tells))),
      ...closedSince(view.ctx, since),
    ]),
  ];
}

/**
 * Does something that reaches the server and waits for the answer, as a person would: by what the screen says then that
 * it did not say before.
 * @param act presses the button
 * @param proof whether the screen shows that it worked: a title, a strip of tabs, a value
 * @returns `refused` with the words of a refusal; nothing was stored then
 * @throws when there is no answer, or one that leaves it open whether something was stored
 */
export async function answerTo(
  view: View,
  what: string,
  act: () => Promise<void>,
  proof: () => Promise<boolean>,
): Promise<Answer> {
  const { page } = view.ctx;
  const saved = (text: string) => messages.saved.test(text) && !messages.refused.test(text);
  const bad = (text: string) => messages.unclear.test(text) || messages.refused.test(text) || messages.busy.test(text);
  const begun = performance.now();
  return await TextChanges.since(
    page,
    async () => await saying(view, begun),
    async (news) => {
      /**
       * The banner of an earlier Save may stand there still; another one in its place is an answer too, if nothing bad
       * comes with it.
       */
      const savedAgain = async () =>
        news.stillSays(saved) &&
        (await drawnSince(page)).some(saved) &&
        !(await view.spins()) &&
        (await view.holds(async () => !(await news.look()).some(bad)));
      await rememberTexts(page);
      await act();
      return await view.wait(
        `an answer to ${what}`,
        // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one branch for each kind of answer
        async (): Promise<Answer | undefined> => {
          if (await proof()) return { done: true };
          const words = await news.look();
          if (words.some(saved)) return { done: true };
          const unclear = words.find((text) => messages.unclear.test(text) && !messages.busy.test(text));
          const no = unclear ?? words.find(bad);
          if (no === undefined) return (await savedAgain()) ? { done: true } : undefined;
          if (messages.sessionEnded.test(no)) return undefined;
          // Words of warning may stand beside a success that is just being drawn.
          if (!(await view.holds(async () => !(await proof())))) return { done: true };
          if (no === unclear) throw await view.problem(`a clear answer to ${what}`, { actual: `the message "${no}"` });
          // The fields may be named one by one.
          const all = [...new Set([no, ...words, ...(await news.look())])].filter(bad);
          if (view.closesWindows) await clearTheWay(view.ctx);
          return {
            refused: all
              .filter((text) => !all.some((other) => other !== text && other.includes(text)))
              .slice(0, MOST_REFUSALS)
              .join(BETWEEN),
          };
        },
        undefined,
        () => news.inWords(),
      );
    },
  );
}

/**
 * Presses the Save that was found, not Save and Close (PRODUCT.md D4), and waits for the answer. A Save that turns
 * grey and stays so counts as one.
 */
export async function save(view: View, button: Locator, what: string, proof: () => Promise<boolean>): Promise<Answer> {
  let greySince: number | undefined;
  return await answerTo(
    view,
    what,
    async () => await view.pressOnce(button, 'Save'),
    async () => {
      if (await proof()) return true;
      if ((await view.spins()) || !(await isGrey(view, 'save'))) {
        greySince = undefined;
        return false;
      }
      // Some are grey for as long as the answer is on its way, whatever it will say.
      return performance.now() - (greySince ??= performance.now()) > Math.max(GREY, view.pace * 4);
    },
  );
}

const EXISTS = /already (exists|in use|taken|used)|duplicate/i;
const NOT_LISTED =
  'The list did not show the one that exists, although its filters were cleared: look whether a filter such as ' +
  'Inactive or Type hides it. Show it, or give another name as input; then run again.';

/**
 * The error for a refusal: what the portal said, in its own words. Asked again it would say the same, unless somebody
 * only had the record open.
 * @param where one that exists already may be, and what to do about it
 */
export async function refusal(view: View, what: string, words: string, where = NOT_LISTED): Promise<Error> {
  const hint = EXISTS.test(words)
    ? where
    : "Do what the message says (the runbook's inputs may have to change), then run again.";
  return await view.problem(`${what} to be saved`, {
    actual: `the message "${words}"`,
    hint,
    retry: messages.busy.test(words),
  });
}
