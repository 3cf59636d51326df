import { z } from 'zod';
import {
  action,
  type Compared,
  type Context,
  type Details,
  differenceInWords,
  excerpt,
  type Finding,
  RIGHT_MISSING,
  ScreenProblem,
  SecretRefused,
  SessionLost,
} from '../src/portal-sdk/index.ts';
import { locate } from './screen/look.ts';
import { compare, type Expected, framed, nameOf, newAndRequired } from './screen/survey/expect.ts';
import type { Screen } from './screen/thing.ts';
import { nearest } from './screen/words/likeness.ts';

/** One screen of a survey. */
export interface Surveyed {
  /** 'list of security roles' */
  screen: string;
  /** Goes there, as a job does. */
  open(): Promise<void>;
  see(): Promise<Screen>;
  /** Visits the parts of a form, opening those that are closed. */
  each?(visit: () => Promise<boolean>): Promise<void>;
  expected: readonly Expected[];
  /** It is a form: what it requires beyond what is expected is told. */
  form?: true;
  /** What only this screen has to be held against. */
  more?(screen: Screen): Promise<Compared[]>;
}

/** What cannot be looked at, and why: nothing differs, but nothing is known either. */
export class NotSeen extends Error {}

/** Screens that could not be opened in a page: what is behind them is not tried, since each try waits long. */
const closed = new WeakMap<Context['page'], Set<string>>();

/** @throws NotSeen where a screen on the way could not be opened in this run */
export function requireOpen(ctx: Context, screen: string): void {
  if (closed.get(ctx.page)?.has(screen))
    throw new NotSeen(`The ${screen} could not be opened, so what is behind it was not checked.`);
}

/** A screen that is not as a job needs it; not a session that is over or a password that is refused. */
const isDifference = (error: unknown): error is ScreenProblem =>
  error instanceof ScreenProblem && !(error instanceof SessionLost || error instanceof SecretRefused);

/** What cannot be reached, as one line of the comparison. */
function unreached(problem: ScreenProblem, shown: Screen): Compared {
  const wanted = [...problem.expected.matchAll(/"([^"]+)"/g)].map(([, word]) => word!);
  const near = nearest(
    wanted.length > 0 ? wanted : [problem.expected],
    shown.texts.map((text) => text.said()),
  );
  return {
    thing: problem.expected,
    state: problem.code === RIGHT_MISSING ? 'not allowed' : 'missing',
    expected: wanted[0] ?? problem.expected,
    found: problem.actual,
    by: '',
    candidates: 0,
    nearest: near.map(({ text, likeness }) => `"${excerpt(text, 60)}", ${likeness.toFixed(2)}`).join('; '),
    usable: false,
    ...(problem.term !== undefined && { term: problem.term }),
  };
}

/** A screen counts as the expected one when so much of what is needed is there. */
const HALF = 0.5;

interface Looked {
  compared: Compared[];
  problem?: ScreenProblem;
}

/** Has somebody say what one of these things is called here. @param left those that are not asked for again */
async function taught(ctx: Context, compared: readonly Compared[], left: Set<string>): Promise<boolean> {
  for (const { usable, term, nearest } of compared) {
    if (usable || term === undefined || left.has(term)) continue;
    left.add(term);
    if (await ctx.teach?.({ term, nearest })) return true;
  }
  return false;
}

/** Looks, and again each time somebody has said what a thing is called here. */
async function lookAt(ctx: Context, one: Surveyed): Promise<Looked> {
  const left = new Set<string>();
  let looked = await lookOnce(one);
  while (await taught(ctx, looked.compared, left)) looked = await lookOnce(one, await isShown(one));
  const { compared, problem, screen, isClosed } = looked;
  if (isClosed) closed.set(ctx.page, (closed.get(ctx.page) ?? new Set()).add(one.screen));
  await picture(ctx, one, screen, compared);
  ctx.keep?.(one.screen, await one.see());
  return { compared, ...(problem !== undefined && { problem }) };
}

/** What is seen: once, or of a form once for each of its parts. */
async function seenOf({ see, each }: Surveyed): Promise<Screen[]> {
  const screens: Screen[] = [];
  const look = async () => {
    screens.push(await see());
    return false;
  };
  await (each?.(look) ?? look());
  return screens;
}

/** Holds all parts of a form against what is needed: each thing is in one of them. */
function compareAll(screens: readonly Screen[], expected: readonly Expected[]): Compared[] {
  const [first, ...others] = screens.map((screen) => compare(screen, expected));
  return first!.map((one, n) =>
    one.state === 'missing' ? (others.map((all) => all[n]!).find(({ state }) => state !== 'missing') ?? one) : one,
  );
}

/** What a form requires beyond that: sections that were opened may stay so. */
function requiredIn(screens: readonly Screen[], expected: readonly Expected[]): Compared[] {
  const all = screens.flatMap((screen) => newAndRequired(screen, expected));
  return all.filter(({ thing }, n) => all.findIndex((other) => other.thing === thing) === n);
}

/** Whether all that is needed is shown: a form that is open may not open once more. */
async function isShown(one: Surveyed): Promise<boolean> {
  return compareAll(await seenOf(one), one.expected).every(({ usable }) => usable);
}

