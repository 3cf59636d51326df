import type { Term } from '../../../src/portal-sdk/index.ts';
import { fieldOf, held } from '../boxes/field.ts';
import { buttonsOf } from '../buttons/buttons.ts';
import { isPressable, type Screen, type Thing, thingsIn } from '../thing.ts';
import { matching, plain, saidAs } from '../words/words.ts';

/** What a portal calls the parts of its sign-in pages. */
export interface SignInWords {
  company: readonly string[];
  user: readonly string[];
  password: readonly string[];
  code: readonly string[];
  /** The list in which one chooses how to sign in. */
  way: readonly string[];
  /** The buttons that go on. */
  enter: readonly string[];
  /** The button that goes on although another session is open. */
  proceed: readonly string[];
  /** What leaves the question whether to stay signed in, and any other notice. */
  leave: readonly string[];
  /** Patterns of what the pages say. */
  says: Record<
    | 'anotherSession'
    | 'singleSignOn'
    | 'byPassword'
    | 'ssoButton'
    | 'staySignedIn'
    | 'expiresSoon'
    | 'expired'
    | 'barred'
    | 'welcome',
    Term
  >;
}

/** What HTML itself calls such boxes, whatever portal they are of. */
export const signInHooks = {
  asCompany: 'input[autocomplete~=organization]',
  asUser: 'input[type=email], input[autocomplete~=username], input[name=username i], input[name=email i]',
  asCode: 'input[autocomplete~=one-time-code]',
  asSubmit: 'input[type=submit], button[type=submit]',
};

const PARTS = ['company', 'user', 'code'] as const;
/** Names of hooks that a portal's profile may have for the same. */
const OF_PROFILE = { company: 'signInCompany', user: 'signInUser', code: 'signInCode', button: 'signInButton' };
const OF_HTML = { company: 'asCompany', user: 'asUser', code: 'asCode' };

/** The boxes of a sign-in page, and the button that goes on. */
export type SignInParts = { [part in (typeof PARTS)[number] | 'password' | 'button']?: Thing | undefined };

/** What a sign-in page, or a page that follows it, wants. */
export type Asks =
  | 'another session'
  | 'code'
  | 'single sign-on'
  | 'new password'
  | 'form'
  | 'stay signed in'
  | 'password expires soon';

export const hidesTyping = ({ kind, listed }: Thing): boolean => kind === 'box' && listed.type === 'password';

/** What a person could type a name into: not what is chosen from, searched with, or filled for good. */
const takesText = ({ listed }: Thing): boolean =>
  listed.disabled !== true &&
  !(listed.readonly === true && listed.value !== '') &&
  !['select', 'textarea', 'search', 'password'].includes(listed.type ?? '');
const isAside = (box: Thing): boolean =>
  box.is('combobox', 'searchbox') ||
  [box.listed.placeholder, box.listed.label].some((name) => /\bsearch\b/i.test(name ?? ''));

/** Whether the names that the page gives a box hold one of these words, beside others. */
const namedLike = (thing: Thing, wanted: Term): boolean =>
  [thing.listed.label, thing.listed.placeholder, ...(thing.listed.linked ?? [])].some((name) =>
    saidAs(thing, wanted).some((word) =>
      ` ${plain(name).replace(/[^\p{L}\p{N}]+/gu, ' ')} `.includes(` ${plain(word)} `),
    ),
  );

type Labelled = Record<(typeof PARTS)[number] | 'password', Thing[]>;

const known = new WeakMap<Screen, Labelled>();

/** The boxes of a screen by their labels: looked for once. */
function labelledOn(screen: Screen, { company, user, password, code }: SignInWords): Labelled {
  let found = known.get(screen);
  if (found === undefined) {
    const of = (labels: readonly string[]) => fieldOf(screen, labels);
    known.set(screen, (found = { company: of(company), user: of(user), password: of(password), code: of(code) }));
  }
  return found;
}

/** Of several, the one that has the portal's own hook, else the one with the label, else the first. */
function passwordIn(root: Screen | Thing, labelled: Labelled): Thing | undefined {
  const all = thingsIn(root).filter((box) => hidesTyping(box) && box.listed.disabled !== true);
  return (
    all.find((box) => box.hooked('signInPassword')) ?? all.find((box) => labelled.password.includes(box)) ?? all[0]
  );
}

