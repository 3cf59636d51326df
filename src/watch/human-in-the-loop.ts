import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { boundingBoxOf } from '../browser/bounding-box.ts';
import type { ByPerson, Note, Problem } from '../evidence/events.ts';
import type { ApprovalRule } from '../evidence/operators/approval.ts';
import { plainText } from '../files/sanitize.ts';
import type { Spot } from '../portal-sdk/index.ts';
import { redact } from '../secrets/redact.ts';
import { actInWords } from './act-in-words.ts';
import { choicesAfter } from './choices-after-failure.ts';
import type { Act, Place } from './commands.ts';
import type { Control } from './control.ts';
import { type HumanInput, watchHumanInput } from './human-input.ts';
import { pickSpot } from './pick-spot.ts';
import type { OverlayState, RunOverlay } from './run-overlay.ts';
import type { SignedApprovals } from './signed-approvals.ts';

/** How long a run waits for an approval, or for what to do after a failure. Milliseconds. */
const ANSWER_WITHIN = 30 * 60_000;

/** A person used the browser while the run waited, so nothing that was looked up before can be trusted. */
export class BrowserUsed extends Error {
  constructor() {
    super('A person used the browser while the run was paused.');
  }
}

export type FailureDecision = 'retry' | 'by hand' | 'point' | 'stop';

/** What people see and may touch of a portal. */
export interface WatchedPage {
  page: Page;
  /** The bar over the page; undefined if nobody sees the window. */
  view: RunOverlay | undefined;
  /** What the run touched last; it may be elsewhere by now. */
  lastTouched: Locator | undefined;
  /** Goes on in a window that people can reach; undefined where there is one already, or can be none. */
  openWindow?: (() => Promise<void>) | undefined;
}

export interface HumanInTheLoopOptions {
  control: Control;
  recorder: { write(event: ByPerson | Note): void };
  headed: boolean;
  customer: string;
  /** Steps that are approved beforehand, by id. */
  approvedUpFront: readonly string[];
  operator: string;
  /** For steps whose approval must be signed. */
  signed?: SignedApprovals;
  /** The id of the step under way. */
  step?: () => string | undefined;
  /** Called after each wait in which people could use the browser. */
  waited?: () => void;
}

/** Why there is no window, for the person who asked for one. Characters. */
const LONGEST_WHY = 300;

const BY_HAND = { who: 'the person at the browser', via: 'browser' } as const;

interface Waited<T> {
  result: T;
  /** What a person did in the browser meanwhile; undefined if nothing. */
  input: HumanInput | undefined;
}

const PAGE_MOVED = 'The page changed its address while the run was waiting, without a click or a key press.';

const wasUsed = ({ clicks, keys, addresses }: HumanInput) => clicks > 0 || keys > 0 || addresses.length > 0;

/** The people around a run: shows them what happens, waits for them, asks them, and records what they did. */
export class HumanInTheLoop {
  #options: HumanInTheLoopOptions;
  #overlay: OverlayState;
  /** The wait for people that is not over yet. */
  #waiting: Promise<unknown> | undefined;
  #closed = false;
  /** Why an act is not on disk: nothing may be done any more. */
  #lost: unknown;
  #declined: string | undefined;

  /** Begins to write what people do, and what they did before. */
  constructor(options: HumanInTheLoopOptions) {
    this.#options = options;
    const started = options.signed?.started();
    if (started !== undefined) this.#write(started);
    this.#overlay = { customer: options.customer, phase: '', step: '', n: 0, of: 0, finished: 0, doing: '' };
    options.control.onAct((act) => this.#acted(act));
  }

  /** Writes the rest, and nothing after that. The run is over. */
  async close(): Promise<void> {
    await this.#waiting?.catch(() => undefined);
    this.#closed = true;
  }

  /** Who declined an approval; undefined if nobody did. */
  get declined(): string | undefined {
    return this.#declined;
  }

  #acted(act: Act): void {
    if (act.did === 'refuse' && act.question?.kind === 'approve') this.#declined = act.actor?.who;
    this.#record(actInWords(act, this.#options.operator));
  }

