import type { Locator } from 'playwright';
import { ONE_TIME_CODE, type ScreenProblem } from '../src/portal-sdk/index.ts';
import { held } from './screen/boxes/field.ts';
import { choose } from './screen/lists/combobox.ts';
import { textsOf } from './screen/lists/entries.ts';
import { open } from './screen/lists/open-list.ts';
import * as page from './screen/signing/sign-in.ts';
import type { Screen, Thing } from './screen/thing.ts';
import type { View } from './screen/view.ts';
import { Screen as PageObject } from './screen.ts';
import { NEW_PASSWORD, NO_MESSAGE, type Refused, type SignInState, signInProblem } from './sign-in.ts';

export type Question = Exclude<page.Asks, 'form' | 'code'>;
export type State = SignInState<Question>;

/** What differs between the sign-in pages of two portals. */
interface SignInPage {
  portal: Parameters<typeof signInProblem>[0];
  words: page.SignInWords;
  /** Whether the screen shows what only somebody sees who is signed in. */
  signedIn: (screen: Screen) => boolean;
  /** Whether a text says that something was not accepted. */
  refuses: (text: string) => boolean;
}

export interface Names {
  company?: string;
  user: string;
}

/** Milliseconds after which a complaint that was there before is the answer, if nothing goes on any more. */
const NO_ANSWER = 5_000;

const NAMED = { company: 'company', user: 'user name' } as const;
type Name = keyof typeof NAMED;
const NAMES = Object.keys(NAMED) as Name[];

/** Questions that a run cannot answer. */
const questionsOf = (portal: string) => ({
  'single sign-on': {
    actual: 'the single-sign-on page',
    hint:
      `Set \`sign-in: person\` (or saved-session) for ${portal} in the customers file and run with --headed: a ` +
      'person signs in.',
  },
  'new password': {
    actual: 'a page that wants a new password',
    hint: NEW_PASSWORD,
  },
});

/** A portal's sign-in page, on one page or on several, and what may follow it. */
export class SignInScreen extends PageObject<View> {
  readonly #its: SignInPage;
  /** Whether the password was sent: it is sent once. */
  #sent = false;

  constructor(view: View, its: SignInPage) {
    super(view);
    this.#its = its;
  }

  async signedIn(): Promise<boolean> {
    return this.#its.signedIn(await this.view.see());
  }

  private shows(screen: Screen): 'signed in' | page.Asks | undefined {
    return this.#its.signedIn(screen) ? 'signed in' : page.asks(screen, this.#its.words);
  }

