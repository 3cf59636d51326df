import type { Locator } from 'playwright';
import { type Context, excerpt } from '../../../src/portal-sdk/index.ts';
import type { Screen } from '../../screen/thing.ts';
import { View as Seen } from '../../screen/view.ts';
import { questionIn, type Yes } from '../../screen/windows/question.ts';
import { words } from '../../screen/words/words.ts';
import { speech } from '../messages.ts';
import { hooks } from '../profile.ts';
import { clearTheWay, closedSince, saidIn, seenWindows, sessionEnd } from './interruptions.ts';
import { titlesOf } from './title.ts';

/** Milliseconds within which a key is drawn whole, if it was made before the session ended. */
const DRAWN_WHOLE = 5_000;

/** Whether a spinner turns. */
const spins = (screen: Screen): boolean => screen.hooked('spinner').length > 0;

/** A screen of ConnectWise. */
export class View extends Seen {
  protected readonly usualHint =
    'Look at the picture. If a window or message is in the way, close it in ConnectWise, then run again: it ' +
    'looks first and continues from what is there.';
  protected override readonly hooks = hooks;
  override hides: string | undefined = undefined;
  /** Whether windows that only want to be seen are closed on the way. */
  closesWindows = true;
  /** The question that is waited for: its window is in nobody's way. */
  awaits: Yes | undefined;
  /** Since when the session has been seen to be over, where no window is closed. */
  #over: number | undefined;

  constructor(ctx: Context, name: string) {
    super(ctx, `ConnectWise, ${name}`);
  }

  protected async clearTheWay(_what: string, at?: Locator): Promise<void> {
    if (this.awaits !== undefined && questionIn(await this.see(), speech, this.awaits) !== undefined) return;
    if (this.closesWindows) return await clearTheWay(this, at);
    const end = sessionEnd(await this.see());
    if (end === undefined) return void (this.#over = undefined);
    this.#over ??= performance.now();
    if (performance.now() - this.#over > DRAWN_WHOLE) throw end;
  }

  /** Whether a spinner turns. */
  async spins(): Promise<boolean> {
    return spins(await this.see());
  }

  /**
   * Waits until no spinner turns and no list says that it is loading. The spinner alone proves nothing, but while it
   * turns nothing is ready.
   */
  async settled(): Promise<void> {
    await this.wait('the screen to finish loading', async () => {
      const screen = await this.see();
      return !spins(screen) && words(screen, ['Loading', 'Loading...', 'Loading…']).length === 0;
    });
  }

  protected async describe(): Promise<string> {
    const screen = await this.see();
    const windows = seenWindows(screen).map((window) => `a window that says "${excerpt(saidIn(window), 200)}"`);
    const signIn = screen.hooked('signInButton').map(() => 'the sign-in page');
    const seen = [...titlesOf(screen).map((title) => title.said()), ...signIn];
    const [before] = closedSince(this.ctx, performance.now() - 120_000);
    if (before !== undefined && windows.length === 0)
      windows.push(`before that a window that said "${excerpt(before, 200)}" and was closed`);
    return [seen.length === 0 ? 'a screen without a title' : `the screen "${seen.join(' / ')}"`, ...windows].join(
      ' and ',
    );
  }
}
