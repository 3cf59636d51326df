/**
 * Steers a run: pause, step by step, pace, approval, what to do after a failure. The terminal and the watch page
 * command it alike; the engine asks it before each step and gesture. It knows nothing of pages and portals.
 */
import type { Act, Actor, Answer, Command, ControlState, PictureSpot, Place, Question, Why } from './commands.ts';

/** Milliseconds. */
export const PACES = { fast: 250, normal: 700, slow: 1_500 } as const;
const SLOWEST = 10_000;
/** Characters. */
const LONGEST_NOTE = 500;

interface ControlOptions {
  /** Milliseconds; 0 shows nothing before it is done. */
  pace: number;
  /** Hold before the first step. */
  step: boolean;
  /** Hold before these steps, by id. */
  pauseBefore: readonly string[];
  /** Stops the run at the next safe place. */
  stop(): void;
  signal: AbortSignal;
}

export class Control {
  #wish: 'run' | 'pause' | 'next step' | 'next gesture';
  /** Who gave the command that let the run go on last. */
  #by: Actor | undefined;
  #held: ControlState['held'];
  #question: Question | undefined;
  #pace: number;
  #pausedMs = 0;
  #release: ((command: Command, actor: Actor, spot?: PictureSpot) => void) | undefined;
  #listeners = new Set<(state: ControlState) => void>();
  #heard: ((act: Act) => void) | undefined;
  /** Acts from before there was a listener. */
  #untold: Act[] = [];
  #options: ControlOptions;
  /** Whether anybody can command: at a terminal, or on a watch page. */
  attended = false;