function partsIn(root: Screen | Thing, screen: Screen, words: SignInWords): SignInParts & { others: Thing[] } {
  const labelled = labelledOn(screen, words);
  const parts: SignInParts = { password: passwordIn(root, labelled) };
  // A box that shows the password as it is typed is nobody's: no name must get there, and no secret.
  const free = thingsIn(root).filter((box) => box.kind === 'box' && takesText(box) && !labelled.password.includes(box));
  // The surest way first, for each of them.
  for (const way of [
    (part: (typeof PARTS)[number], box: Thing) => box.hooked(OF_PROFILE[part]),
    (part: (typeof PARTS)[number], box: Thing) => labelled[part].includes(box),
    (part: (typeof PARTS)[number], box: Thing) => box.hooked(OF_HTML[part]),
    (part: (typeof PARTS)[number], box: Thing) => namedLike(box, words[part]),
  ])
    for (const part of PARTS) {
      const at = parts[part] === undefined ? free.findIndex((box) => way(part, box)) : -1;
      if (at !== -1) [parts[part]] = free.splice(at, 1);
    }
  const others = free.filter((box) => !isAside(box) && !isDigit(box));
  // Beside the password's, there is one other box, whatever it is called.
  if (parts.password !== undefined && parts.user === undefined && others.length === 1) parts.user = others.pop();
  if (parts.code === undefined && parts.password === undefined) parts.code = free.find(isDigit);
  return { ...parts, button: goesOn(root, words, parts), others };
}

/** A code may be typed digit by digit, each into a box of its own. */
const isDigit = ({ listed }: Thing): boolean => listed.longest === 1;

/** The button that goes on: after the boxes, where a page has several that say so. */
function goesOn(root: Screen | Thing, { enter }: SignInWords, parts: SignInParts): Thing | undefined {
  const last = Math.max(...Object.values(parts).map((box) => box?.order ?? -1));
  const after = (things: Thing[]) => things.find(({ order }) => order > last) ?? things.at(-1);
  const all = thingsIn(root);
  return (
    all.find((thing) => thing.hooked(OF_PROFILE.button)) ??
    after(buttonsOf(root, enter)) ??
    after(all.filter((thing) => thing.hooked('asSubmit')))
  );
}

/** The parts of the page that may be its form, the smallest first, and the page itself. */
const formsOf = (screen: Screen): (Thing | Screen)[] => [
  ...screen.things
    .filter((thing) => thing.is('form', 'dialog', 'alertdialog') && thing.find(({ kind }) => kind === 'box').length > 0)
    .reverse(),
  screen,
];

/** The form that asks who signs in, or for the password; undefined where the page shows none. */
export function signInForm(screen: Screen, words: SignInWords): SignInParts | undefined {
  for (const root of formsOf(screen)) {
    const { others, ...parts } = partsIn(root, screen, words);
    const asks = parts.password ?? parts.user ?? parts.company;
    if (asks !== undefined && parts.button !== undefined && others.length === 0 && parts.code === undefined)
      return parts;
  }
  return undefined;
}

/** The list in which one chooses how to sign in, where that is not by a password yet. */
export const otherWay = (screen: Screen, { way, says: { byPassword } }: SignInWords): Thing | undefined =>
  fieldOf(screen, way).find((box) => !matches(held(box), screen.said(byPassword)));

/** The page that asks for a one-time code. */
export function codeForm(screen: Screen, words: SignInWords): SignInParts | undefined {
  const known = screen.hooked(OF_PROFILE.code).find(({ kind }) => kind === 'box');
  for (const root of formsOf(screen)) {
    const { others, ...parts } = partsIn(root, screen, words);
    if (parts.code === undefined) continue;
    const alone = others.length === 0 && (parts.password ?? parts.user ?? parts.company) === undefined;
    if (known === parts.code || (alone && parts.button !== undefined))
      return { code: parts.code, ...(parts.button && { button: parts.button }) };
  }
  return undefined;
}

const matches = (text: string, patterns: Term): boolean => patterns.some((one) => new RegExp(one, 'i').test(text));

const says = (screen: Screen, pattern: Term): Thing[] =>
  matching(screen, pattern).filter((thing) => !isPressable(thing));

