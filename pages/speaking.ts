import type { BrowserContext } from 'playwright';
import type { ConfirmedWord, PortalWords, Term, Words } from '../src/portal-sdk/index.ts';
import { locate, look } from './screen/look.ts';
import { pointedAt } from './screen/survey/pointed.ts';
import { Lexicon, lexiconOf, speak } from './screen/words/lexicon.ts';

/**
 * How a portal's screens are understood: in its language, and in the words that people have confirmed for a customer.
 * @param hooks the profile's
 */
export function speaking(words: Words, hooks: Record<string, string>): PortalWords {
  const nameOf = (term: Term) => (words.isPattern(term) ? undefined : words.nameOf(term));
  const teachable = (name: string): Term | undefined => {
    const term = words.named(name);
    return term !== undefined && nameOf(term) !== undefined ? term : undefined;
  };
  const entry = (word: ConfirmedWord) =>
    [[words.named(word.term), word] as const].filter(([term]) => term !== undefined);
  return {
    languages: words.languages,
    terms: words.names,
    wrong: () => words.wrong(),
    speak(context: BrowserContext, { language = 'en', confirmed = [] }) {
      const known = new Map(confirmed.flatMap(entry) as [Term, ConfirmedWord][]);
      speak(context, new Lexicon({ said: words.in(language), confirmed: known, nameOf }));
    },
    called: (name) => teachable(name)?.[0],
    async pointed(page, spot, name) {
      const term = teachable(name);
      if (term === undefined) return { refused: 'Words cannot be confirmed for this.' };
      const found = pointedAt(await look(page, { hooks }), spot, term, name);
      if ('refused' in found) return found;
      const { word, thing } = found;
      const [other] = words.alike(name, word.says);
      return other === undefined || lexiconOf(page).said(term).includes(word.says)
        ? { word, at: locate(thing) }
        : { refused: `"${word.says}" is known as something else: ${words.named(other)![0]}.` };
    },
  };
}
