import { accountsOf } from '../accounts.ts';
import type {
  AccountRead,
  Environment,
  JournalLine,
  RunEnd,
  RunStart,
  StepFailed,
  StepFound,
  StepIntent,
  StepResult,
} from '../events.ts';
import { outcomesOf } from '../outcomes.ts';
import { attested, stopOf } from '../people.ts';
import { countPictures, picturesInWords } from '../picture-count.ts';
import type { Line } from '../run-types.ts';

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

const find = <E extends JournalLine['type']>(lines: JournalLine[], type: E) =>
  lines.find((line) => line.type === type) as Line<Extract<JournalLine, { type: E }>> | undefined;

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

/** `run.json`: who, what, when, for whom, with what, how it ended. */
export function statement(
  lines: JournalLine[],
  head: string,
  { run, number, listHeadBefore, signedBy }: BundleFacts,
): Statement {
  const start = find(lines, 'run.start') as Line<RunStart> | undefined;
  const end = find(lines, 'run.end') as Line<RunEnd> | undefined;
  const environment = find(lines, 'environment') as Line<Environment> | undefined;
  const count = (type: JournalLine['type']) => lines.filter((line) => line.type === type).length;
  const shots = lines.filter((line) => line.type === 'shot');
  const { moments, files, repeats, withheld } = countPictures(lines);
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
  } = (start ?? { run }) as Line<RunStart> & { prev?: string };
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
    counts: end?.counts ?? { gestures: count('gesture'), shots: moments, files, withheld },
    // moments = files + repeats; `redacted`: moments in whose picture a secret was covered.
    pictures: {
      moments,
      files,
      repeats,
      redacted: shots.filter(({ redacted }) => redacted.length > 0).length,
      withheld,
      says: picturesInWords({ moments, files, withheld }),
    },
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
  const start = find(lines, 'run.start') as Line<RunStart> | undefined;
  return (start?.plan ?? []).flatMap(({ phase, steps: planned }) =>
    planned.map(({ id, title, use }) => {
      const own = lines.filter((line) => 'step' in line && line.step === id);
      const intents = own.filter((line) => line.type === 'step.intent') as Line<StepIntent>[];
      const found = own.filter((line) => line.type === 'step.found') as Line<StepFound>[];
      const failed = own.filter((line) => line.type === 'step.failed') as Line<StepFailed>[];
      const result = own.findLast((line) => line.type === 'step.result') as Line<StepResult> | undefined;
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
