import type { Frame, Locator, Page } from 'playwright';
import { excerpt, SessionLost, type Context } from '../../../src/portal-sdk/index.ts';
import { coverOf } from '../../sight/cover.ts';
import { sight } from '../../sight/engine.ts';
import { shownWindows, type WindowRead } from '../../sight/read.ts';
import { spoken, type WindowKinds } from '../../sight/windows.ts';
import { look, prepareLooks } from '../../screen/look.ts';
import { labels } from '../labels.ts';
import { messages } from '../messages.ts';
import { hooks } from '../profile.ts';
import { signInPage } from '../signed-in.ts';

export interface SeenWindow extends WindowRead {
  frame: Frame;
  /** What it says: its text, without title and buttons. */
  says: string;
}

/** Windows of both widget families (PRODUCT.md A5), and what calls itself a dialog. */
export const WINDOWS: WindowKinds = {
  certain:
    '.cw-gxt-wnd, .CwDialog-modal, .CwDialog-content, [role=dialog], [role=alertdialog], dialog[open], ' +
    '#sso-session-dialog, .x-window',
  answers: Object.entries(labels.answers).flatMap(([name, words]) => (name === 'confirmInWords' ? [] : [...words])),
};

/** Whether a text tells what has become of something. */
export const tells = (text: string): boolean =>
  [messages.saved, messages.refused, messages.unclear, messages.notLoaded, messages.busy, messages.sessionEnded].some(
    (pattern) => pattern.test(text),
  );

/** The windows that are shown now; what is inside one belongs to it. */
export async function seenWindows(ctx: Context): Promise<SeenWindow[]> {
  const found = await shownWindows(ctx.page, WINDOWS);
  // A mask is empty (PRODUCT.md A5).
  return found
    .map((seen) => ({ ...seen, text: excerpt(seen.text, 400), says: excerpt(spoken(seen, tells) || seen.text, 400) }))
    .filter(({ text }) => text !== '');
}

const place = ({ frame, css, nth }: SeenWindow): Locator => frame.locator(css).nth(nth);

/** Where a window's buttons may be: in it, or beside its content, inside the same frame of the dialog. */
const parts = (window: SeenWindow): Locator[] => [
  place(window),
  place(window).locator('xpath=parent::*[not(self::body)]'),
];

/** The first of the window's buttons that says one of these words. */
async function answer(window: SeenWindow, words: readonly string[]): Promise<Locator | undefined> {
  for (const part of parts(window)) {
    for (const word of words) {
      const button = part.locator(sight({ words: [word] }));
      if ((await button.count()) > 0) return button.first();
    }
  }
  return undefined;
}

/** Its button that says yes, be it in more words than usual. Titles may say the same, but stand before it. */
async function yesOf(window: SeenWindow): Promise<Locator | undefined> {
  const usual = await answer(window, labels.answers.confirm);
  if (usual !== undefined) return usual;
  for (const part of parts(window)) {
    const inWords = part.locator(sight({ pattern: labels.answers.confirmInWords }));
    if ((await inWords.count()) > 0) return inWords.last();
  }
  return undefined;
}

const CLOSE_CONTROLS =
  'img.cw-gxt-wnd-cls, .x-panel-toolbar .mm_icon, [title="Close"], [aria-label="Close"], [title="close"], ' +
  '[aria-label="close"]';

/**
 * What closes the window without more: a button that says so, else its own control, older or newer (PRODUCT.md A5).
 */
async function closer(
  window: SeenWindow,
  words: readonly string[] = labels.answers.close,
): Promise<Locator | undefined> {
  const button = await answer(window, words);
  if (button !== undefined) return button;
  const control = place(window).locator(sight({ css: CLOSE_CONTROLS }));
  return (await control.count()) > 0 ? control.first() : undefined;
}

/** Presses an answer; a window that has closed meanwhile needs none. */
async function press(button: Locator): Promise<void> {
  await button.click({ timeout: 3_000 }).catch(() => undefined);
}

/** Whether a window asks: a message, such as a refusal, can only be closed. */
async function asks(window: SeenWindow): Promise<boolean> {
  return window.text.includes('?') || (await answer(window, labels.answers.decline)) !== undefined;
}

/**
 * Answers a question that the person has asked for, such as 'delete this?'.
 * @param about what the question must speak of
 * @returns its words, if there was one
 */
