import type { Locator } from 'playwright';
import { ONE_TIME_CODE, until, type Context, type ScreenProblem } from '../../../src/portal-sdk/index.ts';
import { Screen } from '../../screen.ts';
import { signInProblem, type Refused, type SignInState } from '../../sign-in.ts';
import { sight } from '../../sight/engine.ts';
import { labels } from '../labels.ts';
import { phrases } from '../messages.ts';
import { confirmQuestion, signInPageShown } from '../widgets/interruptions.ts';
import { boxText } from '../../sight/text-box.ts';
import { View } from '../widgets/view.ts';

type Question = 'single sign-on' | 'another session' | 'password expires soon' | 'new password';
type State = SignInState<Question>;

/** The portal's own questions that a run cannot answer. */
const QUESTIONS = {
  'single sign-on': {
    actual: 'the single-sign-on page',
    hint:
      'Set `sign-in: person` (or saved-session) for connectwise in the customers file and run with --headed: a ' +
      'person signs in.',
  },
  'new password': {
    actual: 'a page that wants a new password',
    hint: 'Sign in by hand as this member, give it a new password, enter that in .env.<customer>, and run again.',
  },
};

const FRAME = 'authenticationFrame';

/** What a complaint says, where there is one now: nobody waits for one that does not come. */
async function said(complaint: Locator): Promise<string> {
  const words = await complaint.allInnerTexts().catch(() => []);
  return words[0]?.trim() ?? '';
}

interface Names {
  company: string;
  username: string;
}