/** What only this screen is held against; what cannot be read there is a difference, and no end of the check. */
async function moreOf(one: Surveyed, screen: Screen): Promise<Compared[]> {
  try {
    return (await one.more?.(screen)) ?? [];
  } catch (error) {
    if (!isDifference(error)) throw error;
    return [unreached(error, screen)];
  }
}

async function lookOnce(one: Surveyed, isOpen = false): Promise<Looked & { screen: Screen; isClosed?: true }> {
  let problem: ScreenProblem | undefined;
  if (!isOpen)
    await one.open().catch((error: unknown) => {
      if (!isDifference(error)) throw error;
      problem = error;
    });
  // Where another screen stands in its place, nothing is opened.
  const screens = problem === undefined ? await seenOf(one) : [await one.see()];
  const screen = screens.at(-1)!;
  const things = compareAll(screens, one.expected);
  const isThere = things.filter(({ state }) => state !== 'missing').length >= things.length * HALF;
  if (problem !== undefined && !isThere) {
    return { compared: [unreached(problem, screen)], problem, screen, isClosed: true };
  }
  const required = one.form ? requiredIn(screens, one.expected) : [];
  const more = problem === undefined ? await moreOf(one, screen) : [];
  const compared = [...framed(screen, one.expected), ...things, ...required, ...more];
  // What stopped the way there may be none of the things that are compared.
  if (problem !== undefined && compared.every(({ state }) => state === 'same'))
    compared.push(unreached(problem, screen));
  return { compared, screen, ...(problem !== undefined && { problem }) };
}

/** A picture of the screen for the first page of the report, with a mark on the first thing that differs. */
async function picture(ctx: Context, one: Surveyed, screen: Screen, compared: readonly Compared[]): Promise<void> {
  const differing = compared.filter(({ state }) => state !== 'same');
  const spot = one.expected.flatMap((expected) =>
    differing.some(({ thing }) => thing === nameOf(expected)) ? expected.find(screen).slice(0, 1) : [],
  )[0];
  await ctx.gesture(`Compare the ${one.screen} with what is known`, async () => undefined, {
    reads: true,
    proves: one.screen,
    proof: async () => spot && locate(spot),
  });
}

const HINT =
  'Where a thing is only renamed or moved and "usable", jobs work with it as it is. Where it is missing: check the ' +
  'rights of who signs in, and the pictures of this step; then tell the maintainers its words.';

function findingOf(
  seen: { screen: string; compared: Compared[]; problem?: ScreenProblem }[],
  met: readonly string[],
  facts: Details,
): Finding<Record<string, never>> {
  const all = seen.flatMap(({ compared }) => compared);
  const differing = all.filter(({ state }) => state !== 'same');
  const details: Details = {
    ...facts,
    ...(met.length > 0 && { 'met on the way': [...met] }),
    screens: Object.fromEntries(seen.map(({ screen, compared }) => [screen, compared.map((one) => ({ ...one }))])),
  };
  const screens = seen.map(({ screen }) => screen).join(', ');
  if (differing.length === 0)
    return {
      state: 'satisfied',
      actual: `All ${all.length} things of the ${screens} are as expected.`,
      output: {},
      details,
    };
  const problem = seen.find((one) => one.problem !== undefined && one.compared.length === 1)?.problem;
  return {
    state: 'conflict',
    expected: `the ${screens} as Keywright knows them`,
    actual: `${differing.map(differenceInWords).join('; ')}.`,
    hint: problem?.hint ?? HINT,
    details,
  };
}

/**
 * An action that holds screens against what jobs need there. It only looks.
 * @param survey gives the screens, one after the other as they are reached, and facts to tell
 */
export function surveyAction(of: {
  name: string;
  title: string;
  doc: string;
  /** The actions that work on these screens. */
  serves: readonly string[];
  survey(ctx: Context): Promise<Surveyed[]> | Surveyed[];
  facts?(ctx: Context): Promise<{ says: string; facts: Details; differs: Compared[] }>;
}) {
  return action({
    name: of.name,
    title: of.title,
    doc: of.doc,
    serves: of.serves,
    input: z.strictObject({}),
    output: z.strictObject({}),

    async inspect(given) {
      const met: string[] = [];
      const ctx: Context = {
        ...given,
        note(text, details) {
          met.push(text);
          given.note(text, details);
        },
      };
      const seen: { screen: string; compared: Compared[]; problem?: ScreenProblem }[] = [];
      const told = await of.facts?.(ctx);
      if (told !== undefined && told.differs.length > 0) seen.push({ screen: 'product', compared: told.differs });
      try {
        for (const one of await of.survey(ctx)) {
          const result = await lookAt(ctx, one);
          seen.push({ screen: one.screen, ...result });
          if (closed.get(ctx.page)?.has(one.screen)) break;
        }
      } catch (error) {
        if (!(error instanceof NotSeen)) throw error;
        if (seen.length === 0) return { state: 'satisfied', actual: error.message, output: {}, skipped: true };
        met.push(error.message);
      }
      if (told !== undefined && seen.length === 0)
        return { state: 'satisfied', actual: told.says, output: {}, details: told.facts };
      return findingOf(seen, met, told?.facts ?? {});
    },
  });
}
