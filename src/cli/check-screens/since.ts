import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { previousRuns } from '../../engine/previous-runs.ts';
import type { StepResult } from '../../evidence/events.ts';
import { isVerdict } from '../../evidence/outcomes.ts';
import { parseJournal } from '../../evidence/parse-journal.ts';
import { type Compared, differenceInWords, surveyIn } from '../../portal-sdk/index.ts';

/** How each thing stood in a check: by its screen, then by its name. */
export type Seen = ReadonlyMap<string, ReadonlyMap<string, Compared>>;

/** A check of before. */
export interface LastCheck {
  /** `2026-11-29` */
  day: string;
  seen: Seen;
}

export const seenIn = (results: Iterable<Pick<StepResult, 'details'>>): Seen =>
  new Map(
    [...results]
      .flatMap(({ details }) => Object.entries(surveyIn(details)?.screens ?? {}))
      .map(([screen, things]) => [screen, new Map(things.map((one) => [one.thing, one]))]),
  );

/** The newest finished check of a customer's screens; undefined where there is none that can be read. */
export function lastCheck(runs: string, customer: string, runbook: string): LastCheck | undefined {
  const last = previousRuns(join(runs, customer)).findLast(
    ({ start, end }) => start?.runbook.name === runbook && isVerdict(end?.outcome),
  );
  if (last === undefined) return undefined;
  const lines = parseJournal(readFileSync(join(last.folder, 'journal.jsonl'), 'utf8'), []);
  const day = last.run.replace(/^(\d{4})(\d\d)(\d\d)-.*/, '$1-$2-$3');
  return { day, seen: seenIn(lines.filter((line) => line.type === 'step.result')) };
}

const isOther = (one: Compared, other: Compared): boolean =>
  one.state !== other.state || one.found !== other.found || one.candidates !== other.candidates;

/** What has changed since a check, one sentence each; empty if nothing. */
export function changesSince(before: Seen, now: Seen): string[] {
  const same = ({ thing }: Compared) => `${thing}: as expected again`;
  const changed = [...now].flatMap(([screen, things]) => {
    const old = before.get(screen);
    // What could not be opened was told as one thing of the screen.
    const known = [...(old?.values() ?? [])].every(({ state }) => state === 'missing' || state === 'not allowed');
    return [...things.values()].flatMap((one) => {
      const was = old?.get(one.thing);
      if (was === undefined ? one.state === 'same' || (old !== undefined && known) : !isOther(one, was)) return [];
      return [`${screen}: ${one.state === 'same' ? same(one) : differenceInWords({ ...one, nearest: '' })}`];
    });
  });
  const gone = [...before].flatMap(([screen, things]) =>
    [...things.values()].flatMap(({ thing, state }) =>
      now.get(screen)?.has(thing) || (state === 'same' && now.has(screen))
        ? []
        : [`${screen}: ${now.has(screen) ? `${thing}: no longer so` : 'not looked at this time'}`],
    ),
  );
  return [...new Set([...changed, ...gone])];
}
