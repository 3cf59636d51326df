import type { RunEvent } from '../../evidence/events.ts';
import type { Role } from '../../web/access.ts';
import type { Guest } from '../../web/guests.ts';
import type { Control } from '../control.ts';
import type { LivePicture } from '../live/live-view.ts';
import { forViewers } from './for-viewers.ts';
import { paceOf, questionOf, stateOf } from './format-state.ts';
import { RunProgress } from './run-progress.ts';
import type { ShownPicture, View } from './view.ts';
import { Watchers } from './watchers.ts';

/** What the page shows now, and who is told of it. Pictures and texts are only held in memory. */
export class PageState {
  readonly watchers = new Watchers();
  readonly #control: Control;
  readonly #progress = new RunProgress();
  readonly #announced = new WeakSet<Guest>();
  #picture: { number: number; bytes: Buffer; type: string; asOf?: number } | { withheld: string } | undefined;
  #pictures = 0;
  /** Nothing more will come. */
  #last = false;
  #report: string | undefined;
  #codeEnded: string | undefined;

  constructor(control: Control) {
    this.#control = control;
  }

  /** Whether the run has ended, so that nothing can be commanded. */
  get isOver(): boolean {
    return this.#last || this.#progress.isOver;
  }

  view(role: Role): View {
    const { state } = this.#control;
    const over = this.#progress.over(this.#last, this.#report);
    const whole: View = {
      ...this.#progress.view(state.held),
      state: stateOf(state, this.#progress.hasBegun, over),
      pace: paceOf(state),
      fastest: state.pace === 0,
      ...(state.question && !over && { question: questionOf(state.question) }),
      ...(over && { over }),
      watching: this.watchers.size,
      viewers: this.watchers.names,
      ...(this.#codeEnded !== undefined && { codeEnded: this.#codeEnded }),
    };
    return role === 'control' ? whole : forViewers(whole, over && this.#progress.ending);
  }

  get shownPicture(): ShownPicture {
    const picture = this.#picture;
    if (picture === undefined) return { none: true };
    if ('withheld' in picture) return picture;
    return { number: picture.number, ...(picture.asOf !== undefined && { age: Date.now() - picture.asOf }) };
  }

  /** The newest picture for whoever asks for this one or an older one; undefined where there is none. */
  pictureFor(number: string): { bytes: Buffer; type: string } | undefined {
    const picture = this.#picture;
    if (picture === undefined || 'withheld' in picture || !/^[1-9]\d{0,8}$/.test(number)) return undefined;
    return Number(number) > picture.number ? undefined : picture;
  }

  /** Tells once who watches: when there is a name, and somebody who listens. */
  announce(guest: Guest): void {
    const { name } = guest;
    if (name === undefined || this.#announced.has(guest) || !this.watchers.has(guest)) return;
    this.#announced.add(guest);
    this.#control.mention('watch', { who: name, via: 'watch page' });
    this.watchers.tell('view');
  }

  /** @param why the viewer code that was made last is not good any more; undefined for a new one */
  endCode(why: string | undefined): void {
    this.#codeEnded = why;
    this.watchers.tell('view');
  }

  event(event: RunEvent): void {
    this.#progress.tell(event);
    this.watchers.tell('view');
  }

  show(newest: LivePicture): void {
    if ('picture' in newest)
      this.#picture = { number: (this.#pictures += 1), bytes: newest.picture, type: newest.type };
    else if ('withheld' in newest) this.#picture = newest;
    else if (this.#picture !== undefined && 'number' in this.#picture) this.#picture.asOf = newest.asOf;
    this.watchers.tell('picture');
  }

  /** The run is over: waits a moment until the watchers have seen it. @param report where it is, for who controls */
  async end(report: string | undefined): Promise<void> {
    [this.#last, this.#report] = [true, report];
    this.watchers.tell('view');
    await this.watchers.leave();
  }

  forgetPicture(): void {
    this.#picture = undefined;
  }
}