  #record(done: Omit<ByPerson, 'type' | 'step'>): void {
    this.#write({ type: 'person', at: new Date().toISOString(), ...done });
  }

  /** Acts come at any time, so the error of a bad disk is thrown where the run next waits. */
  #write(event: ByPerson | Note): void {
    const { recorder, step } = this.#options;
    const id = step?.();
    if (this.#closed) return;
    try {
      recorder.write({ ...event, ...(id !== undefined && !('statement' in event) && { step: id }) });
    } catch (error) {
      this.#lost ??= error;
    }
  }

  /** Whether people can reach the page in a window. */
  #isSeen({ view }: WatchedPage): boolean {
    return this.#options.headed || view !== undefined;
  }

  /** Call it before a step begins. Waits if the run is to be held there. */
  async beforeStep(
    step: { id: string; title: string; n: number; of: number; phase: string },
    watched: WatchedPage,
  ): Promise<void> {
    this.#overlay = {
      ...this.#overlay,
      phase: step.phase,
      step: step.title,
      n: step.n,
      of: step.of,
      finished: step.n - 1,
      doing: step.title,
    };
    // A step begins with looking, so it does not matter what a person did before it.
    await this.#reach({ at: 'step', step: step.id, title: step.title }, watched);
  }

  /** Call it before a gesture is made. Waits if the run is to be held there. @throws BrowserUsed */
  async beforeGesture(step: string, title: string, watched: WatchedPage): Promise<void> {
    const { control } = this.#options;
    this.#overlay = { ...this.#overlay, doing: title };
    if (this.#isSeen(watched)) {
      await watched.view?.pace(control.pace);
      await watched.view?.say(this.#overlay);
      if (control.pace > 0) await delay(control.pace);
    }
    if (await this.#reach({ at: 'gesture', step, title }, watched)) throw new BrowserUsed();
  }

  /** @returns whether a person used the browser meanwhile */
  async #reach(place: Place, watched: WatchedPage): Promise<boolean> {
    const { control } = this.#options;
    if (!control.holdsAt(place)) return false;
    const next = { waiting: 'Paused', doing: `Next: ${place.title}` };
    const { input } = await this.#waitWith(watched, next, () => control.reach(place));
    return input !== undefined;
  }

  /** Waits for people, tells so on the page, and records what they do in the browser meanwhile. */
  async #waitWith<T>(watched: WatchedPage, overlay: Partial<OverlayState>, wait: () => Promise<T>): Promise<Waited<T>> {
    const waiting = this.#watchHumanInput(watched, async () => {
      await watched.view?.say({ ...this.#overlay, ...overlay });
      return await wait();
    });
    this.#waiting = waiting;
    try {
      return await waiting;
    } finally {
      await watched.view?.say(this.#overlay);
    }
  }

  async #watchHumanInput<T>(watched: WatchedPage, wait: () => Promise<T>): Promise<Waited<T>> {
    const tookOver = () => this.#record({ did: 'took over', ...BY_HAND });
    const seen = this.#isSeen(watched);
    const watching = seen ? await watchHumanInput(watched.page, tookOver) : undefined;
    let result: T;
    let input: HumanInput | undefined;
    try {
      result = await wait();
    } finally {
      input = await watching?.stop();
      if (seen) this.#options.waited?.();
    }
    if (input === undefined || !wasUsed(input)) input = undefined;
    else if (input.clicks + input.keys > 0) this.#record({ did: 'gave back', ...BY_HAND, details: { ...input } });
    // A page does not hear the keys of the address bar. It may also have gone there by itself.
    else this.#write({ type: 'note', text: PAGE_MOVED, details: { addresses: input.addresses } });
    if (this.#lost !== undefined) throw this.#lost;
    return { result, input };
  }

  /** Asks people. @returns what they answer; undefined if nobody does, the run is to stop, or `done` is over */
  async #ask(
    question: Parameters<Control['ask']>[0],
    overlay: Partial<OverlayState>,
    watched: WatchedPage,
    done?: Promise<unknown>,
  ) {
    const { result, input } = await this.#waitWith(watched, overlay, () =>
      this.#options.control.ask(question, ANSWER_WITHIN, done),
    );
    return { result: result === 'nobody answered' ? undefined : result, input };
  }

  /**
   * Waits for somebody's approval of what a step is about to change; where the step has a rule, for signed ones.
   * @param again why it may be asked once more
   * @returns false if it is not given, or if the run is to stop
   * @throws BrowserUsed
   */
  async approved(
    step: { id: string; title: string; signed?: ApprovalRule },
    changes: string[],
    watched: WatchedPage,
    again?: string,
  ): Promise<boolean> {
    const { approvedUpFront, operator } = this.#options;
    if (step.signed !== undefined) return await this.#signed({ ...step, again }, changes, step.signed, watched);
    if (approvedUpFront.includes(step.id)) {
      this.#record({ did: 'approved', who: operator, via: 'option', details: { changes } });
      if (this.#lost !== undefined) throw this.#lost;
      return true;
    }
    const { result, input } = await this.#ask(
      { kind: 'approve', title: step.title, lines: changes, choices: ['approve', 'stop'], again },
      { waiting: 'Waiting for approval' },
      watched,
    );
    if (result?.command !== 'approve') return false;
    if (input !== undefined) throw new BrowserUsed();
    return true;
  }

  async #signed(
    step: { id: string; title: string; again: string | undefined },
    changes: string[],
    rule: ApprovalRule,
    watched: WatchedPage,
  ): Promise<boolean> {
    const { control, signed } = this.#options;
    let used = false;
    const approved = await signed!.gather(step, changes, rule, ANSWER_WITHIN, {
      ask: async (question, limit, done) => {
        const note = `Waits for a signed approval: ${question.signed?.command}`;
        if (!control.attended) this.#write({ type: 'note', text: note });
        const overlay = { waiting: 'Waiting for approval' };
        const { result, input } = await this.#waitWith(watched, overlay, () => control.ask(question, limit, done));
        used ||= input !== undefined;
        return result;
      },
      record: (event) => this.#write(event),
      refused: (why) => this.#write({ type: 'note', text: `An approval was refused: ${redact(plainText(why))}` }),
    });
    if (typeof approved === 'object') this.#declined = approved.declined;
    if (approved === true && used) throw new BrowserUsed();
    return approved === true;
  }

  /**
   * Asks what to do after a failure, with the browser as the step left it. If nobody is there: stop.
   * @param retry what a retry does, if it is more than trying again
   */
  async onFailure(problem: Problem, watched: WatchedPage, retry?: string): Promise<FailureDecision> {
    const { openWindow } = watched;
    if (!this.#options.control.attended) return 'stop';
    for (let noWindow: string | undefined; ; ) {
      const { result } = await this.#ask(
        {
          kind: 'failed',
          title: this.#overlay.step,
          ...choicesAfter(problem, { seen: this.#isSeen(watched), retry, openWindow, noWindow }),
        },
        {
          doing: `${this.#overlay.doing}: ${problem.actual}`,
          waiting: 'What next?',
          wrong: { place: watched.lastTouched && (await boundingBoxOf(watched.lastTouched)) },
        },
        watched,
      );
      if (result === undefined || result.command === 'stop') return 'stop';
      const { command } = result;
      if (command !== 'take over') return command === 'by hand' || command === 'point' ? command : 'retry';
      noWindow = await openWindow!().then(
        () => undefined,
        (error: unknown) => redact(plainText((error as Error).message)).slice(0, LONGEST_WHY),
      );
    }
  }

  /**
   * Has somebody point at something: in the browser, where nothing is pressed by it, or on the live page's picture.
   * @returns where, in pixels of the page's view; undefined if nobody does
   */
  async pointsAt(title: string, lines: readonly string[], watched: WatchedPage): Promise<Spot | undefined> {
    const { page } = watched;
    // Before it asks: whoever points at once must not press something in the portal.
    const picking = this.#isSeen(watched) ? await pickSpot(page) : undefined;
    const { result } = await this.#ask(
      { kind: 'point', title, lines: [...lines], choices: ['skip', 'stop'] },
      { waiting: title },
      watched,
      picking?.picked,
    );
    await picking?.stop();
    const spot = await picking?.picked;
    const size = page.viewportSize();
    if (result?.spot === undefined || size === null) return spot;
    return { x: result.spot.x * size.width, y: result.spot.y * size.height };
  }

  /** Asks whether what was pointed at is what was asked for. @returns undefined if it is to be left */
  async confirmsWords(sentence: string, watched: WatchedPage): Promise<{ who: string } | 'again' | undefined> {
    const { result } = await this.#ask(
      { kind: 'words', title: sentence, lines: [], choices: ['confirm', 'point', 'skip', 'stop'] },
      { waiting: `${sentence}?` },
      watched,
    );
    if (result?.command === 'point') return 'again';
    return result?.command === 'confirm' ? { who: result.actor.who } : undefined;
  }

  /**
   * Waits until people have done in the browser what only they can do.
   * @param limit milliseconds
   * @param done resolves when it is done
   * @returns whether they did it within the limit
   */
  async handsDone(request: string, limit: number, watched: WatchedPage, done: Promise<unknown>): Promise<boolean> {
    const { control } = this.#options;
    const { result } = await this.#waitWith(watched, { waiting: request }, () =>
      control.ask({ kind: 'hands', title: request, lines: [], choices: ['stop'] }, limit, done),
    );
    return result === undefined;
  }
}
