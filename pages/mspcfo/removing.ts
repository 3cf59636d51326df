import type { Dialog, Locator } from 'playwright';
import { excerpt } from '../../src/contract.ts';
import { cameUp } from '../sight/view.ts';
import { labels, messages } from './labels.ts';
import type { View } from './view.ts';

const LAYERS = 'dialog, [role=dialog], [role=alertdialog], [aria-modal=true], [class*=modal i], [class*=dialog i], [class*=confirm i], [class*=popover i]';

interface Answer {
  at: Locator;
  word: string;
  /** The text of the layer that it stands in; empty where it stands in none, or in one with boxes to fill, which is no question. */
  layer: string;
  /** What it is made of: another thing with the same word is another answer. */
  made: string;
}

/** Everything on the page that could say yes. */
async function answers(view: View): Promise<Answer[]> {
  const found = await Promise.all(labels.confirm.map(async (word) => await Promise.all((await view.all({ css: 'button, a, input[type=button], input[type=submit], [role=button]', words: [word] }, { words: [word], not: 'h1, h2, h3, h4, label, th, nav, header, title' })).map(async (at) => ({
    at, word, ...(await at.evaluate((element, css) => {
      const layer = element.closest(css) as HTMLElement | null;
      const isQuestion = layer !== null && layer.querySelector('input:not([type=hidden]), textarea') === null;
      return { layer: isQuestion ? layer.innerText.replace(/\s+/g, ' ').trim() : '', made: [element.tagName, ...element.getAttributeNames().map((name) => `${name}=${element.getAttribute(name)}`)].join(' ') };
    }, LAYERS, { timeout: 1_000 }).catch(() => ({ layer: '', made: '' }))),
  })))));
  return found.flat();
}

/**
 * Presses a button that removes something, once, says yes to the question that may come, and waits for what comes of it.
 * @param gone whether the page shows that it is removed
 * @returns the words of a refusal
 */
export async function pressRemove(view: View, button: Locator, gone: () => Promise<boolean>): Promise<string | undefined> {
  const { page } = view.ctx;
  let old = new Set(await view.texts());
  const known = ({ word, layer, made }: Answer) => `${word} in ${layer}: ${made}`;
  const before = new Set((await answers(view)).map(known));
  // A native dialog is gone by the time anybody looks.
  const spoken: string[] = [];
  const hear = (dialog: Dialog) => spoken.push(...(dialog.type() === 'alert' ? [dialog.message()] : []));
  page.on('dialog', hear);
  let news: string[] = [];
  let asked = false;
  // The button itself may look otherwise once it is pressed: that makes it no question.
  const pressed = await button.elementHandle({ timeout: 5_000 });
  const question = async () => {
    if (asked) return undefined;
    for (const answer of await answers(view)) if (!before.has(known(answer)) && !(await answer.at.evaluate((element, own) => element === own, pressed, { timeout: 1_000 }).catch(() => false))) return answer;
    return undefined;
  };
  try {
    await view.pressOnce(button, 'the button that removes the credentials');
    return await view.wait('an answer to removing the credentials', async () => {
      // What could say yes and was not there before is the question's; the button that was pressed may look the same.
      const yes = await question();
      if (yes !== undefined) {
        asked = true;
        // What the question says is no answer, while it is still being drawn away.
        old = new Set([...old, ...(await view.texts())]);
        view.ctx.note(`Answered "${excerpt(yes.layer, 200) || yes.word}" with ${yes.word}.`);
        await view.pressOnce(yes.at, yes.word);
        return undefined;
      }
      const now = await view.texts();
      old = new Set([...old].filter((text) => now.includes(text)));
      news = [...spoken, ...now.filter((text) => !old.has(text))];
      if (news.some((text) => messages.removed.test(text) && !messages.unclear.test(text))) return '';
      const unclear = news.find((text) => messages.unclear.test(text) && !messages.busy.test(text));
      if (unclear !== undefined) throw await view.problem('a clear answer to removing the credentials', { saw: `the message "${unclear}"` });
      const bad = news.find((text) => (messages.refused.test(text) || messages.busy.test(text)) && !text.includes('?'));
      const removed = await gone();
      if (bad !== undefined && !removed) return bad;
      // A question may come a moment after the button has gone.
      return removed && !(await view.within(1_000, async () => (await question()) !== undefined || !(await gone()))) ? '' : undefined;
    }, undefined, () => cameUp(news)).then((words) => (words === '' ? undefined : words));
  } finally {
    page.off('dialog', hear);
  }
}
