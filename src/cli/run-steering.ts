import type { RunEvent } from '../evidence/events.ts';
import { batchHere, shareWithBatch } from '../fleet/messages.ts';
import type { Prepared } from '../runbook/load.ts';
import type { SecretSource } from '../secrets/sources.ts';
import type { Control } from '../watch/control.ts';
import type { LivePicture } from '../watch/live/live-view.ts';
import type { WatchPage } from '../watch/page/server.ts';
import { KEYS_HELP, openTerminalKeys, PAGE_KEYS_HELP, type TerminalKeys } from '../watch/terminal-keys.ts';
import { onInterrupt } from './interrupt.ts';
import { openLivePage, pageKeys } from './live-page.ts';
import { operator } from './operator.ts';
import { askLine } from './prompt.ts';
import { openNotices } from './run-notices.ts';
import { printError } from './terminal.ts';
import { hasKeyboardControl, openControl, type WatchingOptions } from './watch-options.ts';

/** Ctrl-C, keys, the live page and notices: by what people see a run, and steer it. */
interface RunSteering {
  control: Control;
  /** Stops the run. */
  signal: AbortSignal;
  /** The secrets' sources; while one is typed, no key commands the run. */
  sources: SecretSource;
  /** Gets the live picture; undefined if there is no live page. */
  live: ((picture: LivePicture) => void) | undefined;
  event(event: RunEvent): void;
  /** @param report where the report is, for those at the live page */
  close(report: string | undefined): Promise<void>;
}

interface RunSteeringOptions {
  run: string;
  prepared: Prepared;
  sources: SecretSource;
  runs: string;
  watching: WatchingOptions;
  /** Whether a person is at a terminal. */
  terminal: boolean;
  say(text: string): void;
  /** As `say`, for what `--quiet` leaves out. */
  inform(text: string): void;
}

export async function openRunSteering(options: RunSteeringOptions): Promise<RunSteering> {
  const { prepared, sources, watching, say, inform } = options;
  const stop = new AbortController();
  const control = openControl(watching, stop);
  onInterrupt(stop.signal, (hand) => void control.command('stop', hand));
  const page = await openLivePage(watching, control, say);
  if (batchHere() !== undefined && page !== undefined) shareWithBatch(control, () => page.renewLink());
  const run = { id: options.run, runs: options.runs, control, page: page?.address };
  const notices = await openNotices(prepared, run, sources, printError);
  const keys = options.terminal && hasKeyboardControl(prepared, watching) ? openKeys(control, page, say) : undefined;
  if (keys !== undefined) inform(`${page === undefined ? KEYS_HELP : `${KEYS_HELP}\n${PAGE_KEYS_HELP}`}\n`);
  return {
    control,
    signal: stop.signal,
    sources: keys === undefined ? sources : withoutKeys(sources, keys),
    live: page && ((picture) => page.picture(picture)),
    event(event) {
      page?.event(event);
      notices.event(event);
    },
    async close(report) {
      keys?.close();
      await page?.stop(report);
      await notices.close();
    },
  };
}

function openKeys(control: Control, page: WatchPage | undefined, say: (text: string) => void): TerminalKeys {
  const keys = openTerminalKeys(control, operator(), say, {
    n: () => void askNote(),
    ...(page && pageKeys(page, say)),
  });
  async function askNote(): Promise<void> {
    const note = await keys.without(() => askLine('Note (Enter to keep it)'));
    const refusal = control.note(note, { who: operator(), via: 'terminal' });
    if (refusal !== undefined) say(refusal);
  }
  return keys;
}

const withoutKeys = (sources: SecretSource, keys: TerminalKeys): SecretSource => ({
  ...sources,
  ask: (label, portal) => keys.without(() => sources.ask(label, portal)),
  need: (variable, label, refused) => keys.without(() => sources.need(variable, label, refused)),
});
