import { z } from 'zod';
import { type Action, action, type Context, excerpt, type Finding } from '../src/portal-sdk/index.ts';
import { checkOf } from './screen/boxes/check-box.ts';
import { besideLabel, fieldOf, labelOf } from './screen/boxes/field.ts';
import { buttonsOf } from './screen/buttons/buttons.ts';
import type { Screen, Thing } from './screen/thing.ts';
import { View } from './screen/view.ts';
import { nearest } from './screen/words/likeness.ts';
import { plain, tipped, words } from './screen/words/words.ts';

/** How each kind of thing is found: by the functions that page objects use. */
const KINDS: Record<string, (screen: Screen, names: readonly string[]) => readonly Thing[]> = {
  field: fieldOf,
  button: buttonsOf,
  check: (screen, names) => [checkOf(screen, names) ?? []].flat(),
  beside: besideLabel,
  words,
  tip: (screen, names) => screen.things.filter((thing) => tipped(thing, names)),
};

/** What a look may ask for: `field: Role ID`. */
const Asked = z
  .string()
  .regex(
    new RegExp(`^(${Object.keys(KINDS).join('|')}): \\S`),
    `must be a kind and words, such as "field: Role ID"; kinds: ${Object.keys(KINDS).join(', ')}`,
  );

/** Any screen, as the model sees it; nothing is closed, and nothing is known of it. */
class AnyScreen extends View {
  protected readonly usualHint = 'Look at the picture. Ask for the words as they stand there, or with another kind.';
  override readonly patience: number;
  /** Tokens and keys stay on the page. */
  override hides = '^(?=\\S*\\d)(?=\\S*[A-Za-z])[A-Za-z0-9+/=_.~-]{16,128}$';

  constructor(ctx: Context, patience: number) {
    super(ctx, 'the screen');
    this.patience = patience;
  }

  protected async clearTheWay(): Promise<void> {}

  protected async describe(): Promise<string> {
    return `the page "${(await this.see()).titles[0] ?? ''}"`;
  }
}

const place = ({ box }: Thing): string =>
  [box.left, box.top, box.width, box.height].map((side) => Math.round(side)).join(', ');

/** Why a thing can't be used, if that is so. */
const unusable = ({ listed: { disabled, readonly } }: Thing): string =>
  disabled ? ', grey' : readonly ? ', only to be read' : '';

/** A thing in words: what it is, what it is called, where it is, and that it can't be used. */
const inWords = (thing: Thing): string =>
  `${thing.role ?? thing.kind ?? 'text'} "${excerpt((thing.kind === 'box' ? labelOf(thing) : thing.said()) ?? '', 60)}" ` +
  `at ${place(thing)}${unusable(thing)}`;

/** All that a screen says, as labels, texts and tooltips: what may have been meant. */
const namesOn = (screen: Screen): string[] =>
  screen.things
    .flatMap((thing) => [
      ...(thing.kind === 'box' ? [labelOf(thing)] : [thing.said()]),
      thing.listed.title,
      thing.listed.label,
    ])
    .filter((text) => text !== undefined && text !== '' && text.length < 100) as string[];

/** Whether something is shown, or comes in time. */
const comes = async (view: AnyScreen, find: (screen: Screen) => readonly Thing[]): Promise<boolean> =>
  await view.becomesTrue(async () => find(await view.see()).length > 0, {
    reacts: view.patience,
    atMost: view.patience,
  });

/** Kinds by which these words are found after all, as they would be asked for: `tip: Home`. */
const otherwise = (screen: Screen, kind: string, name: string): string[] =>
  Object.keys(KINDS).filter((other) => other !== kind && KINDS[other]!(screen, [name]).length > 0);

/** That something is not there, with what is most like it. @param kind undefined for what was to be pressed */
async function notFound(view: AnyScreen, expected: string, name: string, kind?: string): Promise<Finding<never>> {
  const screen = await view.see();
  const kinds = kind === undefined ? [] : otherwise(screen, kind, name);
  const near = nearest([name], namesOn(screen), 5)
    // What says just this, and is of another kind, is no likeness.
    .filter(({ text }) => kinds.length === 0 || plain(text) !== plain(name))
    .map(({ text, likeness }) => `"${excerpt(text, 60)}" (${likeness.toFixed(2)})`);
  const { actual, hint } = await view.problem(expected);
  const found = kinds.map((other) => `${other}: ${name}`).join(', ');
  return {
    state: 'conflict',
    expected,
    actual:
      kinds.length === 0
        ? `${actual}; nearest: ${near.join(', ') || 'nothing like it'}`
        : `${actual}, with "${name}" as no ${kind}, but as ${kinds.join(', ')}; nearest: ${near.join(', ') || 'nothing else'}`,
    hint: kinds.length === 0 ? hint : `Ask for it as ${found}.`,
  };
}

/**
 * The action of `keywright look`: what the model of a screen finds where a portal's author asks for it, marked in the
 * picture. It only looks.
 */
export const lookAction = (portal: string): Action =>
  action({
    name: `${portal}.screens.look`,
    title: 'Look for {thing}',
    doc: 'Goes to a screen, and says what is found there for a kind and words, or what is nearest to them.',
    input: z.strictObject({
      thing: Asked.describe('What to look for: "field: Role ID".'),
      go: z.string().regex(/^\//, 'must begin with /').optional().describe("A path below the portal's address."),
      press: z.array(z.string().min(1)).default([]).describe('Words to press on the way, one after the other.'),
      patience: z.int().min(100).max(300_000).default(5_000).describe('How long anything may take, in milliseconds.'),
    }),
    output: z.strictObject({ found: z.int().describe('How many there are.') }),

    async inspect(ctx, { thing, go, press, patience }) {
      const view = new AnyScreen(ctx, patience);
      if (go !== undefined)
        await ctx.gesture(`Go to ${go}`, async () => {
          const address = new URL(`${ctx.url.pathname.replace(/\/$/, '')}${go}`, ctx.url);
          await ctx.page.goto(address.href, { waitUntil: 'domcontentloaded' });
        });
      for (const name of press) {
        const pressable = (screen: Screen) => [...buttonsOf(screen, [name]), ...words(screen, [name])];
        const act = async () => {
          if (!(await comes(view, pressable))) return false;
          await view.press((await view.look(pressable))!, name);
          return true;
        };
        if (!(await ctx.gesture(`Press ${name}`, act))) return await notFound(view, `"${name}" to press`, name);
      }
      const [kind, name] = thing.split(/: (.*)/) as [string, string];
      const find = (screen: Screen) => KINDS[kind]!(screen, [name]);
      let found: readonly Thing[] = [];
      await ctx.gesture(
        `Look for ${thing}`,
        async () => {
          await comes(view, (screen) => (found = find(screen)));
        },
        { reads: true, proves: thing, proof: async () => await view.look(find) },
      );
      if (found.length > 0) {
        const actual = `${thing}: ${found.length === 1 ? '' : `${found.length} of them; `}${found.map(inWords).join('; ')}.`;
        return { state: 'satisfied', actual, output: { found: found.length } };
      }
      return await notFound(view, thing, name, kind);
    },
  });
