import type { Screen } from '../screen/thing.ts';
import { words } from '../screen/words/words.ts';
import { words as pack } from './labels.ts';

/** Terms that administrators see on every screen. */
const TELLING = /^(menu|tabs|tools)\./;

/** What tells a language: words that are no English. */
function telling(language: string): string[] {
  const english = new Set(pack.sources('en').flatMap((one) => one.words));
  const own = pack.sources(language).filter(({ term }) => TELLING.test(term));
  return own.flatMap((one) => one.words.filter((word) => !english.has(word)));
}

const all = new Map<string, string[]>();

const nameOf = new Intl.DisplayNames(['en'], { type: 'language' });
export const languageInWords = (language: string): string => nameOf.of(language) ?? language;

/**
 * The language that a screen is shown in, in words, if some of its words are known ones of another than this one. No public
 * source shows ConnectWise in other languages than English: unless the customers file chooses one, they only tell.
 */
export function foreignLanguage(screen: Screen, chosen = 'en'): string | undefined {
  if (all.size === 0) for (const language of pack.languages) all.set(language, telling(language));
  const mine = new Set(all.get(chosen));
  const counted = [...all]
    .map(([language, known]) => ({
      language,
      count: known.filter((word) => !mine.has(word) && words(screen, [word]).length > 0).length,
    }))
    .sort((a, b) => b.count - a.count);
  return counted[0]!.count > 0 ? languageInWords(counted[0]!.language) : undefined;
}
