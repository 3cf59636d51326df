import type { RunEnd } from '../../evidence/events.ts';
import { formatClock } from '../../evidence/format-duration.ts';
import { count } from '../../evidence/picture-count.ts';
import { type Compared, differenceInWords, surveyIn } from '../../portal-sdk/index.ts';
import { endingLines } from '../progress/ending.ts';
import type { RunSoFar } from '../progress/run-so-far.ts';
import type { Line } from '../terminal.ts';
import { changesSince, type LastCheck, seenIn } from './since.ts';

/** So many differences have room in the first ten lines, beside what is said of all of them. */
const MOST = 6;

interface Difference extends Compared {
  screen: string;
}

/** What differs, what no job can work with first. */
function differencesIn(run: RunSoFar): { all: number; differing: Difference[]; met: string[] } {
  const surveys = [...run.results.values()].flatMap(({ details }) => surveyIn(details) ?? []);
  const things = surveys.flatMap(({ screens }) =>
    Object.entries(screens).flatMap(([screen, compared]) => compared.map((one): Difference => ({ ...one, screen }))),
  );
  return {
    all: things.length,
    differing: things.filter(({ state }) => state !== 'same').sort((a, b) => Number(a.usable) - Number(b.usable)),
    met: [...new Set(surveys.flatMap((survey) => survey['met on the way'] ?? []))],
  };
}

/** One line a screen where there is not room for one a thing. */
function differenceLines(differing: readonly Difference[]): Line[] {
  const line = (screen: string, own: readonly Difference[]): Line => {
    const usable = own.every((one) => one.usable);
    return {
      mark: `  ${usable ? '≠' : '✗'} `,
      tone: usable ? 'warn' : 'bad',
      text: `${screen}: ${own.map(differenceInWords).join('; ')}`,
    };
  };
  if (differing.length <= MOST) return differing.map((one) => line(one.screen, [one]));
  const byScreen = [...Map.groupBy(differing, ({ screen }) => screen)].slice(0, MOST);
  return byScreen.map(([screen, own]) => line(screen, own));
}

/** What was not let through, because its name does not tell that it only reads: what is missing may be missing by it. */
const unseenLines = ({ notLetThrough }: RunSoFar): Line[] =>
  notLetThrough.length === 0
    ? []
    : [
        {
          mark: '  ! ',
          tone: 'warn',
          text: `not let through, since nothing tells that they only read, so what they bring was not seen: ${notLetThrough.join(', ')}`,
        },
      ];

function verdictLines({ notLetThrough }: RunSoFar, { verdicts = [] }: RunEnd): Line[] {
  const cannot = (because: readonly string[]) =>
    notLetThrough.length === 0
      ? `cannot run, because ${because.join('; ')}`
      : `not known, because ${because.join('; ')}; what was not let through may be why`;
  return verdicts.map(({ job, can, because, confirmed, unseen }): Line => {
    const how = confirmed === undefined ? 'can run' : `can run with the confirmed words (${confirmed.join('; ')})`;
    const seen = unseen === undefined ? how : `${how}, as far as was seen (not seen: ${unseen.join('; ')})`;
    return {
      mark: can ? '✓ ' : '✗ ',
      tone: can ? 'good' : 'bad',
      text: `${job}: ${can ? seen : cannot(because)}`,
    };
  });
}

/** What a check of screens says at its end: in the first ten lines what differs, then what that means for each job. */
export function surveyLines(run: RunSoFar, end: RunEnd, last?: LastCheck): Line[] {
  if (end.outcome === 'failed' || end.outcome === 'interrupted')
    return [...endingLines(run, end), ...verdictLines(run, end)];
  const { all, differing, met } = differencesIn(run);
  const time = formatClock(end.ms);
  const head: Line =
    differing.length === 0
      ? {
          mark: '✓ ',
          tone: 'good',
          text: `All ${all} things are as Keywright knows them (${time}).`,
          textTone: 'strong',
        }
      : {
          mark: '≠ ',
          tone: 'warn',
          text: `${count(differing.length, 'thing')} of ${all} ${differing.length === 1 ? 'differs' : 'differ'} (${time}). Nothing was changed.`,
          textTone: 'strong',
        };
  const product = [...run.results.values()].find(({ details }) => details?.['host'] !== undefined);
  return [
    head,
    ...differenceLines(differing),
    ...unseenLines(run),
    ...sinceLines(run, last),
    ...met.map((text): Line => ({ mark: '  ! ', tone: 'warn', text: `met on the way: ${text}` })),
    ...verdictLines(run, end),
    ...(product === undefined ? [] : [{ text: productLine(product.details!), textTone: 'mute' } as const]),
  ];
}

/** What has changed since the last check, in one line. */
function sinceLines({ results }: RunSoFar, last: LastCheck | undefined): Line[] {
  if (last === undefined) return [];
  const changes = changesSince(last.seen, seenIn(results.values()));
  const said = changes.length === 0 ? 'nothing has changed' : changes.join('; ');
  return [
    { mark: '  Δ ', tone: changes.length === 0 ? 'mute' : 'warn', text: `since the last check (${last.day}): ${said}` },
  ];
}

function productLine(details: Record<string, unknown>): string {
  const facts = Object.entries(details).filter(([, value]) => typeof value === 'string');
  return facts.map(([name, value]) => `${name} ${String(value)}`).join(' · ');
}
