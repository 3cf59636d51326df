import type { Dialog as NativeDialog, Page } from 'playwright';
import { excerpt } from '../../src/portal-sdk/index.ts';
import { locate } from './look.ts';
import { marksOn } from './messages/marks.ts';
import type { Meaning } from './messages/phrases.ts';
import { News, type Said, type Speech } from './messages/said.ts';
import type { Screen } from './thing.ts';
import type { View } from './view.ts';
import { questionSince, type Yes } from './windows/question.ts';

/** A person reads no more refusals at once than this. */
const MOST_REFUSALS = 3;
/** What stands between several refusals. */
export const BETWEEN = ' / ';
/**
 * Milliseconds after which what marks a field counts in whatever looks, if nothing else is the answer: a hint beside a
 * box may come up on its own.
 */
const LATE = 5_000;
/** Milliseconds within which a question comes after what was pressed has gone. */
const ASKS = 1_000;

export type Answer = { done: true } | { refused: string };

/** A press that reaches the server. */
export interface Submission {
  /** For messages: 'saving the member'. */
  what: string;
  /** Presses the button: called once. */
  press: () => Promise<void>;
  speech: Speech;
  /** What a message means that is the answer yes: `saved` without. */
  good?: readonly Meaning[];
  /** What a refusal may mean as well, if it was stored even so. */
  evenSo?: readonly Meaning[];
  /**
   * Whether the screen shows that it worked: a title, a strip of tabs, a value.
   * @param said what has come up so far
   */
  proof?: (screen: Screen, said: readonly string[]) => boolean | Promise<boolean>;
  /** Whether the screen shows that the answer is still under way. */
  atWork?: (screen: Screen) => boolean;
  /** The question that may come, to be answered with yes. */
  yes?: Yes;
  /** What windows said that were closed on the way meanwhile. @param since as performance.now() tells it */
  closed?: (since: number) => readonly string[];
}

/** Does something while native alerts are heard: they are gone by the time anybody looks. */
export async function hearing<T>(page: Page, act: (heard: string[]) => Promise<T>): Promise<T> {
  const heard: string[] = [];
  const hear = (dialog: NativeDialog) => heard.push(...(dialog.type() === 'alert' ? [dialog.message()] : []));
  page.on('dialog', hear);
  try {
    return await act(heard);
  } finally {
    page.off('dialog', hear);
  }
}

/** One answer of several refusals: none that another one holds, and not too many. */
const together = (texts: string[]): string =>
  [...new Set(texts)]
    .filter((text, _, all) => !all.some((other) => other !== text && other.includes(text)))
    .filter((_, n) => n < MOST_REFUSALS)
    .join(BETWEEN);

/**
 * Presses something once that reaches the server and waits for the answer, as a person would: by what the screen says
 * then that it did not say before, in texts, windows, native alerts and marks on fields.
 * @returns `refused` with the words of a refusal, its fields by name; nothing was stored then
 * @throws when there is no answer, or one that leaves it open whether something was stored
 */
export async function submit(view: View, submission: Submission): Promise<Answer> {
  return await hearing(view.ctx.page, async (heard) => {
    const before = await view.see();
    const waiting = new Waiting(view, submission, before, heard);
    await submission.press();
    return await view.wait(
      `an answer to ${submission.what}`,
      async () => await waiting.look(),
      undefined,
      () => waiting.inWords(),
    );
  });
}

class Waiting {
  readonly #view: View;
  readonly #asked: Submission;
  readonly #before: Screen;
  readonly #heard: readonly string[];
  readonly #news: News;
  readonly #begun = performance.now();
  #said: string[] = [];
  #answered = false;

  constructor(view: View, submission: Submission, before: Screen, heard: readonly string[]) {
    this.#view = view;
    this.#asked = submission;
    this.#before = before;
    this.#heard = heard;
    this.#news = new News(submission.speech, before);
  }