export async function confirmQuestion(ctx: Context, about = /./): Promise<string | undefined> {
  for (const window of await seenWindows(ctx)) {
    const yes = window.form || !about.test(window.text) || !(await asks(window)) ? undefined : await yesOf(window);
    if (yes === undefined) continue;
    ctx.note(`Answered the question "${window.says}" with yes.`);
    await press(yes);
    return window.says;
  }
  return undefined;
}

/** Leaves windows with a form in them: one that a step has left open would lie over the next. */
export async function leaveForms(ctx: Context): Promise<void> {
  for (const window of (await seenWindows(ctx)).filter(({ form, css }) => form && css === WINDOWS.certain)) {
    const button = await closer(window, labels.answers.cancel);
    if (button === undefined) continue;
    ctx.note(`Left a window that was still open: "${window.says}"`);
    await press(button);
  }
}

async function dealWith(ctx: Context, window: SeenWindow): Promise<void> {
  const proceed = await answer(window, labels.signIn.proceed);
  if (proceed !== undefined && /session|logged in|signed in|already|another|device/i.test(window.text)) {
    ctx.note(`ConnectWise asked about another session: "${window.says}". Proceeded.`);
    return await press(proceed);
  }
  if (window.form) return;
  if (messages.sessionEnded.test(window.text)) {
    const button = (await closer(window)) ?? (await answer(window, labels.signIn.verify));
    if (button !== undefined) await press(button);
    throw sessionLost(window.says);
  }
  if (messages.leaving.test(window.text)) {
    const button = await answer(
      window,
      messages.losing.test(window.text) && !/\bsave (your |the )?changes/i.test(window.text)
        ? labels.answers.leave
        : labels.answers.discard,
    );
    if (button !== undefined) {
      ctx.note(`ConnectWise asked about unsaved changes: "${window.says}". Left without saving.`);
      return await press(button);
    }
  }
  // Something that only wants to be seen has nothing to choose.
  if ((await answer(window, labels.answers.asksForMore)) !== undefined) return;
  const button = await closer(window);
  if (button === undefined) return;
  ctx.note(`Closed a window that was in the way: "${window.says}"`);
  remember(ctx.page, window.says);
  await press(button);
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
    hint: 'Run again; it signs in, looks first and goes on from what is there.',
  });
}

/**
 * Deals with whatever may come up at any time (PRODUCT.md A5, B): pop-ups, announcements, the question about
 * another session, questions about unsaved changes.
 * @param at what is to be pressed: then something that lies over it is looked for too
 * @throws SessionLost when the sign-in page is there
 */
export async function clearTheWay(ctx: Context, at?: Locator): Promise<void> {
  if (ctx.page.isClosed()) return;
  const windows = await seenWindows(ctx);
  for (const window of windows) await dealWith(ctx, window);
  if (windows.length > 0) return;
  if (await signInPageShown(ctx)) throw sessionLost('the sign-in page');
  const cover = at && (await coverOf(at));
  if (cover === undefined || (await cover.$('input, select, textarea')) !== null) return;
  // As of windows: what only wants to be seen has nothing to choose.
  if ((await cover.$(sight({ words: [...labels.answers.asksForMore] }))) !== null) return;
  const words = excerpt(await cover.innerText().catch(() => ''), 200);
  for (const word of /\bcookies?\b/i.test(words)
    ? [...labels.answers.close, ...labels.answers.cookies]
    : labels.answers.close) {
    const button = await cover.$(sight({ words: [word] }));
    if (button === null) continue;
    ctx.note(`Closed something that was in the way: "${words}"`);
    remember(ctx.page, words);
    return await button.click({ timeout: 3_000 }).catch(() => undefined);
  }
}

/** What the end of the session looks like, if it is over: nothing is pressed. */
export async function sessionEnd(ctx: Context): Promise<SessionLost | undefined> {
  const window = (await seenWindows(ctx)).find(({ form, text }) => !form && messages.sessionEnded.test(text));
  return window !== undefined
    ? sessionLost(window.says)
    : (await signInPageShown(ctx))
      ? sessionLost('the sign-in page')
      : undefined;
}

/** Whether the sign-in form is what the page shows (PRODUCT.md B). */
export async function signInPageShown(ctx: Context): Promise<boolean> {
  await prepareLooks();
  return signInPage(await look(ctx.page, { hooks }));
}
