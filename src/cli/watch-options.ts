import { hasDisplay } from '../browser/display.ts';
import { personalPortals } from '../engine/portals.ts';
import { UserError } from '../files/user-error.ts';
import type { Prepared } from '../runbook/load.ts';
import { suggestion } from '../runbook/suggest.ts';
import { Control, PACES } from '../watch/control.ts';
import type { WatchPage } from '../watch/page/server.ts';

/** How a run is watched and steered; as the command line gives it. */
export interface WatchingOptions {
  headed: boolean;
  /** slow, normal, fast, or milliseconds. Left out: normal in a window, nothing elsewhere. */
  pace?: string | undefined;
  step: boolean;
  pauseBefore: string[];
  /** Steps whose changes are approved beforehand. */
  approve: string[];
  /** Approves all steps that ask, and confirms a job that deletes. */
  yes: boolean;
  /** Serve the live watch page. */
  watch: boolean;
  /** The port of the live page; left out: a free one. */
  watchPort?: number | undefined;
  /** The origin of the operator's own tunnel to it, for people who may only look. */
  share?: URL | undefined;
  /** Who asked for the run. */
  requestedBy?: string | undefined;
}

/** As the command line gave them, with what is left out. */
export function watchingOf({
  headed = false,
  pace,
  step = false,
  pauseBefore = [],
  approve = [],
  yes = false,
  watch = false,
  watchPort,
  share,
  requestedBy,
}: Partial<WatchingOptions>): WatchingOptions {
  const serves = watch || share !== undefined || watchPort !== undefined;
  return { headed, pace, step, pauseBefore, approve, yes, watch: serves, watchPort, share, requestedBy };
}

/** The steps that are approved beforehand, by id. What operators must sign is never among them. */
export function approvedBeforehand({ steps }: Prepared, { approve, yes }: WatchingOptions): string[] {
  return yes ? steps.filter((one) => one.approve && one.signed === undefined).map(({ id }) => id) : approve;
}

/** @throws UserError where a window is asked for, or a person must sign in, and there can be none */
export function refuseWithoutWindow(prepared: Prepared, headed: boolean): void {
  if (headed && !hasDisplay())
    throw new UserError(
      'KW-NO-WINDOW',
      'This machine has no display to show a window on.\n' +
        'Next:     Use --watch in place of --headed; or start it with xvfb-run, or where there is a display.',
    );
  const portals = headed ? [] : personalPortals(prepared);
  if (portals.length === 0) return;
  const { name, title } = prepared.customer;
  const where = portals.map((portal) => portal.title).join(' and ');
  throw new UserError(
    'KW-NO-WINDOW',
    `A person signs in to ${where} for customer ${name} (${title}), and there is no window to do it in.\n` +
      'Next:     Add --headed; or choose another `sign-in` in the customers file.',
  );
}

/** @throws UserError where a batch is asked for something that is for one run */
export function refuseWatchingMany({ headed, pace, step, pauseBefore, share }: WatchingOptions): void {
  const asked = Object.entries({
    '--headed': headed,
    '--pace': pace !== undefined,
    '--step': step,
    '--pause-before': pauseBefore.length > 0,
    '--share': share !== undefined,
  }).find(([, given]) => given);
  if (asked !== undefined)
    throw new UserError('KW-USAGE', `error: ${asked[0]} is for one customer. Leave it out, or name one customer.`);
}

/** @throws UserError when an option names a step that the runbook does not have, or approves one beforehand in vain */
export function refuseUnknownSteps({ steps }: Prepared, { pauseBefore, approve }: WatchingOptions): void {
  const ids = steps.map(({ id }) => id);
  const unknown = [...pauseBefore, ...approve].find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new UserError(
      'KW-STEP-UNKNOWN',
      `This runbook has no step "${unknown}". ${suggestion(unknown, ids, 'Its steps')}`,
    );
  const signed = steps.find(({ id, signed }) => signed !== undefined && approve.includes(id));
  if (signed !== undefined)
    throw new UserError(
      'KW-USAGE',
      `error: Step "${signed.id}" needs a signed approval, which nobody can give beforehand. Leave out --approve ` +
        `${signed.id}; the run says who must approve, and how.`,
    );
}

/** @throws UserError when nobody is there whom the run would ask or wait for */
export function refuseUnattended(prepared: Prepared, options: WatchingOptions, terminal: boolean): void {
  const { steps } = prepared;
  const { step, pauseBefore, watch } = options;
  if (terminal || watch) return;
  const approved = approvedBeforehand(prepared, options);
  const unapproved = steps
    .filter((one) => one.approve && one.signed === undefined && !approved.includes(one.id))
    .map(({ id }) => id);
  if (unapproved.length > 0) {
    const many = unapproved.length > 1;
    throw new UserError(
      'KW-NO-TERMINAL',
      `${many ? 'Steps' : 'Step'} ${unapproved.map((id) => `"${id}"`).join(', ')} ${many ? 'need' : 'needs'} ` +
        'approval, and nobody is at a terminal.\nNext:     Run at a terminal, with --watch, or pass ' +
        `${unapproved.map((id) => `--approve ${id}`).join(' ')}${many ? ' (or --yes for all of them)' : ''}.`,
    );
  }
  if (step || pauseBefore.length > 0)
    throw new UserError(
      'KW-NO-TERMINAL',
      'A paused run needs someone to resume it. Run at a terminal, or with --watch.',
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
  return `Watch and steer the run (one browser, once):\n\n  ${link}\n\nView only, for others:\n\n  ${guestLink}\n`;
}
