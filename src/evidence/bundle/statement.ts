import { accountsOf } from '../accounts.ts';
import type { AccountRead, JournalLine, RunEnd } from '../events.ts';
import { outcomesOf } from '../outcomes.ts';
import { attested, stopOf } from '../people.ts';
import { countPictures, picturesInWords } from '../picture-count.ts';

/** What a bundle cannot show, in words that stand in each. */
export const LIMITS = [
  'The pictures show what the browser showed, not what the servers stored.',
  'Nothing here shows that the machine of the operator was honest.',
  'Whoever holds the signing key can make another bundle as a whole. Only something outside shows that: a time ' +
    'stamp (SHA256SUMS.tsr), or the hash of the run list kept elsewhere.',
  'Times are those of the machine, unless there is a time stamp. The Date headers of the servers say how far ' +
    'its clock was off.',
  'A picture holds what was in the window; of a long list, the journal says how many rows were read and how ' +
    'many the list states.',
];

export interface BundleFacts {
  run: string;
  /** Its number in the list of runs; missing where the list does not know it. */
  number?: number | undefined;
  /** Head of the list of runs before this one was entered. */
  listHeadBefore?: string | undefined;
  signedBy?: string | undefined;
}

/** What of `run.json` the list of runs repeats. */
export interface Statement {
  outcome: RunEnd['outcome'] | 'incomplete';
  ms: number;
  counts: Partial<RunEnd['counts']>;
  /** The step that failed: `step 4 of 9, Sign in to MSPCFO`. */
  failedAt?: string;
  /** What people must see to. */
  left: Required<RunEnd>['left'];
  /** Who was signed in, as the screens said it. */
  accounts: Pick<AccountRead, 'portal' | 'account'>[];
  journal: { lines: number; head: string };
}

function failedAt(lines: JournalLine[]): string | undefined {
  const failed = lines.findLast((line) => line.type === 'step.result' && line.outcome === 'failed');
  const intent = lines.findLast(
    (line) => line.type === 'step.intent' && failed !== undefined && 'step' in failed && line.step === failed.step,
  );
  return intent?.type === 'step.intent' ? `step ${intent.n} of ${intent.of}, ${intent.title}` : undefined;
}

/** moments = files + repeats; `redacted`: moments in whose picture a secret was covered. */
function pictureFacts(lines: JournalLine[]) {
  const { moments, files, repeats, withheld } = countPictures(lines);
  const redacted = lines.filter((line) => line.type === 'shot' && line.redacted.length > 0).length;
  return { moments, files, repeats, redacted, withheld, says: picturesInWords({ moments, files, withheld }) };
}

/** `run.json`: who, what, when, for whom, with what, how it ended. */
export function statement(
  lines: JournalLine[],
  head: string,
  { run, number, listHeadBefore, signedBy }: BundleFacts,
): Statement {
  const start = lines.find((line) => line.type === 'run.start');
  const end = lines.find((line) => line.type === 'run.end');
  const environment = lines.find((line) => line.type === 'environment');
  const pictures = pictureFacts(lines);
  const { moments: shots, files, withheld } = pictures;
  const [first, last] = [lines[0], lines.at(-1)];
  const stop = end?.outcome === 'interrupted' || end?.outcome === 'failed' ? stopOf(lines) : undefined;
  const approved = lines.filter((line) => line.type === 'person').filter(({ did }) => did === 'approved');
  const clock = (line: JournalLine | undefined) => line && { utc: line.utc, mono_ms: line.mono_ms };
  const {
    type: _type,
    seq: _seq,
    utc: _utc,
    mono_ms: _mono,
    prev: _prev,
    plan: _plan,
    ...details
  } = start ?? ({ run } as Partial<NonNullable<typeof start>>);
  return {
    format: 'keywright-evidence/2',
    ...details,
    number,
    listHeadBefore,
    outcome: end?.outcome ?? 'incomplete',
    ms: end?.ms ?? last?.mono_ms ?? 0,
    failedAt: failedAt(lines),
    stoppedBy: stop && attested(stop),
    approvals: approved.map(attested),
    ...outcomesOf(
      lines.filter((line) => line.type === 'step.result'),
      (start?.plan ?? []).flatMap(({ steps }) => steps.map(({ id }) => id)),
      Math.max(0, ...lines.map((line) => (line.type === 'step.intent' ? line.n : 0))),
    ),
    accounts: accountsOf(lines),
    counts: end?.counts ?? { gestures: lines.filter(({ type }) => type === 'gesture').length, shots, files, withheld },
    pictures,
    clocks: {
      start: clock(first),
      end: clock(last),
      servers: environment?.connections.map(({ origin, serverDate, skewSeconds }) => ({
        origin,
        serverDate,
        skewSeconds,
      })),
    },
    environment: environment && {
      osUser: environment.osUser,
      locale: environment.locale,
      timeZone: environment.timeZone,
      browserSha256: environment.browserSha256,
    },
    connections: environment?.connections.map(({ origin, address, proxy, tls }) => ({ origin, address, proxy, tls })),
    journal: { lines: lines.length, head },
    signedBy,
    limits: LIMITS,
  } as Statement;
}

/**
 * `steps.json`: each step as it was resolved (secrets as names and fingerprints), what was found and read back, and how
 * it ended.
 */
export function steps(lines: JournalLine[]): Record<string, unknown>[] {
  const start = lines.find((line) => line.type === 'run.start');
  return (start?.plan ?? []).flatMap(({ phase, steps: planned }) =>
    planned.map(({ id, title, use }) => {
      const own = lines.filter((line) => 'step' in line && line.step === id);
      const intents = own.filter((line) => line.type === 'step.intent');
      const found = own.filter((line) => line.type === 'step.found');
      const failed = own.filter((line) => line.type === 'step.failed');
      const result = own.findLast((line) => line.type === 'step.result');
      return {
        id,
        phase,
        title: intents.at(-1)?.title ?? title,
        use,
        input: intents.at(-1)?.input,
        attempts: intents.length,
        failed: failed.map(({ attempt, problem }) => ({ attempt, ...problem })),
        outcome: result?.outcome ?? (intents.length > 0 ? 'not finished' : 'not reached'),
        actual: result?.actual,
        left: result?.left,
        problem: result?.problem,
        changes: result?.changes,
        checks: found.map(({ state, actual, details }) => ({ state, actual, details })),
        lists: own.flatMap((line) =>
          line.type === 'list.read' ? [{ list: line.list, rows: line.rows, stated: line.stated }] : [],
        ),
      };
    }),
  );
}
