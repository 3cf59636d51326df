import type { RunEvent } from '../evidence/events.ts';
import { withoutHidden } from '../files/sanitize.ts';
import type { Control } from './control.ts';

/** What somebody who is not at the screen should know. */
export interface Notice {
  what: 'waits' | 'still waits' | 'nobody answered' | 'failed' | 'ended' | 'missed';
  /** The run, or the batch. Missing where it is about a worker or a schedule. */
  run?: string;
  /** The customer's name. */
  customer?: string;
  /** The runbook's title. */
  runbook?: string;
  /** The name of the schedule that it is about. */
  schedule?: string;
  /** One sentence for people. */
  text: string;
  /** The id of the step that it is about. */
  step?: string;
  /** `KW-…`, where it failed. */
  code?: string;
  /** The end of the time for an answer: UTC, ISO 8601. */
  until?: string;
  /** Where to look: the live page's address, or the report. Whoever opens the page is asked for a code. */
  link?: string;
}

/** Chat programs obey marks in a text; a portal's words are none of theirs. */
export const unmarked = (text: string) => withoutHidden(text).replace(/[<>&]/g, ' ');

export type About = Required<Pick<Notice, 'run' | 'customer' | 'runbook'>>;

const minutes = (ms: number) => `${Math.max(1, Math.round(ms / 60_000))} min`;

/**
 * Tells when the run asks people something, and once more when half of the time for an answer is over.
 * @param page the live page's address
 * @returns what ends it
 */
export function noticeQuestions(
  control: Control,
  about: About & { page: string | undefined },
  step: () => string | undefined,
  tell: (notice: Notice) => void,
): () => void {
  const { page, ...who } = about;
  let asked: object | undefined;
  let reminder: NodeJS.Timeout | undefined;
  const end = control.onChange(({ question }) => {
    if (question === asked) return;
    asked = question;
    clearTimeout(reminder);
    if (question === undefined) return;
    const { title, until, signed } = question;
    const how = signed === undefined ? '' : `. ${signed.who} Command: ${signed.command}`;
    const say = (what: 'waits' | 'still waits') => {
      const id = step();
      tell({
        what,
        ...who,
        text: `${who.customer}: the run ${what} for an answer: ${title} (${minutes(until - Date.now())} left)${how}`,
        until: new Date(until).toISOString(),
        ...(id !== undefined && { step: id }),
        ...(page !== undefined && { link: page }),
      });
    };
    say('waits');
    reminder = setTimeout(() => say('still waits'), (until - Date.now()) / 2).unref();
  });
  return () => {
    clearTimeout(reminder);
    end();
  };
}

/** What an event of a run is to somebody who is not at the screen; undefined if nothing. */
export function noticeOf(event: RunEvent, about: About, report: string): Notice | undefined {
  const { customer, runbook } = about;
  if (event.type === 'person' && event.did === 'nobody answered')
    return {
      what: 'nobody answered',
      ...about,
      text: `${customer}: nobody answered in time, so nothing more is changed (${runbook})`,
      ...(event.step !== undefined && { step: event.step }),
    };
  if (event.type === 'step.result' && event.outcome === 'failed')
    return {
      what: 'failed',
      ...about,
      text: `${customer}: a step failed (${runbook}): ${unmarked(event.problem?.actual ?? event.actual)}`,
      step: event.step,
      ...(event.problem?.code && { code: event.problem.code }),
    };
  if (event.type !== 'run.end') return undefined;
  return { what: 'ended', ...about, text: `${customer}: ${runbook}: ${event.outcome}`, link: report };
}
