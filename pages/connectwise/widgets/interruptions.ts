import type { Locator, Page } from 'playwright';
import { type Context, excerpt, SessionLost } from '../../../src/portal-sdk/index.ts';
import { closersOf } from '../../close-over.ts';
import { isOff } from '../../screen/buttons/toolbar.ts';
import { locate } from '../../screen/look.ts';
import { spokenBy } from '../../screen/messages/said.ts';
import { sessionQuestion } from '../../screen/signing/sign-in.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import type { View } from '../../screen/view.ts';
import { coverOf } from '../../screen/windows/cover.ts';
import { answerInWords, answerOf, closerOf, type Dialog, dialogOf, dialogsOn } from '../../screen/windows/dialog.ts';
import { questionIn, type Yes } from '../../screen/windows/question.ts';
import { anyOf } from '../../screen/words/lexicon.ts';
import { matching } from '../../screen/words/words.ts';
import { signInWords } from '../../sign-in-words.ts';
import { labels } from '../labels.ts';
import { phrases, speech } from '../messages.ts';
import { signInPage } from '../signed-in.ts';
import { holdsMenu } from './menu-sections.ts';

/** What may be answered with yes, where a person has asked for it. */
export const YES: Yes = {
  words: labels.answers.confirm,
  inWords: labels.answers.confirmInWords,
  no: labels.answers.decline,
};

/** What closes a window that only tells something. */
export const toClose = anyOf(labels.answers.close, labels.answers.later);
/** What declines an offer. */
export const toDecline = anyOf(labels.answers.later, labels.answers.decline);

/** What a window says, in a message. */
export const saidIn = (window: Dialog): string => excerpt(spokenBy(window, speech), 400);

/** The windows that are shown. */
export const seenWindows = (screen: Screen): Dialog[] => dialogsOn(screen, speech.answers);

/** The window that a thing stands in. */
export const windowAround = (thing: Thing): Dialog | undefined =>
  seenWindows(thing.screen).find(({ at }) => at.holds(thing));

/** Presses an answer; a window that has closed meanwhile needs none. */
async function press(button: Thing): Promise<true> {
  await locate(button)
    .click({ timeout: 3_000 })
    .catch(() => undefined);
  return true;
}

/**
 * Answers a question that the person has asked for, such as 'delete this?'.
 * @param about what the question must speak of
 * @returns its words, if there was one
 */
export async function confirmQuestion(view: View, about = /./): Promise<string | undefined> {
  const question = questionIn(await view.see(), speech, { ...YES, about });
  if (question === undefined) return undefined;
  const asks = excerpt(question.asks, 400);
  view.ctx.note(`Answered the question "${asks}" with yes.`);
  await press(question.yes);
  return asks;
}

/** The windows that can be left now, and what leaves each. */
const leavable = (screen: Screen, windows: readonly Dialog[]): { window: Dialog; button: Thing }[] =>
  windows.flatMap((window) => {
    const button = closerOf(window, labels.answers.cancel) ?? closerOf(window, toClose);
    return button === undefined || coverOf(screen, button) !== undefined ? [] : [{ window, button }];
  });

/** Leaves windows with a form in them: one that a step has left open would lie over the next. */
export async function leaveForms(view: View): Promise<void> {
  const isForm = (window: Dialog) =>
    window.form || (answerOf(window, labels.tools.saveInWindow) !== undefined && !phrases.mean(window.text, 'leaving'));
  const isWindow = (window: Dialog) =>
    isForm(window) && (window.at.hooked('window') || window.at.is('dialog', 'alertdialog'));
  const left = new Set<number>();
  // The uppermost first: what it lies over cannot be reached.
  for (;;) {
    const screen = await view.see();
    const isNew = ({ at }: Dialog) => !left.has(at.listed.id);
    const formsIn = (seen: Screen) => seenWindows(seen).filter((window) => isWindow(window) && isNew(window));
    const forms = formsIn(screen);
    const isGone = (id: number) => async () => !seenWindows(await view.see()).some(({ at }) => at.listed.id === id);
    // What lies over a form goes first.
    const isOver = (window: Dialog) => !isForm(window) && isNew(window) && window.at.order > forms[0]!.at.order;
    const over = forms.length === 0 ? undefined : seenWindows(screen).find(isOver);
    if (over !== undefined) {
      left.add(over.at.listed.id);
      if (await dealWith(view, over)) await view.becomesTrue(isGone(over.at.listed.id));
      continue;
    }
    const [next] = leavable(screen, forms);
    if (next === undefined) {
      // What lies over it may be on its way out.
      const isFree = async () => {
        const now = await view.see();
        return leavable(now, formsIn(now)).length > 0;
      };
      if (forms.length === 0 || !(await view.becomesTrue(isFree))) return;
      continue;
    }
    const { window, button } = next;
    const { id } = window.at.listed;
    left.add(id);
    // Of a form all labels would be told.
    view.ctx.note(`Left a window that was still open: "${window.title || saidIn(window)}"`);
    // It may want to be told first that what it shows was noted down.
    const [check, another] = window.at.find(({ kind }) => kind === 'check');
    if (isOff(button) && check !== undefined && another === undefined) await press(check);
    await press(button);
    await view.becomesTrue(isGone(id));
  }
}

/** What leaves a question about unsaved changes: yes where it asks whether to lose them, else no. */
function leaverOf(window: Dialog): Thing | undefined {
  const { text } = window;
  if (!phrases.mean(text, 'leaving')) return undefined;
  const losing = phrases.mean(text, 'losing') && !phrases.mean(text, 'saving changes');
  return answerOf(window, losing ? labels.answers.leave : labels.answers.discard);
}

