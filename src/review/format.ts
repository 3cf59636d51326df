import type { ByPerson, RunEvent, Shot } from '../evidence/events.ts';
import { formatDuration } from '../evidence/format-duration.ts';
import { AS_IT_SHOULD_BE, leftInWords } from '../evidence/outcomes.ts';
import { type Act, doneAt, isStop, stopOf } from '../evidence/people.ts';
import { count, countPictures, picturesInWords } from '../evidence/picture-count.ts';
import type { Run, Step, StepOutcome } from '../evidence/read-run.ts';
import { stepsOf } from '../evidence/read-run.ts';
import type { Left } from '../portal-sdk/index.ts';

export type Tone = 'good' | 'calm' | 'bad' | 'warn' | 'mute';

export const STEP_TONE: Record<StepOutcome, Tone> = {
  done: 'good',
  'already in place': 'calm',
  skipped: 'mute',
  'left for you': 'warn',
  drift: 'warn',
  'not known': 'mute',
  failed: 'bad',
  'not finished': 'warn',
  'not reached': 'mute',
};
export const RUN_TONE: Record<Run['outcome'], Tone> = {
  done: 'good',
  'nothing to do': 'calm',
  drift: 'warn',
  failed: 'bad',
  interrupted: 'warn',
  incomplete: 'warn',
};
export const RUN_WORD: Record<Run['outcome'], string> = {
  done: 'Done',
  'nothing to do': 'Nothing to do',
  drift: 'Drift',
  failed: 'Failed',
  interrupted: 'Interrupted',
  incomplete: 'Incomplete',
};
export const WHEN_WORD: Record<Shot['when'], string> = { before: 'Before', after: 'After', failure: 'At the failure' };

const DEED: Partial<Record<ByPerson['did'], string>> = {
  started: 'signed the start',
  paused: 'paused the run',
  resumed: 'resumed the run',
  'took over': 'took over the browser',
  'gave back': 'gave the browser back',
  'nobody answered': 'answered',
};

/** What a person did, after their name, in few words: `resumed the run`. */
function wordsOf(act: ByPerson): string {
  const { did, details, statement } = act;
  if (did === 'noted') return `noted: “${String(details?.['note'])}”`;
  if (did === 'refused')
    return statement !== undefined || details?.['asked'] === 'approve' ? 'declined the approval' : 'chose to stop';
  return isStop(act) ? 'stopped the run' : (DEED[did] ?? did);
}

/** From where: `at the terminal`. */
function fromWhere({ via }: ByPerson): string {
  if (via === undefined || via === 'browser') return '';
  if (via === 'keywright approve') return 'with a signature';
  return via === 'option' ? 'beforehand' : via.startsWith('SIG') ? `(${via})` : `at the ${via}`;
}

/** What a person did with the run, after their name. @param time shows how long the run had waited */
export function personDid(act: ByPerson, time = formatDuration, place = fromWhere(act)): string {
  const { did, ms, details } = act;
  const amount =
    details?.['clicks'] === undefined
      ? ''
      : `(${count(Number(details['clicks']), 'click')}, ${count(Number(details['keys']), 'key')})`;
  const waited = ms === undefined ? '' : `${did === 'nobody answered' ? 'within' : 'after'} ${time(ms)}`;
  return [wordsOf(act), amount, place, waited].filter((part) => part !== '').join(' ');
}

/** `Stopped by kim at the terminal, 13:28:04 UTC, at step 3 of 9, “Create the member”`. */
function stoppedBy(stop: Act, where: string): string {
  const who = `${stop.who} ${fromWhere(stop)}`.trim();
  return [`Stopped by ${who}`, timeOfDay(doneAt(stop)), where].filter((part) => part !== '').join(', ');
}

/** The same from a run's events as they came; undefined where nobody is known to have stopped it. */
export function howStopped(events: readonly RunEvent[]): string | undefined {
  const stop = stopOf(events);
  if (stop === undefined) return undefined;
  const steps = events.flatMap((event) => (event.type === 'run.start' ? event.plan.flatMap(({ steps }) => steps) : []));
  const results = events.filter((event) => event.type === 'step.result').filter(({ outcome }) => outcome !== 'failed');
  const at = steps.findIndex(({ id }) => !results.some(({ step }) => step === id));
  const step = steps[at];
  if (step === undefined) return stoppedBy(stop, '');
  const begun = events.some((event) => event.type === 'step.intent' && event.step === step.id);
  return stoppedBy(stop, `${begun ? 'at' : 'before'} step ${at + 1} of ${steps.length}, “${step.title}”`);
}