  readonly #means = (...meanings: readonly Meaning[]) => {
    return (text: string): boolean => this.#asked.speech.phrases.mean(text, ...meanings);
  };

  readonly #isGood = (text: string): boolean => this.#means(...(this.#asked.good ?? ['saved']))(text);

  readonly #isBad = (text: string): boolean =>
    this.#means('refused', 'not saved', 'unclear', 'busy')(text) &&
    // A question is no answer while nobody has answered it.
    (this.#asked.yes === undefined || this.#answered || !text.includes('?'));

  #hear(screen: Screen): Said[] {
    const news = this.#news.on(screen);
    const closed = this.#asked.closed?.(this.#begun) ?? [];
    const said = [...this.#heard, ...news.map(({ text }) => text), ...closed];
    // Nobody may have looked while a success was shown. What complained for a moment only may be no answer.
    const passed = said.some(this.#isBad) ? [] : screen.passedSince(this.#before).filter(this.#isGood);
    this.#said = [...new Set([...said, ...passed])];
    return news;
  }

  async #proof(screen: Screen): Promise<boolean> {
    return (await this.#asked.proof?.(screen, this.#said)) ?? false;
  }

  /** Says yes to the question that has come, once. @returns whether there was one */
  async #answer(screen: Screen): Promise<boolean> {
    const { yes, speech } = this.#asked;
    const question = yes === undefined || this.#answered ? undefined : questionSince(screen, this.#before, speech, yes);
    if (question === undefined) return false;
    this.#answered = true;
    // What it says is no answer while it is still being drawn away: 'cannot be undone'.
    this.#news.passOver(screen);
    const word = question.yes.said();
    this.#view.ctx.note(`Answered the question "${excerpt(question.asks, 200)}" with ${word}.`);
    await this.#view.pressOnce(locate(question.yes), word);
    return true;
  }

  /** The answer, if there is one now. */
  async look(): Promise<Answer | undefined> {
    const view = this.#view;
    const screen = await view.see();
    if (await this.#answer(screen)) return undefined;
    const news = this.#hear(screen);
    if (await this.#proof(screen)) return (await this.#stays()) ? { done: true } : undefined;
    if (this.#said.some(this.#isGood)) return { done: true };
    const unclear = this.#said.find(this.#means('unclear'));
    const no = unclear ?? this.#said.find(this.#isBad);
    const marks = this.#marks(screen, news);
    if (no === undefined && marks.length === 0) return (await this.#goodAgain(screen)) ? { done: true } : undefined;
    if (no !== undefined && this.#means('session over')(no)) return undefined;
    if (no !== undefined && this.#means(...(this.#asked.evenSo ?? []))(no)) return { done: true };
    // Words of warning may stand beside a success that is just being drawn.
    if (!(await view.staysTrue(async () => !(await this.#proof(await view.see()))))) return { done: true };
    if (unclear !== undefined)
      throw await view.problem(`a clear answer to ${this.#asked.what}`, { actual: `the message "${unclear}"` });
    // The fields may be named one by one.
    const said = this.#said;
    const later = await view.see();
    const last = this.#hear(later);
    if (no === undefined && this.#said.some(this.#isGood)) return { done: true };
    const bad = [...(no === undefined ? [] : [no]), ...said, ...this.#said].filter(this.#isBad);
    return { refused: together([...bad, ...this.#marks(later, last), ...marks]) };
  }

  #marks(screen: Screen, news: readonly Said[]): string[] {
    const telling = news.filter(({ text }) => !this.#isGood(text) && !this.#means('checking')(text));
    const late = performance.now() - this.#begun > LATE;
    return marksOn(screen, this.#before, telling, late && !(this.#asked.atWork?.(screen) ?? false));
  }

  /** Whether a proof stays one: a question may come a moment after what was pressed has gone. */
  async #stays(): Promise<boolean> {
    const { yes, speech } = this.#asked;
    if (yes === undefined || this.#answered) return true;
    const isOver = async () => {
      const screen = await this.#view.see();
      return questionSince(screen, this.#before, speech, yes) !== undefined || !(await this.#proof(screen));
    };
    return !(await this.#view.becomesTrue(isOver, { reacts: ASKS }));
  }

  /**
   * The banner of an earlier success may stand there still; another one in its place is an answer too, if nothing bad
   * comes with it.
   */
  async #goodAgain(screen: Screen): Promise<boolean> {
    if (!this.#news.drawnAnew().some(({ text }) => this.#isGood(text)) || this.#asked.atWork?.(screen)) return false;
    return await this.#view.staysTrue(async () => {
      this.#hear(await this.#view.see());
      return !this.#said.some(this.#isBad);
    });
  }

  /** Where nothing else tells, what came up may say why something has no answer. */
  inWords(): string | undefined {
    return this.#said.length === 0
      ? undefined
      : `what has come up since: "${this.#said
          .filter((_, n) => n < MOST_REFUSALS)
          .map((text) => excerpt(text, 200))
          .join('", "')}"`;
  }
}
