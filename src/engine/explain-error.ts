import { type NetworkProblem, networkProblem, wordsOfError } from '../browser/network-problem.ts';
import type { Problem } from '../evidence/events.ts';
import { JournalWriteError } from '../evidence/journal.ts';
import { DiskRefused } from '../files/durable-write.ts';
import { UserError } from '../files/user-error.ts';
import { ScreenProblem } from '../portal-sdk/index.ts';
import { redact } from '../secrets/redact.ts';

/** The run was asked to stop (Ctrl-C). */
export class Interrupted extends Error {
  constructor() {
    super('The run was interrupted.');
  }
}

/** The most characters that an explanation takes from a page. */
const MAX_LENGTH = 2_000;

/** The problem without anything that looks like a key: the screen may show one that nobody has read yet. */
export function withoutKeys(problem: Problem): Problem {
  const mask = (text: string) =>
    text.replace(/[A-Za-z0-9+/=_~-]{8,}/g, (run) =>
      /\d|[a-z][A-Z]/.test(run) ? '(withheld: it could be a private key)' : run,
    );
  return Object.fromEntries(
    Object.entries(problem).map(([part, text]) => [part, mask(text as string)]),
  ) as unknown as Problem;
}

/** What a gesture was to do, by its title: `to press Save`. */
export const toDo = (gesture: string): string => `to ${gesture.replace(/^./, (first) => first.toLowerCase())}`;

/** What a page without the network's answer looks like to an action. */
const MAY_BE_NETWORK = new Set(['KW-SCREEN', 'KW-TIMEOUT', 'KW-STEP-FAILED', 'KW-NO-ANSWER', 'KW-HOST-UNKNOWN']);

/**
 * The problem with its true cause: where the page shows the browser's own words, or a server's error, nothing else could
 * be found there.
 */
export function blameNetwork(problem: Problem, network: NetworkProblem | undefined): Problem {
  if (network === undefined || !MAY_BE_NETWORK.has(problem.code ?? '')) return problem;
  const { code, actual, hint } = network;
  return { ...problem, code, actual: redact(actual), hint: redact(hint) };
}

/** Portals do not know for whom they are used; a customer's name is no pattern. */
const ownFile = (hint: string, customer: string | undefined) =>
  customer === undefined ? hint : hint.replaceAll('.env.<customer>', () => `.env.${customer}`);

/**
 * What an error says to the person at the screen: no stack trace, no secret, always a hint.
 * @param doing the gesture that failed, by its title
 * @param customer whose secrets a hint may be about, by name
 */
export function explainError(error: unknown, doing: string | undefined, customer?: string): Problem {
  if (error instanceof ScreenProblem) {
    const { code, screen, expected, actual, hint, term } = error;
    const cut = (part: string) => redact(part).slice(0, MAX_LENGTH);
    return {
      code,
      screen: cut(screen),
      expected: cut(expected),
      actual: cut(actual),
      hint: cut(ownFile(hint, customer)),
      ...(term !== undefined && { term }),
    };
  }
  const text = redact(error instanceof Error ? error.message : String(error))
    .split('\n')[0]!
    .slice(0, 300);
  const where = doing === undefined ? {} : { expected: toDo(doing) };
  if (/Target (page, context or browser has been )?closed|browser has been closed|crashed/i.test(text)) {
    return {
      code: 'KW-BROWSER-CLOSED',
      ...where,
      actual: 'the browser window was closed',
      hint: 'Run again: it looks first and continues from what is there.',
    };
  }
  if (/Timeout \d+ms exceeded/.test(text)) {
    return {
      code: 'KW-TIMEOUT',
      ...where,
      actual: `nothing that fits in time (${text})`,
      hint:
        'Look at the picture: is something in the way, or is the portal slow? Then run again: it looks first and ' +
        'continues from what is there.',
    };
  }
  const network = networkProblem(redact(wordsOfError(error)));
  if (network !== undefined) return { ...where, ...network };
  const refused = error instanceof DiskRefused || error instanceof JournalWriteError ? redact(error.actual) : undefined;
  const disk = refused ?? (/\b(ENOSPC|EDQUOT|EIO|EROFS|EACCES|EPERM|EBUSY|ENOTEMPTY)\b/.test(text) ? text : undefined);
  if (disk !== undefined) {
    return {
      code: 'KW-DISK',
      ...where,
      actual: `a disk that did not take the evidence (${disk})`,
      hint:
        'Check the disk (room, rights, cable, programs that hold files there), then run again: it looks first ' +
        'and continues from what is there. A key whose secret was not kept is of no use: delete it if the run does not.',
    };
  }
  return {
    code: error instanceof UserError ? error.code : 'KW-STEP-FAILED',
    ...where,
    actual: text,
    hint: 'Look at the picture, then run again: it looks first and continues from what is there.',
  };
}