/** The question whether to go on although another session is open: what answers it. */
export function sessionQuestion(screen: Screen, words: SignInWords): Thing | undefined {
  const [known] = screen.hooked('sessionQuestion');
  if (known !== undefined) return buttonsOf(known, words.proceed)[0] ?? known;
  return says(screen, words.says.anotherSession).length > 0 ? buttonsOf(screen, words.proceed)[0] : undefined;
}

/** A password is wanted that is not the one that signs in. */
function wantsNewPassword(screen: Screen, words: SignInWords, form: SignInParts | undefined): boolean {
  const hidden = screen.boxes.filter(hidesTyping);
  return (
    hidden.length > 0 &&
    form?.user === undefined &&
    form?.company === undefined &&
    (hidden.length > 1 || says(screen, words.says.expired).length > 0)
  );
}

/** What leaves a notice, or a question that a run says no to. */
export const leaves = (screen: Screen, words: SignInWords): Thing | undefined => buttonsOf(screen, words.leave)[0];

/** What a page wants from somebody who signs in; undefined where it is no such page. */
export function asks(screen: Screen, words: SignInWords): Asks | undefined {
  if (sessionQuestion(screen, words) !== undefined) return 'another session';
  if (codeForm(screen, words) !== undefined) return 'code';
  if (screen.hooked('ssoEmail').length > 0 || says(screen, words.says.singleSignOn).length > 0) return 'single sign-on';
  const form = signInForm(screen, words);
  if (wantsNewPassword(screen, words, form)) return 'new password';
  if (form !== undefined) return 'form';
  if (screen.boxes.some((box) => takesText(box) || hidesTyping(box))) return undefined;
  if (leaves(screen, words) !== undefined) {
    if (says(screen, words.says.staySignedIn).length > 0) return 'stay signed in';
    if (says(screen, words.says.expiresSoon).length > 0) return 'password expires soon';
  }
  const isSso = (thing: Thing) => thing.kind === 'button' && matches(thing.text, screen.said(words.says.ssoButton));
  return screen.things.some(isSso) ? 'single sign-on' : undefined;
}

const lines = (screen: Screen): string[] =>
  screen.texts.map((text) => (text.closest(({ listed }) => listed.block === true) ?? text).said());

/** What is said in a complaint's place: by role, and by what the profile knows. */
const alerts = (screen: Screen): string[] =>
  screen.things.filter((thing) => thing.is('alert') || thing.hooked('signInError')).flatMap(({ text }) => text || []);

const marks = (screen: Screen): string[] =>
  screen.boxes.filter(({ listed }) => listed.invalid).map(({ listed }) => `${listed.id}`);

/** What a sign-in page says after something was entered. What went away and came back is new, too. */
export class Complaints {
  #old: Record<'lines' | 'alerts' | 'marks', string[]>;
  readonly #welcome: Term;
  readonly #refuses: (text: string) => boolean;

  constructor(before: Screen, { says: { welcome } }: SignInWords, refuses: (text: string) => boolean) {
    this.#old = { lines: lines(before), alerts: alerts(before), marks: marks(before) };
    this.#welcome = before.said(welcome);
    this.#refuses = refuses;
  }

  /**
   * What it says against what was entered, in its words: a new text that means no, one in a complaint's place, or
   * whatever comes with a box that is marked as wrong.
   */
  look(screen: Screen): string | undefined {
    const now = { lines: lines(screen), alerts: alerts(screen), marks: marks(screen) };
    const fresh = (kind: keyof typeof now) => now[kind].filter((one) => !this.#old[kind].includes(one));
    const [said, alerting, marked] = [fresh('lines'), fresh('alerts'), fresh('marks')];
    for (const kind of ['lines', 'alerts'] as const)
      this.#old[kind] = this.#old[kind].filter((one) => now[kind].includes(one));
    return (
      alerting.find(this.#refuses) ??
      said.find(this.#refuses) ??
      alerting.find((text) => !matches(text, this.#welcome)) ??
      (marked.length > 0 ? said.find((text) => text.includes(' ')) : undefined)
    );
  }

  /** A new text of some words, whatever it means. */
  anything(screen: Screen): string | undefined {
    return lines(screen).find((text) => text.includes(' ') && !this.#old.lines.includes(text));
  }
}

/** A complaint that stands there already. */
export const standing = (screen: Screen): string | undefined => alerts(screen)[0];
