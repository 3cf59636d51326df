import { Phrases, type Speech } from 'keywright/screen';
import { labels } from './labels.ts';

/** What the portal's messages mean; common phrases are known. A row of its own: `{ says, means, mesh }`. */
export const phrases = new Phrases([]);

export const speech: Speech = { phrases, answers: labels.answers.dismiss };
