import type { PortalWords, Words } from '../src/portal-sdk/index.ts';
import { Lexicon, speak } from './screen/lexicon.ts';

/** How a portal's screens are understood in each of its languages. */
export const speaking = (words: Words): PortalWords => ({
  languages: words.languages,
  speak: (context, { language = 'en' }) => speak(context, new Lexicon(words.in(language))),
});
