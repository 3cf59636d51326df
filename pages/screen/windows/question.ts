import type { Term } from '../../../src/portal-sdk/index.ts';
import { within } from '../layout.ts';
import { type Speech, saidOn, spokenBy } from '../messages/said.ts';
import { isPressable, type Screen, type Thing } from '../thing.ts';
import { words } from '../words/words.ts';
import { answerInWords, answerOf, type Dialog, dialogsOn } from './dialog.ts';

/** Which questions may be answered with yes, and how. */
export interface Yes {
  /** What a question must speak of, where it may be about anything else. */
  about?: RegExp;
  /** Words that say yes, the likeliest first. */
  words: readonly string[];
  /** The same in more words, as a pattern. */
  inWords?: Term;
  /** Words that say no: what offers them asks. */
  no: readonly string[];
}

/** A question on the screen, and what says yes to it. */
export interface Question {
  /** Its words. */
  asks: string;
  yes: Thing;
}

/** Whether a window asks: a message, such as a refusal, can only be closed. */
const asks = (window: Dialog, { no }: Yes): boolean => window.text.includes('?') || answerOf(window, no) !== undefined;

/** The same word at the same place, even if it is drawn anew. */
const isSame = (one: Thing, other: Thing): boolean =>
  one.said() === other.said() &&
  (one.listed.id === other.listed.id || (one.role === other.role && within(one.box, other.box)));

/** The question of a window that is shown. */
export function questionIn(screen: Screen, speech: Speech, yes: Yes): Question | undefined {
  for (const window of dialogsOn(screen, speech.answers)) {
    // An offer is never what a person has asked for, nor is consent.
    if (window.form || speech.phrases.mean(window.text, 'offer', 'consent')) continue;
    if (!(yes.about ?? /./).test(window.text) || !asks(window, yes)) continue;
    const at =
      answerOf(window, yes.words) ?? (yes.inWords === undefined ? undefined : answerInWords(window, yes.inWords));
    if (at !== undefined) return { asks: spokenBy(window, speech), yes: at };
  }
  return undefined;
}

/** The smallest things that say one of these words and did not before, the first word first, the last thing first. */
function newWords(screen: Screen, before: Screen, wanted: readonly string[]): Thing[] {
  const old = words(before, wanted);
  return screen
    .said(wanted)
    .flatMap((word) => words(screen, [word]).toReversed())
    .filter((at) => !old.some((one) => isSame(one, at)) && !at.is('heading'));
}

/**
 * The question that a press has brought: in a window, beside the button, or on the button itself, which then wants to be
 * pressed twice.
 * @param before the screen that the button was pressed on
 */
export function questionSince(screen: Screen, before: Screen, speech: Speech, yes: Yes): Question | undefined {
  const inWindow = questionIn(screen, speech, yes);
  if (inWindow !== undefined && !words(before, [inWindow.yes.said()]).some((old) => isSame(old, inWindow.yes)))
    return inWindow;
  const said = newWords(screen, before, yes.words);
  const answer = said.find(isPressable) ?? said[0];
  if (answer === undefined) return undefined;
  const known = new Set(saidOn(before, speech).map(({ text }) => text));
  const isAbout = (text: string) => (yes.about ?? /./).test(text);
  const question = saidOn(screen, speech).find(({ text }) => text.includes('?') && !known.has(text) && isAbout(text));
  const isOffered = (no: Thing) => isAbout(no.closest((part) => part.holds(answer))?.said() ?? '');
  const wasButton = before.things.some(
    (old) => old.kind === 'button' && (old.listed.id === answer.listed.id || within(old.box, answer.box)),
  );
  const isAsked =
    question !== undefined ||
    (isPressable(answer) &&
      ((wasButton && yes.about === undefined) || newWords(screen, before, yes.no).some(isOffered)));
  return isAsked ? { asks: question?.text ?? answer.said(), yes: answer } : undefined;
}
