import type { Locator } from 'playwright';
import { buttonsOf } from '../screen/buttons/buttons.ts';
import { type Answer, submit } from '../screen/submit.ts';
import type { Screen, Thing } from '../screen/thing.ts';
import { anyOf } from '../screen/words/lexicon.ts';
import { imprintOf } from '../screen/words/words.ts';
import type { Receiver } from './receiver.ts';
import { rowOf } from './rows.ts';
import type { View } from './view.ts';
import { words } from './words.ts';

/**
 * How much text the smallest part of the page has that holds this button and speaks of the credentials, or holds their
 * key; Infinity where it belongs to something else.
 */
function sizeOfItsPart(receiver: Receiver, button: Thing, publicKey: string | undefined): number {
  const key = publicKey === undefined ? undefined : imprintOf(publicKey);
  for (const part of button.outward()) {
    const text = part.said();
    const holdsKey = key !== undefined && part.find(({ listed }) => listed.imprint === key).length > 0;
    if (receiver.isAbout(text) || holdsKey) return text.length;
    // A row or a card of its own, about something else.
    if (rowOf(part) === part || part.find((one) => one.is('heading')).length > 0) return Infinity;
  }
  return Infinity;
}

/**
 * The button that removes the credentials: one in a part of the page that speaks of them, the smallest such part first.
 */
export function findRemove(receiver: Receiver, screen: Screen, publicKey?: string): Thing | undefined {
  const parts = buttonsOf(screen, receiver.words.remove).map((at) => ({
    at,
    size: sizeOfItsPart(receiver, at, publicKey),
  }));
  return parts.filter(({ size }) => size < Infinity).sort((one, other) => one.size - other.size)[0]?.at;
}

/**
 * Presses a button that removes something, once, says yes to the question that may come, and waits for what comes of
 * it.
 * @param gone whether the page shows that it is removed
 */
export async function pressRemove(
  view: View,
  button: Locator,
  gone: (screen: Screen) => boolean | Promise<boolean>,
): Promise<Answer> {
  return await submit(view, {
    what: 'removing the credentials',
    press: async () => await view.pressOnce(button, 'the button that removes the credentials'),
    speech: view.receiver.speech,
    good: ['removed'],
    proof: gone,
    yes: {
      words: anyOf(words.answers.confirm, words.answers.again, view.receiver.words.remove),
      no: words.answers.decline,
    },
  });
}
