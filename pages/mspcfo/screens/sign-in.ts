import type { Locator } from 'playwright';
import { ONE_TIME_CODE, type Context, type ScreenProblem } from '../../../src/portal-sdk/index.ts';
import { Screen } from '../../screen.ts';
import { signInProblem, type SignInState } from '../../sign-in.ts';
import type { Sight } from '../../sight/engine.ts';
import { typeInto } from '../../sight/text-box.ts';
import { labels } from '../labels.ts';
import { messages } from '../messages.ts';
import { View } from '../view.ts';
import { Home } from './home.ts';

type State = SignInState<never>;

const CODE: Sight[] = [{ css: 'input[autocomplete=one-time-code]' }, { field: [...labels.signIn.code] }];

/** MSPCFO's sign-in page (PRODUCT.md D5: its DOM is nowhere described). */
export class SignIn extends Screen<View> {
  constructor(ctx: Context) {
    super(new View(ctx, 'sign-in', { signingIn: true }));
  }

  private async userBox(): Promise<Locator | undefined> {
    const named = await this.view.look(
      { field: [...labels.signIn.username] },
      { css: 'input[type=email], input[autocomplete=username], input[name=username], input[name=email]' },
    );
    // What is typed for a user name must not get into the password's box, whatever label seems to be its.
    if (
      named !== undefined &&
      !(await named
        .evaluate((box) => box instanceof HTMLInputElement && box.type === 'password', undefined, { timeout: 1_000 })
        .catch(() => true))
    )
      return named;
    // A sign-in page has one other box beside the password's, whatever it is called.
    const others = await this.view.all({ css: 'input:not([type]), input[type=text]' });
    return others.length === 1 ? others[0] : undefined;
  }

  private async passwordBox(): Promise<Locator | undefined> {
    return await this.view.look({ css: 'input[type=password]' });
  }

  private async glance(): Promise<State | undefined> {
    if ((await this.view.look(...CODE)) !== undefined && (await this.passwordBox()) === undefined) return 'code';
    // Some pages ask for the user name first and for the password after it.
    if ((await this.passwordBox()) !== undefined && (await this.view.signInPage())) return 'form';
    if (
      (await this.userBox()) !== undefined &&
      (await this.view.look({ words: [...labels.signIn.enter] })) !== undefined
    )
      return 'form';
    return (await new Home(this.ctx).shown()) ? 'signed in' : undefined;
  }

  async state(): Promise<State> {
    return await this.view.wait('the sign-in page, or to be signed in already', async () => await this.glance());
  }

  private async button(): Promise<Locator> {
    const ways: Sight[] = labels.signIn.enter.flatMap((word) => [
      { css: 'button, input[type=submit], [role=button]', words: [word] },
    ]);
    return await this.view.find('the button that signs in', [
      ...ways,
      { css: 'input[type=submit], button[type=submit]' },
      { words: [...labels.signIn.enter], not: 'h1, h2, h3, title, label' },
    ]);
  }

  /** User name, password, button. @returns what the page shows then */
  async typeAndEnter(username: string): Promise<State> {
    const user = await this.userBox();
    if (user !== undefined)
      await this.ctx.gesture(
        `Type the user name ${username}`,
        async () => await typeInto(this.view, user, 'user name', username),
        { kind: 'edit', at: user },
      );
    if ((await this.passwordBox()) === undefined) {
      await this.ctx.gesture('Go on to the password', async () => {
        await this.view.press(await this.button(), 'the button');
        await this.view.wait('the password box', async () => await this.passwordBox());
      });
    }
    const box = (await this.passwordBox())!;
    const password = this.ctx.secret('PASSWORD')!;
    await this.ctx.gesture(
      'Type the password',
      async () => {
        await this.view.wait('the password box to hold what was typed', async () => {
          await this.ctx.typeSecret(box, password);
          return await this.ctx.holdsSecret(box, password);
        });
      },
      { kind: 'edit', at: box },
    );
    return await this.enter('Press the button that signs in', 'form');
  }

  async typeCode(): Promise<State> {
    const box = (await this.view.look(...CODE))!;
    await this.ctx.gesture(
      'Type the one-time code',
      async () => await this.ctx.typeSecret(box, await this.ctx.oneTimeCode()),
      { kind: 'edit', at: box },
    );
    return await this.enter('Send the code', 'code');
  }

  private async enter(title: string, from: 'form' | 'code'): Promise<State> {
    const secret = from === 'code' ? ONE_TIME_CODE : 'PASSWORD';
    const button = await this.button();
    const before = new Set(await this.view.texts());
    const pressed = await button.elementHandle();
    return await this.ctx.gesture(
      title,
      async () => {
        await this.view.pressOnce(button, 'the button');
        return await this.view.wait('to be signed in', async (): Promise<State | undefined> => {
          const state = await this.glance();
          if (state !== undefined && state !== from) return state;
          const fresh = (await this.view.texts()).filter((text) => !before.has(text));
          const refused = fresh.find((text) => messages.refused.test(text));
          if (refused !== undefined) return { refused, secret };
          // The same page anew, with its box empty, says no in words of its own, or in none.
          const again =
            state === from &&
            !(await pressed?.evaluate((element) => element.isConnected).catch(() => false)) &&
            (await (await this.passwordBox())?.inputValue().catch(() => undefined)) === '';
          return again
            ? { refused: fresh.find((text) => text.includes(' ')) ?? 'its sign-in page again', secret }
            : undefined;
        });
      },
      { kind: 'commit', at: button },
    );
  }

  async leaveToPerson(): Promise<void> {
    await this.ctx.askPerson(
      'Please sign in to MSPCFO in the browser window',
      async () => await new Home(this.ctx).shown(),
    );
  }

  problem(state: State): ScreenProblem {
    return signInProblem(
      {
        name: 'mspcfo',
        title: 'MSPCFO',
        screen: this.view.name,
        names: 'the user name',
        unclear: messages.unclear,
      },
      state,
    );
  }
}