/** The sign-in page and what may follow it (PRODUCT.md B). */
export class SignIn extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'sign-in'));
  }

  private box(id: string): Locator {
    return this.ctx.page.locator(`#loginForm #${id}, #${id}`).filter({ visible: true }).first();
  }

  private async shown(css: string): Promise<boolean> {
    return (
      (await this.ctx.page
        .locator(sight({ css }))
        .count()
        .catch(() => 0)) > 0
    );
  }

  /** Signed in shows in the left rail (PRODUCT.md B). */
  async signedIn(): Promise<boolean> {
    return await this.shown('.cw-lcm-section');
  }

  private async codeBox(): Promise<Locator | undefined> {
    return await this.view.look({ css: 'input[name=auth_pin]' });
  }

  /** What is shown now, if it is anything known. */
  private async glance(): Promise<State | undefined> {
    const { page } = this.ctx;
    if (await this.shown('#sso-session-dialog')) return 'another session';
    if (await this.signedIn()) return 'signed in';
    if ((await this.codeBox()) !== undefined) return 'code';
    if (
      (await page
        .locator(sight({ pattern: labels.signIn.sso }))
        .count()
        .catch(() => 0)) > 0 ||
      (await this.shown('#Input_Email'))
    )
      return 'single sign-on';
    if (signInPageShown(await this.view.see()) && (await this.shown('#loginBtn'))) return 'form';
    if (
      (await this.view.look({ pattern: labels.signIn.expiresSoon })) !== undefined &&
      (await this.goingOn()) !== undefined
    )
      return 'password expires soon';
    return (await this.shown('input[type=password]')) &&
      (await this.view.look({ pattern: labels.signIn.expired })) !== undefined
      ? 'new password'
      : undefined;
  }

  /** What a notice is left with. */
  private async goingOn(): Promise<Locator | undefined> {
    return await this.view.look(
      { css: 'button, input[type=button], input[type=submit], [role=button], a', words: [...labels.answers.close] },
      { words: [...labels.answers.close] },
    );
  }

  /** Waits until the page says what it wants. */
  async state(): Promise<State> {
    return await this.patiently('the sign-in page, or to be signed in already', async () => await this.glance());
  }

  /** As `View.wait`, but a sign-in page is no lost session here. */
  private async patiently<T>(what: string, check: () => Promise<T | undefined | false>): Promise<T> {
    const open = async () => {
      if (this.ctx.page.isClosed()) throw new Error('The browser has been closed.');
      return await check();
    };
    return await until(
      open,
      async () =>
        await this.view.problem(what, {
          hint:
            'Check the address in the customers file and whether ConnectWise can be reached in a browser, then ' +
            'run again.',
        }),
      90_000,
    );
  }

  /**
   * Whether company and user name hold what they should; types what does not. A browser may put remembered values over
   * them for some seconds (PRODUCT.md B).
   */
  private async keepNames(names: Partial<Names>): Promise<boolean> {
    let kept = true;
    for (const [id, text] of Object.entries(names)) {
      const box = this.box(id);
      if ((await boxText(box)) === text) continue;
      kept = false;
      await box.click();
      await box.press('ControlOrMeta+A');
      await box.press('Delete');
      await box.pressSequentially(text);
    }
    return kept;
  }

  async typeNames({ company, username }: Names): Promise<void> {
    await this.typeName('company', { company });
    // The browser may have put another company back meanwhile.
    await this.typeName('username', { company, username });
  }

  /** @param names with the one that the gesture is about, and those that must stay as they are */
  private async typeName(id: keyof Names, names: Partial<Names>): Promise<void> {
    const what = id === 'company' ? 'company' : 'user name';
    await this.ctx.gesture(
      `Type the ${what} ${names[id]}`,
      async () => {
        await this.patiently(
          `the ${what} to stay as it is typed`,
          async () => (await this.keepNames(names)) && (await this.view.holds(async () => await this.keepNames(names))),
        );
      },
      { kind: 'edit', at: this.box(id) },
    );
  }

  /**
   * Types the password, makes sure that all three boxes hold what they should, and presses the button.
   * @returns what the page shows then
   */
  async typePasswordAndEnter(names: Names): Promise<State> {
    const password = this.ctx.secret('PASSWORD')!;
    await this.ctx.gesture(
      'Type the password',
      async () => {
        const box = this.box('password');
        const kept = async () => (await this.keepNames(names)) && (await this.ctx.holdsSecret(box, password));
        await this.patiently('the password box to hold what was typed', async () => {
          if (!(await this.ctx.holdsSecret(box, password))) await this.ctx.typeSecret(box, password);
          return (await kept()) && (await this.view.holds(kept));
        });
      },
      { kind: 'edit', at: this.box('password') },
    );
    return await this.enter();
  }

  private async enter(): Promise<State> {
    return await this.ctx.gesture(
      'Press Login',
      async () => {
        await this.box('loginBtn').click();
        return await this.nextState('form', 'PASSWORD');
      },
      { kind: 'commit', at: this.box('loginBtn') },
    );
  }

  private async complaint(): Promise<string> {
    const { page } = this.ctx;
    const [atForm, atCode] = ['#loginError, #errorContainer, .login-error, [role=alert]', '#errorContainer'].map(
      (css) => sight({ css }),
    ) as [string, string];
    return (
      (await said(page.locator(atForm))) ||
      (await said((page.frame({ name: FRAME }) ?? page.mainFrame()).locator(atCode)))
    );
  }

  /**
   * Waits until the page shows something else than `now`, or says what is wrong. The form does not count: it may
   * be shown until the answer comes.
   */
  private async nextState(now: State, secret?: Refused['secret']): Promise<State> {
    return await this.patiently('to be signed in', async () => {
      const state = await this.glance();
      if (state !== undefined && state !== now && state !== 'form') return state;
      // What the question itself says is no complaint.
      if (state === 'another session') return undefined;
      const refused = await this.complaint();
      return refused === '' ? undefined : { refused, ...(secret && { secret }) };
    });
  }

  /** Types the one-time code into its frame and sends it. @returns what the page shows then */
  async typeCode(): Promise<State> {
    const box = (await this.codeBox())!;
    await this.ctx.gesture(
      'Type the one-time code',
      async () => await this.ctx.typeSecret(box, await this.ctx.oneTimeCode()),
      { kind: 'edit', at: box },
    );
    const frame = this.ctx.page.frame({ name: FRAME }) ?? this.ctx.page.mainFrame();
    const button = frame
      .locator(
        sight({ css: 'button, input[type=submit], .mm_button, [role=button]', words: [...labels.signIn.verify] }),
      )
      .or(frame.locator(sight({ words: [...labels.signIn.verify] })))
      .first();
    const hasButton = (await button.count()) > 0;
    return await this.ctx.gesture(
      'Send the code',
      async () => {
        await (hasButton ? button.click() : box.press('Enter'));
        return await this.nextState('code', ONE_TIME_CODE);
      },
      { kind: 'commit', at: hasButton ? button : box },
    );
  }

  /** The question about another session of the same member (PRODUCT.md B): goes on, which ends the other one. */
  async proceed(): Promise<State> {
    return await this.ctx.gesture('Press Proceed: another session of this member is open', async () => {
      const button = this.ctx.page.locator(sight({ words: [...labels.signIn.proceed] })).first();
      await button.click({ timeout: 5_000 }).catch(async () => await confirmQuestion(this.view));
      return await this.nextState('another session');
    });
  }

  /**
   * The notice that the password must be changed some day: no source describes one (PRODUCT.md B), so it is left by
   * what leaves any notice.
   */
  async passNotice(): Promise<State> {
    return await this.ctx.gesture('Go on: the password of this member expires soon', async () => {
      const button = await this.goingOn();
      if (button !== undefined) await this.view.press(button, 'what leaves the notice');
      return await this.nextState('password expires soon');
    });
  }

  /** A person does what only a person can: single sign-on, captcha, anything (PRODUCT.md B). */
  async leaveToPerson(): Promise<void> {
    await this.ctx.askPerson('Please sign in to ConnectWise in the browser window', async () => await this.signedIn());
  }

  problem(state: State): ScreenProblem {
    return signInProblem(
      {
        name: 'connectwise',
        title: 'ConnectWise',
        screen: this.view.name,
        names: 'company and user name',
        unclear: { test: (text) => phrases.mean(text, 'unclear') },
      },
      state,
      QUESTIONS,
    );
  }
}
