import { setTimeout as delay } from 'node:timers/promises';
import { boundingBoxOf } from '../browser/bounding-box.ts';
import { watchHumanInput, type HumanInput } from './human-input.ts';
import type { OverlayState } from './run-overlay.ts';
import type { Act, Control, Place } from './control.ts';
import type { ByPerson, Note, Problem } from '../evidence/events.ts';
import { formatProblem } from '../evidence/problem-parts.ts';
import type { Recorder } from '../evidence/recorder.ts';
import type { PortalSession } from '../engine/portal-session.ts';

/** How long a run waits for an answer: an approval, or what to do after a failure. Milliseconds. */
const ANSWER_WITHIN = 30 * 60_000;

/** A person had the mouse while the run waited, so nothing that was looked up before can be trusted. */
export class BrowserUsed extends Error {
  constructor() {
    super('A person used the browser while the run was paused.');
  }
}

export type FailureDecision = 'retry' | 'by hand' | 'stop';

export interface AttendanceOptions {
  control: Control;
  /** undefined while planning: nothing is recorded then. */
  recorder: Recorder | undefined;
  headed: boolean;
  customer: string;
  /** Whose approval is given up front, step by step. */
  approvedUpFront: readonly string[];
  operator: string;
  /** The step that is under way, by its id. */
  step?: () => string | undefined;
}

/** An act in the journal's words. */
const DID: Record<Act['did'], ByPerson['did']> = {
  pause: 'paused',
  resume: 'resumed',
  stop: 'stopped',
  approve: 'approved',
  refuse: 'refused',
  retry: 'chose to try again',
  'by hand': 'says it is done by hand',
  'nobody answered': 'nobody answered',
};

const BY_HAND = { who: 'the person at the browser', via: 'browser' } as const;

interface Waited<T> {
  result: T;
  /** What a person did with the browser meanwhile, if anything. */
  touches: HumanInput | undefined;
}

const WENT = 'The page went elsewhere while the run waited, without a click or a key in it.';

const used = ({ clicks, keys, addresses }: HumanInput) => clicks > 0 || keys > 0 || addresses.length > 0;

/**
 * The people around a run: shows them what happens, waits where they want it to, asks them, and keeps what they did as
 * evidence.
 */
export class HumanInTheLoop {
  #options: AttendanceOptions;
  #caption: OverlayState;
  /** A wait for people that is not over yet. */
  #waiting: Promise<unknown> | undefined;
  #closed = false;
  /** Why an act is not on disk: nothing may be done after it. */
  #lost: unknown;
  #declined: string | undefined;

  /** Writes from now on what people do, and what they did before. */
  constructor(options: AttendanceOptions) {
    this.#options = options;
    this.#caption = { customer: options.customer, phase: '', step: '', n: 0, of: 0, finished: 0, doing: '' };
    options.control.onAct((act) => this.#acted(act));
  }

  /** Writes what is left to be written, and nothing after that. The run is over: nobody is waited for any more. */
  async close(): Promise<void> {
    await this.#waiting?.catch(() => undefined);
    this.#closed = true;
  }

  /** Who declined an approval. */
  get declined(): string | undefined {
    return this.#declined;
  }

  #acted({ did, actor, at, ms, why, command, before, question }: Act): void {
    if (did === 'refuse' && question?.kind === 'approve') this.#declined = actor?.who;
    const details = {
      ...(why !== undefined && { why }),
      ...(command !== undefined && { with: command }),
      ...(before !== undefined && { before }),
      ...(did !== 'approve' && question && { asked: question.kind }),
      ...(question?.kind === 'approve' && { changes: question.lines }),
    };
    const option = { who: this.#options.operator, via: 'option' } as const;
    const by = did === 'nobody answered' ? { who: 'nobody' } : (actor ?? option);
    const what = { did: DID[did], ...by, at: new Date(at).toISOString() };
    this.#record({ ...what, ...(ms !== undefined && { ms }), ...(Object.keys(details).length > 0 && { details }) });
  }

  #record(done: Omit<ByPerson, 'type' | 'step'>): void {
    this.#write({ type: 'person', at: new Date().toISOString(), ...done });
  }

  /** Acts come in the middle of anything, so a bad disk is told of where the run next waits or writes. */
  #write(event: ByPerson | Note): void {
    const { recorder, step } = this.#options;
    const id = step?.();
    if (this.#closed) return;
    try {
      recorder?.write({ ...event, ...(id !== undefined && { step: id }) });
    } catch (error) {
      this.#lost ??= error;
    }
  }