  private readonly form = (screen: Screen) => page.signInForm(screen, this.#its.words) ?? {};
  private readonly codeForm = (screen: Screen) => page.codeForm(screen, this.#its.words) ?? {};

  /** Waits until the page says what it wants. */
  async state(): Promise<State> {
    return await this.view.wait('the sign-in page, or to be signed in already', async () =>
      this.shows(await this.view.see()),
    );
  }

  /** Types what the page asks for, and goes on. @returns what the page shows then */
  async fill(names: Names): Promise<State> {
    const { view } = this;
    await this.chooseWay();
    const asked = this.form(await view.see());
    for (const name of NAMES) if (asked[name] !== undefined) await this.typeName(name, names);
    // A company may lead to another way to sign in.
    await view.comesToRest({ atMost: NO_ANSWER });
    const screen = await view.see();
    const state = this.shows(screen);
    if (state !== undefined && state !== 'form') return state;
    if (this.form(screen).password === undefined)
      return await this.send('Go on to the password', this.form, { kind: 'look' });
    // What signs in with it must not get it twice.
    if (this.#sent) return { refused: NO_MESSAGE, secret: 'PASSWORD' };
    await this.typePassword(names);
    this.#sent = true;
    return await this.send('Press Sign in', this.form, { kind: 'commit', secret: 'PASSWORD' });
  }

  /** Chooses to sign in by a password, where the page has a list of ways that is set to another one. */
  private async chooseWay(): Promise<void> {
    const { view } = this;
    const { words, portal } = this.#its;
    const find = (screen: Screen) => page.otherWay(screen, words);
    const at = await view.look(find);
    if (at === undefined) return;
    const act = async () => {
      const opened = await open(view, at, words.way[0]!, undefined, async () => false);
      const entries = Array.isArray(opened) ? textsOf(opened) : ((await view.thing(at))?.listed.entries ?? []);
      const entry = entries.find((one) => words.says.byPassword.some((pattern) => new RegExp(pattern, 'i').test(one)));
      if (entry === undefined) throw signInProblem(portal, 'single sign-on', questionsOf(portal.name));
      await choose(view, at, words.way[0]!, entry.trim());
      await view.wait('the boxes for name and password', async () => this.form(await view.see()).password);
    };
    await this.ctx.gesture('Choose to sign in by a password', act, { kind: 'edit', at });
  }

  private async typeName(name: Name, names: Names): Promise<void> {
    const find = (screen: Screen) => this.form(screen)[name];
    const box = await this.view.find(`the box for the ${NAMED[name]}`, find);
    await this.ctx.gesture(
      `Type the ${NAMED[name]} ${names[name]}`,
      async () =>
        await this.view.wait(
          `the ${NAMED[name]} to stay as it is typed`,
          async () => await this.keepNames(names, name),
        ),
      { kind: 'edit', at: box },
    );
  }

  /**
   * Whether the boxes hold what they should; types what they do not. A browser may put remembered values over them for
   * some seconds (PRODUCT.md B).
   * @param last those after it are not typed yet
   */
  private async keepNames(names: Names, last: Name = 'user'): Promise<boolean> {
    let kept = true;
    for (const name of NAMES.filter((one) => NAMES.indexOf(one) <= NAMES.indexOf(last))) {
      const find = (screen: Screen) => this.form(screen)[name];
      const box = find(await this.view.see());
      const text = names[name];
      if (box === undefined || text === undefined || held(box) === text) continue;
      kept = false;
      const at = await this.view.find(`the box for the ${NAMED[name]}`, find);
      await this.view.press(at, `the box for the ${NAMED[name]}`);
      await at.press('ControlOrMeta+A');
      await at.press('Delete');
      await at.pressSequentially(text);
    }
    return kept;
  }

  private async typePassword(names: Names): Promise<void> {
    const box = await this.view.find('the password box', (screen) => this.form(screen).password);
    const password = this.ctx.secret('PASSWORD')!;
    const kept = async () => (await this.keepNames(names)) && (await this.ctx.holdsSecret(box, password));
    await this.ctx.gesture(
      'Type the password',
      async () =>
        await this.view.wait('the password box to hold what was typed', async () => {
          if (!(await this.ctx.holdsSecret(box, password))) await this.ctx.typeSecret(box, password);
          return (await kept()) && (await this.view.staysTrue(kept));
        }),
      { kind: 'edit', at: box },
    );
  }

  /** Types the one-time code and sends it. @returns what the page shows then */
  async typeCode(): Promise<State> {
    const box = await this.view.find('the box for the code', (screen) => this.codeForm(screen).code);
    await this.ctx.gesture(
      'Type the one-time code',
      async () => await this.ctx.typeSecret(box, await this.ctx.oneTimeCode()),
      { kind: 'edit', at: box },
    );
    return await this.send('Send the code', this.codeForm, { kind: 'commit', secret: ONE_TIME_CODE });
  }

  /** Presses what goes on. @param parts finds it, and the box that an answer may empty */
  private async send(
    title: string,
    parts: (screen: Screen) => page.SignInParts,
    { kind, secret }: { kind: 'look' | 'commit'; secret?: Refused['secret'] },
  ): Promise<State> {
    const before = await this.view.see();
    const { button, code, password } = parts(before);
    const own = code ?? password;
    const at = (await this.view.look(() => button ?? own))!;
    return await this.ctx.gesture(
      title,
      async () => {
        if (button === undefined) await at.press('Enter');
        else await this.view.pressOnce(at, 'the button that goes on');
        return await this.next(before, secret, at);
      },
      { kind, at },
    );
  }

  /** Which boxes a page shows, to tell one from the next. */
  private asked(screen: Screen): string {
    const form = Object.entries(this.form(screen));
    return form.flatMap(([part, thing]) => (thing === undefined ? [] : [part])).join();
  }

  /**
   * Waits until the page shows something else than before, or says what is wrong. A form that was there, or lies behind
   * a question, does not count: it may be shown until the answer comes.
   */
  private async next(before: Screen, secret?: Refused['secret'], pressed?: Locator): Promise<State> {
    const was = this.shows(before);
    const since = performance.now();
    const complaints = new page.Complaints(before, this.#its.words, this.#its.refuses);
    return await this.view.wait('to be signed in', async (): Promise<State | undefined> => {
      const screen = await this.view.see();
      const now = this.shows(screen);
      if (now !== undefined && now !== was && now !== 'form') return now;
      if (now === 'form' && secret === undefined && this.asked(screen) !== this.asked(before)) return now;
      // What the question itself says is no complaint.
      if (now === 'another session') return undefined;
      const refused =
        complaints.look(screen) ??
        (secret && (await this.isBack(before, screen, performance.now() - since, pressed))
          ? (complaints.anything(screen) ?? page.standing(screen) ?? NO_MESSAGE)
          : undefined);
      return refused === undefined ? undefined : { refused, ...(secret && { secret }) };
    });
  }

  /**
   * Whether the page says no in no new words: a form stands there anew, with its box empty or other boxes, or what it
   * complained of before is there still when nothing goes on any more.
   */
  private async isBack(before: Screen, screen: Screen, waited: number, pressed?: Locator): Promise<boolean> {
    const { code, password } = { ...this.form(screen), ...this.codeForm(screen) };
    const box = code ?? password;
    if (this.asked(screen) === '' && box === undefined) return false;
    if (!(waited > NO_ANSWER || (await this.view.isStill()))) return false;
    if (this.asked(screen) !== this.asked(before)) return true;
    const isNew = pressed !== undefined && (await pressed.count().catch(() => 0)) === 0;
    return (isNew && box?.listed.value === '') || (waited > NO_ANSWER && page.standing(screen) !== undefined);
  }

  /** The question about another session of the same member: goes on, which ends the other one. */
  async proceed(): Promise<State> {
    return await this.answer('Press Proceed: another session of this member is open', (screen) =>
      page.sessionQuestion(screen, this.#its.words),
    );
  }

  /** A notice, such as that the password must be changed some day, or the question whether to stay signed in. */
  async passNotice(state: State = 'password expires soon'): Promise<State> {
    return await this.answer(
      state === 'stay signed in'
        ? 'Answer that this browser does not stay signed in'
        : 'Go on: the password of this member expires soon',
      (screen) => page.leaves(screen, this.#its.words),
    );
  }

  private async answer(title: string, find: (screen: Screen) => Thing | undefined): Promise<State> {
    return await this.ctx.gesture(title, async () => {
      const before = await this.view.see();
      const button = await this.view.find('what leaves the question', find);
      await this.view.press(button, 'what leaves the question');
      return await this.next(before);
    });
  }

  /** A person does what only a person can: single sign-on, captcha, anything. */
  async leaveToPerson(): Promise<void> {
    await this.ctx.askPerson(
      `Please sign in to ${this.#its.portal.title} in the browser window`,
      async () => await this.signedIn(),
    );
  }

  problem(state: State): ScreenProblem {
    return signInProblem(this.#its.portal, state, questionsOf(this.#its.portal.name));
  }
}

/**
 * Goes through the pages of a sign-in, in whatever order they come.
 * @param code whether a one-time code may be sent
 */
export async function signInBy(screen: SignInScreen, names: Names, code: boolean): Promise<State> {
  let state = await screen.state();
  for (let asked = 0; asked < MOST_PAGES; asked += 1) {
    if (state === 'form') state = await screen.fill(names);
    else if (state === 'code' && code) state = await screen.typeCode();
    else if (state === 'another session') state = await screen.proceed();
    else if (state === 'password expires soon' || state === 'stay signed in') state = await screen.passNotice(state);
    else return state;
  }
  return state;
}

/** Company, user name, password, code, another session, stay signed in, a notice: each once. */
const MOST_PAGES = 7;
