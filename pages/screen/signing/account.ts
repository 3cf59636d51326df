import { atTopRight } from '../layout.ts';
import { outermost, type Screen, type Thing } from '../thing.ts';
import { plain } from '../words/words.ts';

/** No name is longer, in letters. */
const LONGEST = 60;

/** A first name and others, and perhaps a sign that opens a menu. */
const NAME = /^\p{Lu}[\p{L}'\u2019.-]+( \p{Lu}[\p{L}'\u2019.-]*){1,3}[^\p{L}\p{N}]*$/u;

const hasLetters = (text: string): boolean => /\p{L}{2,}/u.test(text);

/**
 * What a person would press at the top right to find their own menu: short texts, names first, those furthest to the
 * right first. Of one inside another that says the same, the inner one.
 * @param avoid words of what is something else
 * @param hovered whether what looks like a name alone will do, where nothing there can be pressed
 */
export function atTheTopRight(screen: Screen, avoid: readonly string[], hovered = false): Thing[] {
  const forbidden = screen.names(avoid);
  const isThere = (thing: Thing) =>
    thing.kind !== 'box' &&
    atTopRight(thing.box, screen.view) &&
    thing.text.length < LONGEST &&
    !forbidden.has(plain(thing.text));
  const pressed = screen.things.filter(
    (thing) => (thing.kind === 'button' || thing.listed.popup === true) && isThere(thing),
  );
  // What opens under the mouse need not look as if it could be pressed.
  const isName = (text: Thing) => isThere(text) && NAME.test(text.said());
  const found = pressed.length > 0 || !hovered ? pressed : screen.texts.filter(isName);
  return found
    .filter((thing, _, all) => !all.some((other) => other !== thing && thing.holds(other) && other.text === thing.text))
    .sort((a, b) => Number(hasLetters(b.text)) - Number(hasLetters(a.text)) || b.box.right - a.box.right);
}

/** A name without the sign behind it that opens a menu. */
export const withoutSign = (text: string): string => text.replace(/\s+[^\p{L}\p{N})]+$/u, '');

/** A name as it stands there, without initials beside it or a sign that opens a menu. */
function nameIn(thing: Thing): string {
  const pieces = thing.find(({ kind }) => kind === 'text').map((piece) => piece.said());
  const words = (pieces.length > 0 ? pieces : [thing.text]).filter(hasLetters);
  const whole = words.filter((piece) => !/^\p{Lu}{2,3}$/u.test(piece));
  return withoutSign((whole.length > 0 ? whole : words).join(' '));
}

/** Whether a name is that of a user name: it holds it, or is made of it like `Jane Doe` of `jdoe` or `jane.doe@…`. */
export function isNameOf(name: string, username: string): boolean {
  if (plain(name).includes(plain(username))) return true;
  const own = plain(username).split('@')[0]!.replace(/\P{L}/gu, '');
  const parts = plain(name).split(/\P{L}+/u);
  const isRest = (rest: string, part: string) =>
    rest !== '' && parts.some((other) => other !== part && other.startsWith(rest));
  return parts.some((part) => part.length > 2 && own.includes(part) && isRest(own.replace(part, ''), part));
}

/**
 * Whose name stands at the top right; undefined where nothing there, or more than one thing, could be it.
 * @param nobody words that are nobody's name
 * @param known the name, or a part of it, where it is known
 */
export function nameOf(
  candidates: readonly Thing[],
  { nobody, known }: { nobody: readonly string[]; known?: string | undefined },
): string | undefined {
  const none = candidates[0]?.screen.names(nobody);
  const all = outermost(candidates)
    .map((thing) => ({ thing, name: nameIn(thing) }))
    .filter(({ name }) => name !== '' && !none?.has(plain(name)));
  const named = known === undefined ? [] : all.filter(({ name }) => isNameOf(name, known));
  // One word alone may be any button's.
  const isLikely = ({ thing, name }: (typeof all)[number]) =>
    thing.listed.popup === true ||
    thing.listed.expanded !== undefined ||
    /@|^\p{Lu}{2,3}$/u.test(name) ||
    NAME.test(name);
  const meant = new Set((named.length > 0 ? named : all.filter(isLikely)).map(({ name }) => name));
  return meant.size === 1 ? [...meant][0] : undefined;
}