/** The step at which a run stopped short. */
export function stoppedAt(run: Run): Step | undefined {
  const steps = stepsOf(run);
  return (
    steps.find((step) => step.outcome === 'failed' || step.outcome === 'not finished') ??
    steps.find((step) => step.outcome === 'not reached')
  );
}

/** What the run left for people. */
export const leftOf = (run: Run): Left[] => stepsOf(run).flatMap(({ result }) => result?.left ?? []);

/** How a run ended, in few words: `Done, 1 thing left for you`. @param check it only checked */
export function endingWords(outcome: Run['outcome'], left: number | undefined, check = false): string {
  const more = leftInWords(left);
  if (more === undefined) return check && outcome === 'nothing to do' ? AS_IT_SHOULD_BE : RUN_WORD[outcome];
  return `${outcome === 'nothing to do' ? 'Nothing changed' : RUN_WORD[outcome]}, ${more}`;
}

/** How the run ended, in a sentence. */
export function outcomeSentence(run: Run): string {
  const stopped = stoppedAt(run);
  const where =
    stopped === undefined
      ? ''
      : ` ${stopped.outcome === 'not reached' ? 'before' : 'at'} step ${stopped.n} of ${stepsOf(run).length}, ` +
        `“${stopped.title}”`;
  const stop = stopOf(run.lines);
  const byWhom = stop === undefined ? `Somebody stopped the run${where}` : stoppedBy(stop, where.trim());
  const left = leftOf(run).length > 0;
  if (run.end?.verdicts !== undefined && (run.outcome === 'drift' || run.outcome === 'nothing to do'))
    return run.outcome === 'drift'
      ? 'Some things are not as Keywright knows them. They were only looked at.'
      : 'All screens are as Keywright knows them. They were only looked at.';
  const sentences: Record<Run['outcome'], string> = {
    done: left ? 'What Keywright can do for this runbook is done.' : 'Everything the runbook asks for is in place.',
    'nothing to do':
      `${left ? 'All that Keywright can do for this runbook' : 'Everything the runbook asks for'} ` +
      'was in place already. ' +
      `${run.start.check ? 'It was only looked at' : 'Nothing was changed'}.`,
    drift: 'The check found something that is not as it should be. It only looked, and changed nothing.',
    failed: `The run stopped${where}.`,
    interrupted: `${byWhom}. Run again: it looks first and continues from what is there.`,
    incomplete:
      `The journal ends${where}, without saying how the run ended: the run was killed, or its disk or machine ` +
      'failed. Run again: it looks first and continues from what is there.',
  };
  return sentences[run.outcome];
}

/** `9 steps: 7 done, 2 already in place · 41 gestures · 78 moments, shown by 40 pictures (…); 1 withheld.` */
export function summaryLine(run: Run): string {
  const steps = stepsOf(run);
  const gestures = steps.flatMap((step) => step.gestures);
  const outcomes = (Object.keys(STEP_TONE) as StepOutcome[])
    .map((outcome) => [steps.filter((step) => step.outcome === outcome).length, outcome] as const)
    .filter(([number]) => number > 0)
    .map(([number, outcome]) => `${number} ${outcome}`);
  return [
    `${count(steps.length, 'step')}: ${outcomes.join(', ')}`,
    count(gestures.length, 'gesture'),
    picturesInWords(countPictures(run.lines)),
  ].join(' · ');
}

/** `2026-11-24 14:15:32.123 UTC` from ISO 8601. */
export function utcTime(iso: string): string {
  return iso.replace('T', ' ').replace('Z', ' UTC');
}

/** `2026-11-24`. */
export const dayOf = (iso: string): string => iso.slice(0, 10);

/** `14:15`. */
export const clockOf = (iso: string): string => iso.slice(11, 16);

/** `2026-11-24 14:15`. */
export const minuteOf = (iso: string): string => `${dayOf(iso)} ${clockOf(iso)}`;

/** `14:15:32 UTC`. */
export function timeOfDay(iso: string): string {
  return `${iso.slice(11, 19)} UTC`;
}

/** The same moment on the clock of the machine that makes the report, with its zone. */
export function localTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return 'unknown';
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })} (${zone})`;
}

/** `24 Nov 2026, 15:15:32 (Europe/Berlin); 14:15:32 UTC`, for the person at the terminal. */
export function bothClocks(iso: string): string {
  const local = localTime(iso);
  return local === 'unknown' || local.endsWith('(UTC)') ? local : `${local}; ${timeOfDay(iso)}`;
}

/** `publicKey` becomes `public key`; names with capitals of their own stay. */
export function label(key: string): string {
  return /^[a-z]+(?:[A-Z][a-z]+)+$/.test(key) ? key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : key;
}