  /** A step is about to begin. Waits where it is to be held. */
  async beforeStep(
    step: { id: string; title: string; n: number; of: number; phase: string },
    session: PortalSession,
  ): Promise<void> {
    this.#caption = {
      ...this.#caption,
      phase: step.phase,
      step: step.title,
      n: step.n,
      of: step.of,
      finished: step.n - 1,
      doing: step.title,
    };
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
    const { touches } = await this.#withHands(session, { waiting: 'Paused' }, () => control.reach(place));
    return touches !== undefined;
  }

  /** Waits for people with the browser in their hands, and keeps what they did with it. */
  async #withHands<T>(
    session: PortalSession,
    caption: Partial<OverlayState>,
    wait: () => Promise<T>,
  ): Promise<Waited<T>> {
    const waiting = this.#watchHumanInput(session, async () => {
      await session.view?.say({ ...this.#caption, ...caption });
      return await wait();
    });
    this.#waiting = waiting;
    try {
      return await waiting;
    } finally {
      await session.view?.say(this.#caption);
    }
  }

  async #watchHumanInput<T>(session: PortalSession, wait: () => Promise<T>): Promise<Waited<T>> {
    const tookOver = () => this.#record({ did: 'took over', ...BY_HAND });
    const hands = this.#options.headed ? await watchHumanInput(session.page, tookOver) : undefined;
    let result: T;
    let touches: HumanInput | undefined;
    try {
      result = await wait();
    } finally {
      touches = await hands?.stop();
    }
    if (touches === undefined || !used(touches)) touches = undefined;
    else if (touches.clicks + touches.keys > 0) this.#record({ did: 'gave back', ...BY_HAND, details: { ...touches } });
    // A page does not hear the keys of the address bar; nor can anybody tell that it did not go there by itself.
    else this.#write({ type: 'note', text: WENT, details: { addresses: touches.addresses } });
    if (this.#lost !== undefined) throw this.#lost;
    return { result, touches };
  }

  /**
   * Waits for somebody's approval of what a step is about to change.
   * @returns false when it is not given, or the run is to stop.
   * @throws BrowserUsed
   */
  async approved(step: { id: string; title: string }, changes: string[], session: PortalSession): Promise<boolean> {
    const { control, approvedUpFront, operator } = this.#options;
    if (approvedUpFront.includes(step.id)) {
      this.#record({ did: 'approved', who: operator, via: 'option', details: { changes } });
      if (this.#lost !== undefined) throw this.#lost;
      return true;
    }
    const { result, touches } = await this.#withHands(session, { waiting: 'Waiting for approval' }, () =>
      control.ask({ kind: 'approve', title: step.title, lines: changes, choices: ['approve', 'stop'] }, ANSWER_WITHIN),
    );
    if (result === undefined || result === 'nobody answered' || result.command !== 'approve') return false;
    if (touches !== undefined) throw new BrowserUsed();
    return true;
  }

  /**
   * A step has failed: asks what now, with the browser as it was left. Nobody there: stop.
   * @param retry what trying again does, where it is more than that
   */
  async onFailure(problem: Problem, session: PortalSession, retry?: string): Promise<FailureDecision> {
    const { control } = this.#options;
    if (!control.attended) return 'stop';
    const lines = [...formatProblem(problem), ...(retry === undefined ? [] : [{ name: 'Retry', text: retry }])].map(
      ({ name, text }) => `${name}: ${text}`,
    );
    const { result: answer } = await this.#withHands(
      session,
      {
        doing: `${this.#caption.doing}: ${problem.actual}`,
        waiting: 'What now?',
        wrong: { place: session.lastTouched && (await boundingBoxOf(session.lastTouched)) },
      },
      () =>
        control.ask(
          { kind: 'failed', title: this.#caption.step, lines, choices: ['retry', 'by hand', 'stop'] },
          ANSWER_WITHIN,
        ),
    );
    if (answer === undefined || answer === 'nobody answered' || answer.command === 'stop') return 'stop';
    return answer.command === 'by hand' ? 'by hand' : 'retry';
  }

  /** Waits until people have done with their hands what only they can do. @returns whether they did within the limit */
  async handsDone(request: string, limit: number, session: PortalSession, done: Promise<unknown>): Promise<boolean> {
    const { control } = this.#options;
    const { result } = await this.#withHands(session, { waiting: request }, () =>
      control.ask({ kind: 'hands', title: request, lines: [], choices: ['stop'] }, limit, done),
    );
    return result === undefined;
  }
}
