import { type Phrase, Phrases } from '../screen/messages/phrases.ts';
import type { Speech } from '../screen/messages/said.ts';
import { anyOf } from '../screen/words/lexicon.ts';
import { labels } from './labels.ts';

/**
 * What ConnectWise's messages mean beside what all applications say. No source has the wording of any of them
 * (PRODUCT.md A5, B, C2, D2: gaps).
 */
const OWN: readonly Phrase[] = [
  { says: 'permission', means: 'refused', example: 'This needs another permission.' },
  { says: 'locked', means: 'refused', example: 'The record is locked.' },

  { says: 'try again', means: 'unclear', example: 'Please try again.' },
  { says: 'connection', means: 'unclear', example: 'Connection lost' },
  { says: 'could not be reached', means: 'unclear', example: 'ConnectWise could not be reached.' },
  // Not 'will be unavailable on Sunday', which announces maintenance.
  { says: /(?<!\bwill be )unavailable/, means: 'unclear', example: 'The service is unavailable.' },

  { says: /(unexpected|an) error\b/, means: 'not loaded', example: 'There was an error.' },
  { says: 'timed out', means: 'not loaded', example: 'The list timed out.' },
  {
    says: /(could not|couldn't|cannot|unable to|failed to) (be )?(load|read|get|retriev|reach|fetch|display|connect)/,
    means: 'not loaded',
    example: 'The members could not be loaded.',
  },
];

export const phrases = new Phrases(OWN);

export const speech: Speech = {
  phrases,
  answers: anyOf(
    ...Object.entries(labels.answers).flatMap(([name, words]) => (name.endsWith('InWords') ? [] : [words])),
  ),
};
