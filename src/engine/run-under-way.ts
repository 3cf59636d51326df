import type { Browser } from 'playwright';
import type { Connections } from '../browser/connections.ts';
import type { Relay } from '../browser/relay.ts';
import type { Requests } from '../browser/requests.ts';
import { JournalWriteError } from '../evidence/journal.ts';
import type { Recorder } from '../evidence/recorder.ts';
import { redact } from '../secrets/redact.ts';
import type { Control } from '../watch/control.ts';
import type { HumanInTheLoop } from '../watch/human-in-the-loop.ts';
import type { LiveView } from '../watch/live/live-view.ts';
import type { Readings } from './context/readings.ts';
import type { PreviousRun } from './previous-runs.ts';
import type { RunOptions } from './run-options.ts';
import type { TechnicalLog } from './technical-log.ts';
import type { Whereabouts } from './walk.ts';

/** What could not be kept. A bad disk must not keep the run from ending: its browser closes, and the person is told. */
export class Losses {
  readonly #told = new Set<string>();

  add(error: unknown): void {
    this.#told.add(
      error instanceof JournalWriteError
        ? error.message
        : `This run's evidence is not complete: ${redact((error as Error).message)}`,
    );
  }

  /** Does what may fail, and goes on. */
  async keep(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.add(error);
    }
  }

  /** For the person, one sentence each. */
  get texts(): string[] {
    return [...this.#told];
  }
}

/** A run that has a folder and a journal. */
export interface RunUnderWay {
  options: RunOptions;
  folder: string;
  /** The earlier runs of this customer, oldest first. */
  earlier: PreviousRun[];
  /** Tags of this run and the earlier ones. */
  ourTags: ReadonlySet<string>;
  recorder: Recorder;
  /** Of its portals. */
  readings: Readings;
  technical: TechnicalLog;
  control: Control;
  people: HumanInTheLoop;
  live: LiveView | undefined;
  connections: Connections;
  /** Of a check; a run that may change things counts none. */
  requests: Requests | undefined;
  /** undefined until the run has started it. */
  browser: Browser | undefined;
  /** The browser with a window that somebody has asked for in a headless run. */
  window: Browser | undefined;
  /** Between the browser and a proxy, if there is one. */
  relay: Relay | undefined;
  /** undefined if the file can't be read. */
  browserSha256: Promise<string | undefined>;
  at: Whereabouts;
  losses: Losses;
  /** As `performance.now()`. */
  started: number;
}

/** Writes a note that belongs to the step under way, if there is one. */
export function note({ recorder, at }: RunUnderWay, text: string, details?: Record<string, unknown>): void {
  const step = at.step === undefined ? {} : { step: at.step };
  recorder.write({ type: 'note', text, ...(details && { details }), ...step });
}
