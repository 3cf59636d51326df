import type { Locator } from 'playwright';
import { excerpt, SecretNotShown, type Term } from '../src/portal-sdk/index.ts';
import { besideLabel, fieldOf, labelOf } from './screen/boxes/field.ts';
import { textAt } from './screen/boxes/type-into.ts';
import { locate } from './screen/look.ts';
import { News, type Speech } from './screen/messages/said.ts';
import { hearing } from './screen/submit.ts';
import { type Screen, saysSomething, type Thing } from './screen/thing.ts';
import type { View } from './screen/view.ts';
import { nearest } from './screen/words/likeness.ts';
import { imprintIn } from './screen/words/words.ts';

/** What a new secret looks like, whoever makes it: no spaces, letters and digits, and not the beginning of one ("ab12..."). */
const SECRET = '^(?!.*\\.\\.)(?=\\S*\\d)(?=\\S*[A-Za-z])[A-Za-z0-9+/=_.~-]{12,1024}$';
/** The words of a label, such as "Token Name": few, with a capital in front. Few secrets are written so. */
const WORD = "(?:\\p{Lu}?[\\p{Ll}'’-]{1,14}|\\p{Lu}{1,4})";
const LABEL = new RegExp(`^(?=\\p{Lu})${WORD}(?: ${WORD}){0,4}[:*]?$`, 'u');

/** Milliseconds within which a page begins to answer the press, where it does not tell. */
const REACTS = 10_000;
/** Milliseconds that it may take altogether. */
const ANSWERS = 60_000;
/** Milliseconds that the secret has to stand there unchanged: some are drawn bit by bit. */
const STANDS = 500;

/** A secret that a portal makes and shows once. */
export interface NewSecret {
  /** What makes it, and the words of that: "OK". */
  at: Locator;
  button: string;
  /** What it is, in the portal's words: "API token". */
  kind: string;
  /** What it is called in the portal, with the tag of the run. */
  name: string;
  /** What stands beside it, or over it. Left out: it is the only new text that looks like a secret. */
  label?: Term | undefined;
  /** What stands beside its public half, such as a user name. Left out: it has none, and `name` tells it from others. */
  publicLabel?: Term | undefined;
  speech: Speech;
}

const imprints = (screen: Screen): Thing[] =>
  screen.things.filter(({ listed, inside }) => listed.imprint !== undefined && inside.length === 0);

/** What may be a secret of another form; no bullets that stand for one, and no beginning of one. */
const isWhole = ({ text }: Thing): boolean =>
  text.length >= 8 && !/\s|[\u2022\u25cf*]{2}|\u2026|\.\./.test(text) && /[\p{L}\p{N}]/u.test(text);

/** The secret that is shown: by its label, else the only text that looks like one. What was there before is none. */
function shownSecret(screen: Screen, before: Screen, label: Term = []): Thing | undefined {
  const old = new Set(imprints(before).map(({ listed }) => listed.imprint));
  const oldTexts = new Set(before.things.map(({ text }) => text));
  const isNew = (thing: Thing): boolean => {
    const imprint = imprintIn(thing);
    return imprint !== undefined && !old.has(imprint);
  };
  const labelled = label.length === 0 ? [] : [...fieldOf(screen, label), ...besideLabel(screen, label)];
  const known =
    labelled.find(isNew) ??
    labelled.find((thing) => imprintIn(thing) === undefined && isWhole(thing) && !oldTexts.has(thing.text));
  if (known !== undefined) return known;
  const fresh = imprints(screen).filter(isNew);
  return new Set(fresh.map(({ listed }) => listed.imprint)).size === 1 ? fresh[0] : undefined;
}

/** Its public half: the nearest thing beside that label, because a list may have others. */
function publicHalf(screen: Screen, secret: Thing, label: Term): Thing | undefined {
  const away = ({ box }: Thing) => Math.abs(box.top - secret.box.top);
  const found = besideLabel(screen, label).filter((thing) => imprintIn(thing) !== imprintIn(secret));
  return found.sort((one, other) => away(one) - away(other))[0];
}

