import type { Term } from '../../src/portal-sdk/index.ts';
import { buttonsOf } from '../screen/buttons/buttons.ts';
import { type Phrase, Phrases } from '../screen/messages/phrases.ts';
import type { Speech } from '../screen/messages/said.ts';
import type { SignInWords } from '../screen/signing/sign-in.ts';
import type { Screen } from '../screen/thing.ts';
import { anyOf } from '../screen/words/lexicon.ts';
import { words as wordsIn } from '../screen/words/words.ts';
import { signInWords } from '../sign-in-words.ts';
import type { Described } from './description.ts';
import type { WayStep } from './description-parts.ts';
import { words } from './words.ts';

/** What a page of YAML is about: a form that takes a key, or the list of what a portal has made. */
interface Goal {
  title: string;
  /** What is waited for there, in words. Left out: it by its title. */
  shows?: string;
  way: readonly WayStep[];
  says?: readonly { text: string; means: Phrase['means'] }[] | undefined;
}

/** A portal with pages, as its page of YAML tells of it. */
export abstract class DescribedPages {
  readonly name: string;
  readonly title: string;
  readonly goal: Goal;
  readonly signInWords: SignInWords;
  readonly phrases: Phrases;
  readonly speech: Speech;
  readonly #signedIn: Term | undefined;

  /** @param usual what such portals' messages mean */
  constructor(name: string, { title, 'sign-in': signIn = {} }: Described, goal: Goal, usual: readonly Phrase[]) {
    this.name = name;
    this.title = title;
    this.goal = goal;
    this.#signedIn = signIn['signed-in'];
    const own = (part: 'user' | 'password' | 'code' | 'enter') => anyOf(signIn[part] ?? [], signInWords[part]);
    this.signInWords = {
      ...signInWords,
      ...{ user: own('user'), password: own('password'), code: own('code'), enter: own('enter') },
    };
    const says = (goal.says ?? []).map(({ text, means }): Phrase => ({ says: text, means, example: text }));
    this.phrases = new Phrases([...usual, ...says]);
    this.speech = { phrases: this.phrases, answers: anyOf(...Object.values(words.answers)) };
  }

  /** Whether a part of the form is shown: it may hide what is typed, as a sign-in page does. */
  abstract showsForm(screen: Screen): boolean;

  /** The first words of each step that leads there. */
  get way(): readonly Term[] {
    return this.goal.way.flatMap(({ press, 'under-name': underName }) => {
      const found = press ?? underName;
      return found === undefined ? [] : [found];
    });
  }

  /** Whether the screen shows what only somebody sees who is signed in; undefined where its page does not say. */
  showsSignedIn(screen: Screen): boolean | undefined {
    const known = this.#signedIn;
    return known && (wordsIn(screen, known).length > 0 || buttonsOf(screen, known).length > 0);
  }
}
