import type { Locator } from 'playwright';
import { buttonsOf } from '../../screen/buttons/buttons.ts';
import { distance, sameLine } from '../../screen/layout.ts';
import { saidOn } from '../../screen/messages/said.ts';
import { type Answer, submit } from '../../screen/submit.ts';
import type { Thing } from '../../screen/thing.ts';
import type { Yes } from '../../screen/windows/question.ts';
import { labels } from '../labels.ts';
import { phrases, speech } from '../messages.ts';
import { clearTheWay, closedSince, windowAround } from './interruptions.ts';
import { isGrey } from './toolbar.ts';
import type { View } from './view.ts';

/** What saves a window, or the line that a box stands in, which needs no toolbar. @param box of what is saved */
export function ownSave(box: Thing | undefined): Thing | undefined {
  if (box === undefined) return undefined;
  const window = windowAround(box);
  if (window !== undefined) return buttonsOf(window.at, labels.tools.saveInWindow)[0];
  const isBeside = (button: Thing) => sameLine(box.box, button.box) && distance(box.box, button.box) < Infinity;
  return buttonsOf(box.screen, labels.tools.saveInWindow).find(isBeside);
}

/** Milliseconds after which a Save that stays grey has saved, where nothing else says so. */
const GREY = 5_000;

/**
 * All that is said now, on the screen and in windows; and what windows said that were closed on the way since then,
 * some before anybody looked.
 * @param since as performance.now() tells it
 */
export async function saying(view: View, since: number): Promise<string[]> {
  const said = saidOn(await view.see(), speech).map(({ text }) => text);
  return [...new Set([...said, ...closedSince(view.ctx, since)])];
}

/**
 * Does something that reaches the server and waits for the answer.
 * @param act presses the button
 * @param proof whether the screen shows that it worked: a title, a strip of tabs, a value
 * @param yes the question that may come
 */
export async function answerTo(
  view: View,
  what: string,
  act: () => Promise<void>,
  proof: () => Promise<boolean>,
  yes?: Yes,
): Promise<Answer> {
  view.awaits = yes;
  const answer = await submit(view, {
    what,
    press: act,
    speech,
    proof,
    ...(yes !== undefined && { yes }),
    atWork: (screen) => screen.hooked('spinner').length > 0,
    closed: (since) => closedSince(view.ctx, since),
  }).finally(() => {
    view.awaits = undefined;
  });
  if ('refused' in answer && view.closesWindows) await clearTheWay(view);
  return answer;
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
      return performance.now() - (greySince ??= performance.now()) > GREY;
    },
  );
}

const EXISTS = /already (exists|in use|taken|used)|(exists|in use|taken|used) already|duplicate|(not|be) unique/i;
/** Whether a refusal says that the name is taken. */
export const isTaken = (words: string): boolean => EXISTS.test(words);

const NOT_LISTED =
  'The list did not show the one that exists, although its filters were cleared: look whether a filter such as ' +
  'Inactive or Type hides it. Show it, or give another name as input; then run again.';

/**
 * The error for a refusal: what the portal said, in its own words. Asked again it would say the same, unless somebody
 * only had the record open.
 * @param where one that exists already may be, and what to do about it
 */
export async function refusal(view: View, what: string, words: string, where = NOT_LISTED): Promise<Error> {
  const hint = isTaken(words)
    ? where
    : "Do what the message says (the runbook's inputs may have to change), then run again.";
  return await view.problem(`${what} to be saved`, {
    actual: `the message "${words}"`,
    hint,
    retry: phrases.mean(words, 'busy'),
  });
}
