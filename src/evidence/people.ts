import type { ByPerson, RunEvent } from './events.ts';

/** What a person did: a journal line, or what will become one. */
export type Act = ByPerson & { utc?: string };

/** When it was done (ISO 8601). */
export const doneAt = ({ at, utc = '' }: Act): string => at ?? utc;

/** Whether it stops the run; older journals call a stop in a pause otherwise. */
export function isStop({ did, details }: ByPerson): boolean {
  return did === 'stopped' || did === 'refused' || (did === 'let it go on' && details?.['with'] === 'stop');
}

/** The act that stopped a run; undefined where nobody's did, or where nothing says whose. */
export function stopOf(events: readonly RunEvent[]): Act | undefined {
  return events.findLast((event) => event.type === 'person' && isStop(event)) as Act | undefined;
}

/** Who did something, from where, when, at which step, and what they signed, for `run.json`. */
export function attested(act: Act) {
  const { who, via, step, statement } = act;
  return { who, via, utc: doneAt(act), step, ...(statement && { reason: statement.reason, key: statement.key }) };
}
