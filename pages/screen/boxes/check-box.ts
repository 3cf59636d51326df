import type { Locator } from 'playwright';
import { besideWords, FORM_LINE, SMALL } from '../layout.ts';
import { locate } from '../look.ts';
import { isInList } from '../tables/in-list.ts';
import type { Screen, Thing } from '../thing.ts';
import type { View } from '../view.ts';
import { words } from '../words/words.ts';
import { unusable, waitForUse } from './type-into.ts';

/** How many things around its words a check box may be in. */
const AROUND = 5;
/** A check box stands at most this far from its words; a mere square, which could be anything, much nearer. */
const FAR = 300;
const NEAR = 40;
/** A drawn tick is a square of about this size. */
const SQUARE = { least: 9, most: 28, off: 6 };

const isSmall = ({ box }: Thing): boolean => box.width <= SMALL && box.height <= SMALL;

/** What is drawn as an empty or filled box of a tick, and says nothing; an empty cell only keeps columns apart. */
const isSquare = ({ kind, box, inside }: Thing): boolean =>
  kind !== 'text' &&
  kind !== 'box' &&
  (kind !== undefined || inside.length > 0) &&
  box.width >= SQUARE.least &&
  box.width <= SQUARE.most &&
  Math.abs(box.width - box.height) <= SQUARE.off &&
  inside.every((part) => part.kind === 'icon');

function nearest(label: Thing, things: Thing[], furthest: number): Thing | undefined {
  const far = (thing: Thing) => besideWords(label.box, thing.box);
  return things.filter((thing) => far(thing) < furthest).sort((a, b) => far(a) - far(b))[0];
}

function ofLabel(label: Thing): Thing | undefined {
  const own = label.closest(({ kind }) => kind === 'check');
  if (own !== undefined) return own;
  let up = 0;
  for (const part of [label, ...label.outward()]) {
    if ((up += 1) > AROUND) return undefined;
    const inside = part.find((thing) => !thing.holds(label) || thing === label);
    const checks = inside.filter(({ kind }) => kind === 'check');
    const named = inside.filter((thing) => isSmall(thing) && /check|tick/i.test(thing.listed.look ?? ''));
    const found =
      nearest(label, checks, FAR) ?? nearest(label, named, FAR) ?? nearest(label, inside.filter(isSquare), NEAR);
    if (found !== undefined) return found;
    // Too much around it: the check box would be somebody else's.
    if (inside.filter(({ kind }) => kind === 'box').length > 1) return undefined;
  }
  return undefined;
}

/** What ticks the check box of a label, whatever that is made of; lists have columns of the same names. */
export function checkOf(screen: Screen, labels: readonly string[]): Thing | undefined {
  for (const label of words(screen, labels)) {
    const found = isInList(label) ? undefined : ofLabel(label);
    if (found !== undefined) return found;
  }
  return undefined;
}

const UNTICKED = /(un|not)[-_]?checked|check(box)?[-_]?(off|empty|outline)/i;
const TICKED =
  /(checked|check(box)?[-_]?on|[-_](on|selected|ticked))(?![a-z])|(^|[\s|])(on|selected|ticked)(?=[\s|])|[✓✔☑]/i;

/** A tick that is drawn as two sides of a box on its corner. */
const ON_ITS_CORNER = /""\|matrix\(0\.7\d*, 0\.7\d*, -0\.7/;

/** Whether a check box is ticked; undefined where nothing but its picture says so. */
export function isTicked(check: Thing): boolean | undefined {
  const around = [check.up, check.up?.up].filter((at) => at !== undefined && at.box.height < FORM_LINE) as Thing[];
  for (const part of [check, ...around]) {
    const states = [part, ...part.all()].flatMap(({ listed }) =>
      listed.checked === undefined ? [] : [listed.checked],
    );
    if (states.length === 1 || (states.length > 1 && part === check)) return states[0];
  }
  const looks = [check, ...check.all()]
    .map(({ listed }) => `${listed.look ?? ''}|${listed.title ?? ''}|${listed.text ?? ''}|`)
    .join(' ');
  if (UNTICKED.test(looks)) return false;
  return TICKED.test(looks) || ON_ITS_CORNER.test(looks) ? true : undefined;
}

/** Whether it is grey, or what draws it: a label that stands for its check box. */
const isOff = (check: Thing): boolean =>
  check.listed.disabled === true ||
  (check.is('label') && check.up?.inside.some(({ kind, listed }) => kind === 'check' && listed.disabled) === true);

/** All that a change of its state could show in. */
function looksOf(check: Thing | undefined): string {
  const parts = check === undefined ? [] : [check, ...check.all(), ...(check.up?.inside ?? [])];
  return parts.map(({ listed }) => [listed.look, listed.ground, listed.text].join('|')).join('\n');
}

/**
 * Ticks a check box, or takes the tick away, and reads it back.
 * @param now what is known of it from elsewhere, for a box whose state only its picture shows
 * @param meanwhile answers what comes up when it is pressed
 */
export async function tick(
  view: View,
  box: Locator,
  label: string,
  wanted: boolean,
  now: boolean,
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const ticked = (check: Thing | undefined) => check && isTicked(check);
  for (let tries = 0; tries < 3; tries += 1) {
    const check = await view.thing(box);
    if ((ticked(check) ?? now) === wanted) return;
    if (!(await waitForUse(view, box, isOff)))
      throw await unusable(view, `the check box "${label}" to be ${wanted ? 'ticked' : 'empty'}`);
    const before = looksOf(check);
    // One that the mouse goes through is pressed by what it stands in.
    const pressed = check?.listed.through ? check.closest(({ listed }) => listed.through !== true) : undefined;
    await view.press(pressed === undefined ? box : locate(pressed), label);
    const arrived = async () => {
      await meanwhile();
      const then = await view.thing(box);
      // The mouse over it may change its looks too; they count only where nothing else can be read.
      return ticked(then) === undefined ? looksOf(then) !== before : ticked(then) === wanted;
    };
    if (await view.becomesTrue(arrived)) return;
  }
  throw await view.problem(`the check box "${label}" to be ${wanted ? 'ticked' : 'empty'}`, {
    actual: 'that it stays as it is',
    hint: `${wanted ? 'Tick' : 'Empty'} it by hand to see what the portal says about it, then run again.`,
  });
}
