import type { Locator } from 'playwright';
import { excerpt, type Term } from '../src/portal-sdk/index.ts';
import { buttonsOf } from './screen/buttons/buttons.ts';
import { locate } from './screen/look.ts';
import { Phrases } from './screen/messages/phrases.ts';
import type { View } from './screen/view.ts';
import { anyOf } from './screen/words/lexicon.ts';

const phrases = new Phrases();

/** What closes something that says this. To agree is a person's, but for cookies, and so is what is offered. */
export const closersOf = (says: string, close: Term, cookies: Term, decline: Term): Term => {
  if (phrases.mean(says, 'consent')) return [];
  if (phrases.mean(says, 'offer')) return decline;
  return /\bcookies?\b/i.test(says) ? anyOf(close, cookies) : close;
};

/**
 * Closes what lies over a place, such as a cookie bar, when it has a button that only closes and nothing to fill.
 * @param decline what leaves an offer, such as a tour
 */
export async function closeOver(view: View, at: Locator, close: Term, cookies: Term = [], decline: Term = []) {
  const over = await view.over(at);
  if (over === undefined || over.find(({ kind }) => kind === 'box').length > 0) return;
  const [button] = buttonsOf(over, closersOf(over.said(), close, cookies, decline));
  if (button === undefined) return;
  view.ctx.note(`Closed something that was in the way: "${excerpt(over.said(), 200)}"`);
  await locate(button)
    .click({ timeout: 3_000 })
    .catch(() => undefined);
}
