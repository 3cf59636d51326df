import { setTimeout as delay } from 'node:timers/promises';
import { watchHands, type Touches } from '../browser/watching/hands.ts';
import type { Caption } from '../browser/watching/headed-view.ts';
import type { Control, Hand, Place } from '../browser/watching/control.ts';
import type { Problem, RunEvent } from '../evidence/events.ts';
import { problemParts } from '../evidence/problem-parts.ts';
import type { Recorder } from '../evidence/recorder.ts';
import type { PortalSession } from './portal-session.ts';

/** How long a run waits for an answer: an approval, or what to do after a failure. Milliseconds. */
const ANSWER_WITHIN = 30 * 60_000;

/** A person had the mouse while the run waited, so nothing that was looked up before can be trusted. */
export class BrowserUsed extends Error {
  constructor() {
    super('A person used the browser while the run was paused.');
  }
}

export type WhatNow = 'retry' | 'by hand' | 'stop';

export interface AttendanceOptions {
  control: Control;
  /** undefined while planning: nothing is recorded then. */
  recorder: Recorder | undefined;
  headed: boolean;
  customer: string;
  /** Whose approval is given up front, step by step. */
  approvedUpFront: readonly string[];
  operator: string;
}

const used = ({ clicks, keys, addresses }: Touches) => clicks > 0 || keys > 0 || addresses.length > 0;

/** The people around a run: shows them what happens, waits where they want it to, asks them, and keeps what they did as evidence. */
export class Attendance {
  #options: AttendanceOptions;
  #caption: Caption;

  constructor(options: AttendanceOptions) {
    this.#options = options;
    this.#caption = { customer: options.customer, phase: '', step: '', n: 0, of: 0, finished: 0, doing: '' };
  }

  /** A step is about to begin. Waits where it is to be held. */
  async beforeStep(step: { id: string; title: string; n: number; of: number; phase: string }, session: PortalSession): Promise<void> {
    this.#caption = { ...this.#caption, phase: step.phase, step: step.title, n: step.n, of: step.of, finished: step.n - 1, doing: step.title };
    // Every step begins with looking, whatever a person did before it.
    await this.#reach({ at: 'step', step: step.id, title: step.title }, session);
  }

  /** A gesture is about to be made. Waits where it is to be held. @throws BrowserUsed */
  async beforeGesture(step: string, title: string, session: PortalSession): Promise<void> {
    const { control, headed } = this.#options;
    this.#caption = { ...this.#caption, doing: title };
    if (headed) {
      await session.view?.pace(control.pace);
      await session.view?.say(this.#caption);
      if (control.pace > 0) await delay(control.pace);
    }
    if (await this.#reach({ at: 'gesture', step, title }, session)) throw new BrowserUsed();
  }

  /** @returns whether a person used the browser meanwhile */
  async #reach(place: Place, session: PortalSession): Promise<boolean> {
    const { control } = this.#options;
    if (!control.holdsAt(place)) return false;
    const { result: held, touches } = await this.#withHands(place.step, session, { waiting: 'Paused' }, () => control.reach(place));
    if (held === undefined) return false;
    const { by, why, then, ms } = held;
    this.#write(place.step, 'paused the run', by ?? { who: this.#options.operator, via: 'option' }, { why, before: place.title });
    this.#write(place.step, 'let it go on', then, { with: then.command }, ms);
    return touches !== undefined;
  }

  /** Waits for people with the browser in their hands, and keeps what they did with it. */
  async #withHands<T>(step: string, session: PortalSession, caption: Partial<Caption>, wait: () => Promise<T>): Promise<{ result: T; touches: Touches | undefined }> {
    const hands = this.#options.headed ? await watchHands(session.page) : undefined;
    await session.view?.say({ ...this.#caption, ...caption });
    try {
      const result = await wait();
      const touches = await hands?.stop();
      if (touches === undefined || !used(touches)) return { result, touches: undefined };
      this.#write(step, 'used the browser', { who: 'the person at the browser', via: 'browser' }, { ...touches });
      return { result, touches };
    } finally {
      await hands?.stop();
      await session.view?.say(this.#caption);
    }
  }

  /** Waits for somebody's approval of what a step is about to change. @returns false when it is not given, or the run is to stop. @throws BrowserUsed */
  async approved(step: { id: string; title: string }, changes: string[], session: PortalSession): Promise<boolean> {
    const { control, approvedUpFront, operator } = this.#options;
    if (approvedUpFront.includes(step.id)) {
      this.#write(step.id, 'approved', { who: operator, via: 'option' }, { changes });
      return true;
    }
    const { result, touches } = await this.#withHands(step.id, session, { waiting: 'Waiting for approval' }, () => control.ask({ kind: 'approve', title: step.title, lines: changes, choices: ['approve', 'stop'] }, ANSWER_WITHIN));
    if (result === undefined || result === 'nobody answered' || result.command !== 'approve') return false;
    this.#write(step.id, 'approved', result.hand, { changes });
    if (touches !== undefined) throw new BrowserUsed();
    return true;
  }

  /** A step has failed: asks what now, with the browser as it was left. Nobody there: stop. */
  async whatNow(step: string, problem: Problem, session: PortalSession): Promise<WhatNow> {
    const { control } = this.#options;
    if (!control.attended) return 'stop';
    const lines = problemParts(problem).map(({ name, text }) => `${name}: ${text}`);
    const { result: answer } = await this.#withHands(step, session, { doing: `${this.#caption.doing}: ${problem.saw}`, waiting: 'What now?', wrong: { place: session.lastPlace } },
      () => control.ask({ kind: 'failed', title: this.#caption.step, lines, choices: ['retry', 'by hand', 'stop'] }, ANSWER_WITHIN));
    if (answer === undefined || answer === 'nobody answered' || answer.command === 'stop') return 'stop';
    const choice = answer.command === 'by hand' ? 'by hand' : 'retry';
    this.#write(step, choice === 'retry' ? 'chose to try again' : 'says it is done by hand', answer.hand, {});
    return choice;
  }

  /** Waits until people have done with their hands what only they can do. @returns whether they did within the limit */
  async handsDone(step: string, request: string, limit: number, session: PortalSession, done: Promise<unknown>): Promise<boolean> {
    const { control } = this.#options;
    const { result } = await this.#withHands(step, session, { waiting: request }, () => control.ask({ kind: 'hands', title: request, lines: [], choices: ['stop'] }, limit, done));
    return result === undefined;
  }

  #write(step: string, did: Extract<RunEvent, { type: 'person' }>['did'], { who, via }: { who: string; via: Hand['via'] | 'browser' }, facts: Record<string, unknown>, ms?: number): void {
    this.#options.recorder?.write({ type: 'person', step, did, who, via, ...(ms !== undefined && { ms }), ...(Object.keys(facts).length > 0 && { facts }) });
  }
}