  constructor(options: ControlOptions) {
    this.#options = options;
    this.#pace = options.pace;
    this.#wish = options.step ? 'next step' : 'run';
    options.signal.addEventListener('abort', () => this.#tell());
  }

  /** For a run that nobody steers. */
  static unattended(signal: AbortSignal): Control {
    return new Control({ pace: 0, step: false, pauseBefore: [], stop: () => undefined, signal });
  }

  get state(): ControlState {
    return {
      mode: this.#mode,
      pace: this.#pace,
      ...(this.#held && { held: this.#held }),
      ...(this.#question && { question: this.#question }),
    };
  }

  get #mode(): ControlState['mode'] {
    if (this.#options.signal.aborted) return 'stopping';
    if (this.#question) return 'asking';
    if (this.#held) return 'held';
    return this.#wish === 'pause' ? 'pausing' : 'running';
  }

  get pace(): number {
    return this.#pace;
  }

  /** For how long the run has waited for people so far: a step's time limit does not count it. Milliseconds. */
  get pausedMs(): number {
    const since = this.#held?.since ?? this.#question?.since;
    return this.#pausedMs + (since === undefined ? 0 : Date.now() - since);
  }

  /** Calls back at each change. @returns what ends it */
  onChange(listener: (state: ControlState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls the one listener back with each act, and at once with the acts from before. */
  onAct(listener: (act: Act) => void): void {
    this.#heard = listener;
    for (const act of this.#untold.splice(0)) listener(act);
  }

  #did(did: Act['did'], actor: Actor | undefined, more: Omit<Act, 'did' | 'actor' | 'at'> = {}): void {
    const act = { did, actor, at: Date.now(), ...more };
    if (this.#heard === undefined) this.#untold.push(act);
    else this.#heard(act);
  }

  /** A note for the journal. @returns why not, in words for the person; undefined if it is kept */
  note(text: string, actor: Actor): string | undefined {
    const note = text.replace(/\s+/g, ' ').trim();
    if (note === '') return 'The note is empty.';
    if (note.length > LONGEST_NOTE) return `A note has at most ${LONGEST_NOTE} characters.`;
    this.#did('note', actor, { note });
    return undefined;
  }

  /** Tells who watches, or that somebody has made a new steering link. It steers nothing. */
  mention(did: 'watch' | 'new link', actor: Actor): void {
    this.#did(did, actor);
  }

  /** What the run waits for, and for how long it has. */
  #waited(): Pick<Act, 'ms' | 'before' | 'question'> {
    const [held, question] = [this.#held, this.#question];
    const since = held?.since ?? question?.since;
    const ms = since === undefined ? {} : { ms: Date.now() - since };
    return { ...ms, ...(held && { before: held.title }), ...(question && { question }) };
  }

  /**
   * Obeys a command.
   * @param spot of `point`: where on the picture of the page
   * @returns why not, in words for the person; undefined if it obeys
   */
  command(command: Command, actor: Actor, spot?: PictureSpot): string | undefined {
    const refusal = this.#applyCommand(command, actor, spot);
    if (refusal === undefined) this.#tell();
    return refusal;
  }

  #applyCommand(command: Command, actor: Actor, spot: PictureSpot | undefined): string | undefined {
    if (this.#options.signal.aborted) return 'The run is already stopping.';
    switch (command) {
      case 'stop':
        return this.#stop(actor);
      case 'slower':
      case 'faster':
        return this.#changePace(command);
      case 'approve':
      case 'retry':
      case 'by hand':
      case 'take over':
      case 'point':
      case 'confirm':
      case 'skip':
        return this.#answer(command, actor, spot);
      case 'pause':
        return this.#pause(actor);
      default:
        return this.#resume(command, actor);
    }
  }

  #stop(actor: Actor): undefined {
    // A signal answers no question.
    this.#did(this.#question && !actor.via.startsWith('SIG') ? 'refuse' : 'stop', actor, this.#waited());
    this.#release?.('stop', actor);
    this.#options.stop();
  }

  #changePace(command: 'slower' | 'faster'): undefined {
    if (command === 'slower') this.#pace = Math.min(SLOWEST, Math.max(PACES.fast, this.#pace * 2));
    else this.#pace = this.#pace <= PACES.fast ? 0 : Math.round(this.#pace / 2);
  }

  #answer(
    command: 'approve' | 'retry' | 'by hand' | 'take over' | 'point' | 'confirm' | 'skip',
    actor: Actor,
    spot: PictureSpot | undefined,
  ): string | undefined {
    if (this.#question?.signed && command === 'approve')
      return `${this.#question.signed.who} Send them: ${this.#question.signed.command}`;
    const isShown = command === 'point' && spot !== undefined && this.#question?.kind === 'point';
    if (!isShown && !this.#question?.choices.includes(command))
      return command === 'approve' ? 'Nothing is waiting for approval.' : 'Nothing asks for this now.';
    this.#did(command, actor, this.#waited());
    this.#release!(command, actor, spot);
    return undefined;
  }

  #pause(actor: Actor): string | undefined {
    if (this.#held) return 'The run is already paused.';
    if (this.#question) return 'The run is already waiting for an answer.';
    if (this.#wish === 'pause') return 'The run is already pausing.';
    this.#did('pause', actor, { why: 'pause' });
    this.#wish = 'pause';
    return undefined;
  }

  #resume(command: 'continue' | 'next step' | 'next gesture', actor: Actor): string | undefined {
    if (this.#question) return 'Answer the question first.';
    if (!this.#held && command !== 'continue') return 'The run is not paused. Pause it first.';
    // It is not held now, but the next step or gesture would be.
    if (!this.#held && this.#wish === 'run') return 'The run is already running.';
    this.#did('resume', actor, { command, ...this.#waited() });
    this.#wish = command === 'continue' ? 'run' : command;
    this.#by = actor;
    this.#release?.(command, actor);
    return undefined;
  }

  /** Whether the run is to be held at a place. */
  holdsAt(place: Place): boolean {
    return this.#reason(place) !== undefined && !this.#options.signal.aborted;
  }

  /** Waits if the run is to be held at a place, until it may go on or is to stop. @returns whether it was held */
  async reach(place: Place): Promise<boolean> {
    const why = this.#reason(place);
    if (why === undefined || this.#options.signal.aborted) return false;
    const since = Date.now();
    this.#held = { ...place, since };
    // A commanded pause was told when somebody commanded it.
    const by = why === 'pause before this step' ? undefined : this.#by;
    if (why !== 'pause') this.#did('pause', by, { why, before: place.title });
    await this.#released(undefined);
    this.#held = undefined;
    this.#pausedMs += Date.now() - since;
    this.#tell();
    return true;
  }

  #reason({ at, step }: Place): Why | undefined {
    if (this.#wish === 'pause') return 'pause';
    if (this.#wish === 'next step' && at === 'step') return 'next step';
    if (this.#wish === 'next gesture' && at === 'gesture') return 'next gesture';
    return at === 'step' && this.#options.pauseBefore.includes(step) ? 'pause before this step' : undefined;
  }

  /**
   * Asks people, and waits for their answer.
   * @param limit milliseconds
   * @param done ends a question that people answer by doing something in the browser
   * @returns undefined if the run is to stop, or when `done` is over
   */
  async ask(
    question: Omit<Question, 'since' | 'until'>,
    limit: number,
    done?: Promise<unknown>,
  ): Promise<Answer | undefined> {
    const since = Date.now();
    this.#question = { ...question, since, until: since + limit };
    const answer = await this.#released(limit, done);
    if (answer === 'nobody answered') this.#did(answer, undefined, this.#waited());
    this.#question = undefined;
    this.#pausedMs += Date.now() - since;
    this.#tell();
    return answer;
  }

  #released(limit: number, done?: Promise<unknown>): Promise<Answer | undefined>;
  #released(limit: undefined): Promise<Exclude<Answer, string> | undefined>;
  async #released(limit: number | undefined, done?: Promise<unknown>): Promise<Answer | undefined> {
    const { signal } = this.#options;
    if (signal.aborted) return undefined;
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
    this.#release = (command, actor, spot) => {
      // At once: another key may follow immediately, and is about the state after this one.
      this.#release = this.#held = this.#question = undefined;
      resolve({ command, actor, spot });
    };
    const giveUp = () => resolve(undefined);
    signal.addEventListener('abort', giveUp);
    void done?.then(giveUp, giveUp);
    const timer = limit === undefined ? undefined : setTimeout(() => resolve('nobody answered'), limit);
    this.#tell();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      this.#release = undefined;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.state);
  }
}