/** What alone leaves a window that calls itself one: `I have saved the private key`. Consent is a person's. */
const onlyWay = (window: Dialog): Thing | undefined => {
  const { at, buttons } = window;
  const isWindow = at.is('dialog', 'alertdialog') || at.hooked('window');
  const isAsked = window.text.includes('?') || answerOf(window, labels.answers.cookies) !== undefined;
  return buttons.length === 1 && isWindow && !isAsked ? buttons[0] : undefined;
};

/** @returns whether there was anything to press */
async function dealWith(view: View, window: Dialog): Promise<boolean> {
  const { ctx } = view;
  const { text, form } = window;
  const proceed = answerOf(window, signInWords.proceed);
  if (proceed !== undefined && /session|logged in|signed in|already|another|device/i.test(text)) {
    ctx.note(`ConnectWise asked about another session: "${saidIn(window)}". Proceeded.`);
    return await press(proceed);
  }
  if (form) return false;
  const close = closersOf(text, toClose, labels.answers.cookies, toDecline);
  if (phrases.mean(text, 'session over')) {
    const button = closerOf(window, close) ?? answerOf(window, labels.answers.verify);
    if (button !== undefined) await press(button);
    throw sessionLost(saidIn(window));
  }
  if (phrases.mean(text, 'consent'))
    throw await view.problem('no window that wants a person to agree', {
      actual: `one that says "${saidIn(window)}"`,
      hint: 'Sign in to ConnectWise as this member yourself, read it and answer it, then run again.',
      retry: false,
    });
  const leave = leaverOf(window);
  if (leave !== undefined) {
    ctx.note(`ConnectWise asked about unsaved changes: "${saidIn(window)}". Left without saving.`);
    return await press(leave);
  }
  // What is offered beside the job is a person's: no leaves all as it is.
  const isOffer = phrases.mean(text, 'offer');
  // Something that only wants to be seen has nothing to choose.
  if ((!isOffer && answerOf(window, labels.answers.asksForMore) !== undefined) || holdsMenu(window.at)) return false;
  // What keeps something as it is changes nothing.
  const button = answerInWords(window, labels.answers.keepInWords) ?? closerOf(window, close) ?? onlyWay(window);
  // What is grey wants something first, such as a tick: that is a person's.
  if (button === undefined || isOff(button)) return false;
  ctx.note(`Closed a window that was in the way: "${saidIn(window)}"`);
  remember(ctx.page, saidIn(window));
  return await press(button);
}

/** The windows that were closed in each page: one may have said why something does not come. */
const closed = new WeakMap<Page, { text: string; at: number }[]>();

function remember(page: Page, text: string): void {
  closed.set(page, [...(closed.get(page) ?? []), { text, at: performance.now() }]);
}

/**
 * The words of windows that were in the way and were closed since then, newest first.
 * @param since as performance.now() tells it
 */
export function closedSince({ page }: Context, since: number): string[] {
  return (closed.get(page) ?? [])
    .filter(({ at }) => at >= since)
    .map(({ text }) => text)
    .reverse();
}

function sessionLost(actual: string): SessionLost {
  return new SessionLost({
    screen: 'ConnectWise',
    expected: 'to be signed in still',
    actual,
    hint: 'Run again: it looks first and continues from what is there.',
  });
}

/** A banner says no more than this, in letters; a page may speak of sessions and have such a button for something else. */
const LONGEST_BANNER = 400;

/** Whether the question about another session and its answer stand in a small part of their own. */
function isBanner(answer: Thing): boolean {
  const part = answer.closest((around) => matching(around, signInWords.says.anotherSession).length > 0);
  return part !== undefined && part.said().length <= LONGEST_BANNER;
}

/**
 * Deals with whatever may come up at any time (PRODUCT.md A5, B): pop-ups, announcements, the question about
 * another session, questions about unsaved changes.
 * @param at what is to be pressed: then something that lies over it is looked for too
 * @throws SessionLost when the sign-in page is there
 */
export async function clearTheWay(view: View, at?: Locator): Promise<void> {
  if (view.ctx.page.isClosed()) return;
  const screen = await view.see();
  const windows = seenWindows(screen);
  let dealt = false;
  for (const window of windows) dealt = (await dealWith(view, window)) || dealt;
  if (dealt) return;
  // A form may be in a window, and something else lie over that.
  const cover = at && (await view.over(at));
  if (windows.length > 0) {
    if (cover !== undefined && !windows.some((one) => one.at.holds(cover) || cover.holds(one.at)))
      await dealWith(view, dialogOf(cover, speech.answers));
    return;
  }
  const question = sessionQuestion(screen, signInWords);
  if (question !== undefined && isBanner(question)) {
    view.ctx.note('ConnectWise asked about another session. Proceeded.');
    return void (await press(question));
  }
  if (signInPage(screen)) throw sessionLost('the sign-in page');
  if (cover !== undefined) await dealWith(view, dialogOf(cover, speech.answers));
}

/** What the end of the session looks like, if it is over: nothing is pressed. */
export function sessionEnd(screen: Screen): SessionLost | undefined {
  const window = seenWindows(screen).find(({ form, text }) => !form && phrases.mean(text, 'session over'));
  if (window !== undefined) return sessionLost(saidIn(window));
  return signInPage(screen) ? sessionLost('the sign-in page') : undefined;
}