/** What a screen shows in place of the secret that was looked for: labels only, because a secret may be among the rest. */
function inItsPlace(screen: Screen, before: Screen, label: Term = []): string {
  const texts = screen.things.filter(saysSomething).flatMap((leaf) => [leaf.text, (leaf.up ?? leaf).said()]);
  const labels = [...texts, ...screen.boxes.flatMap((box) => labelOf(box) ?? [])].filter((text) => LABEL.test(text));
  const old = new Set(before.things.map((thing) => thing.said()));
  const near = label.length > 0 ? nearest(label, labels, 5).map(({ text }) => text) : [];
  const fresh = [...new Set(labels)].filter((text) => !old.has(text) && !near.includes(text));
  const named = [...near, ...fresh].slice(0, 6).map((text) => `"${excerpt(text, 60)}"`);
  const count = new Set(imprints(screen).map(({ listed }) => listed.imprint)).size;
  const secrets = count === 1 ? '1 text that looks like a secret' : `${count || 'no'} texts that look like a secret`;
  return `${secrets}; labels nearest to it: ${named.join(', ') || 'none'}`;
}

/**
 * Presses what makes a secret, takes the secret that is shown once then, and seals it, in one gesture: if the run ends in
 * the middle, the next one finds the secret in the escrow, or knows by the name that it is lost.
 * @throws ScreenProblem with what is shown instead, as soon as the page has come to rest without the secret
 */
export async function keepNewSecret(view: View, secret: NewSecret): Promise<void> {
  const { at, button, kind } = secret;
  view.hides = SECRET;
  const act = async () => await hearing(view.ctx.page, async (heard) => await press(view, secret, heard));
  await view.ctx
    .gesture(`Press ${button}, and keep the ${kind} that is shown now`, act, { kind: 'commit', reveals: true, at })
    .finally(() => (view.hides = undefined));
}

async function press(view: View, secret: NewSecret, heard: readonly string[]): Promise<void> {
  const { ctx } = view;
  const { at, button, kind, name, label, publicLabel, speech } = secret;
  const before = await view.see();
  const news = new News(speech, before);
  let refused: string | undefined;
  await view.pressOnce(at, button);
  const find = (screen: Screen) => shownSecret(screen, before, label);
  const isOver = async () => {
    const screen = await view.see();
    if (find(screen) !== undefined) return true;
    const said = [...heard, ...news.on(screen).map(({ text }) => text)];
    refused = said.find((text) => speech.phrases.mean(text, 'refused', 'not saved', 'unclear', 'busy'));
    return refused !== undefined;
  };
  await view.becomesTrue(isOver, { reacts: REACTS, atMost: ANSWERS });
  const mark = async () => {
    const thing = find(await view.see());
    return thing && imprintIn(thing);
  };
  for (let last = await mark(); ; last = await mark())
    if (await view.staysTrue(async () => (await mark()) === last, STANDS)) break;
  const screen = await view.see();
  const shown = find(screen);
  const expected = `the new ${kind}${label === undefined ? '' : ` beside "${label[0]}"`}`;
  if (shown === undefined)
    throw new SecretNotShown({
      screen: view.name,
      expected,
      actual: refused === undefined ? inItsPlace(screen, before, label) : `the message "${excerpt(refused, 200)}"`,
      hint:
        refused === undefined
          ? 'Correct the words of what it stands beside, then run again: what was made without its secret is replaced.'
          : 'Do what the message says, then run again.',
    });
  const open = publicLabel && publicHalf(screen, shown, publicLabel);
  if (publicLabel !== undefined && open === undefined)
    throw new SecretNotShown({
      screen: view.name,
      expected: `what belongs to the ${kind}, beside "${publicLabel[0]}"`,
      actual: inItsPlace(screen, before, publicLabel),
      hint: 'Correct the words of what its public half stands beside, then run again.',
    });
  const privateKey = await ctx.takeSecret(locate(shown), `${kind} "${name}"`);
  const publicKey = open === undefined ? name : await textAt(open);
  await ctx.escrow.seal({ kind, publicKey, description: name, member: publicKey, privateKey });
}
