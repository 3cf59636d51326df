import { Control, PACES } from '../watch/control.ts';
import type { WatchPage } from '../watch/page/server.ts';
import type { Prepared } from '../runbook/load.ts';
import { suggestion } from '../runbook/suggest.ts';
import { UserError } from '../files/user-error.ts';

/** How a run is watched and steered; as the command line gives it. */
export interface WatchingOptions {
  headed: boolean;
  /** slow, normal, fast, or milliseconds. Left out: normal in a window, nothing elsewhere. */
  pace?: string | undefined;
  step: boolean;
  pauseBefore: string[];
  /** Steps whose changes are approved beforehand. */
  approve: string[];
  /** Serve the live watch page. */
  watch: boolean;
  /** The port of the live page; left out: a free one. */
  watchPort?: number | undefined;
  /** The origin of the operator's own tunnel to it, for people who may only look. */
  share?: URL | undefined;
}

/** As the command line gave them, with what is left out. */
export function watchingOf({
  headed = false,
  pace,
  step = false,
  pauseBefore = [],
  approve = [],
  watch = false,
  watchPort,
  share,
}: Partial<WatchingOptions>): WatchingOptions {
  const serves = watch || share !== undefined || watchPort !== undefined;
  return { headed, pace, step, pauseBefore, approve, watch: serves, watchPort, share };
}

/** @throws UserError when the options don't fit this runbook or this terminal */
export function refuseWatching(
  { steps }: Prepared,
  { step, pauseBefore, approve, watch }: WatchingOptions,
  terminal: boolean,
): void {
  const ids = steps.map(({ id }) => id);
  const unknown = [...pauseBefore, ...approve].find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new UserError(
      'KW-STEP-UNKNOWN',
      `This runbook has no step "${unknown}". ${suggestion(unknown, ids, 'Its steps')}`,
    );
  if (terminal || watch) return;
  const unapproved = steps.filter((one) => one.approve && !approve.includes(one.id));
  if (unapproved.length > 0)
    throw new UserError(
      'KW-NO-TERMINAL',
      `Somebody must approve ${unapproved.map(({ id }) => `"${id}"`).join(', ')}, and there is nobody to ask. Run ` +
        'in a terminal, or with --watch; or give the approval beforehand: ' +
        `${unapproved.map(({ id }) => `--approve ${id}`).join(' ')}`,
    );
  if (step || pauseBefore.length > 0)
    throw new UserError(
      'KW-NO-TERMINAL',
      'A paused run needs somebody who lets it go on. Run in a terminal, or with --watch.',
    );
}

/** Milliseconds for which each instruction is shown before it is carried out. */
export function paceOf({ pace, headed }: Pick<WatchingOptions, 'pace' | 'headed'>): number {
  if (pace === undefined) return headed ? PACES.normal : 0;
  return Object.hasOwn(PACES, pace) ? PACES[pace as keyof typeof PACES] : Number(pace);
}

/** Whether the keys of the terminal steer the run: where somebody watches it. */
export function hasKeyboardControl(
  { steps }: Prepared,
  { headed, step, pauseBefore, watch }: WatchingOptions,
): boolean {
  return headed || watch || step || pauseBefore.length > 0 || steps.some(({ approve }) => approve);
}

export function openControl(options: WatchingOptions, stop: AbortController): Control {
  return new Control({
    pace: paceOf(options),
    step: options.step,
    pauseBefore: options.pauseBefore,
    stop: () => stop.abort(),
    signal: stop.signal,
  });
}

/** Where the live page is, for the operator alone: whoever has the first link may steer the run. */
export function watchLines({ link, guestLink }: Pick<WatchPage, 'link' | 'guestLink'>): string {
  return (
    `Watch and steer the run here (the link lets one browser in, once):\n\n  ${link}\n\nFor people who may only ` +
    `look:\n\n  ${guestLink}\n`
  );
}
