import type { ConfirmedWord, Context } from '../portal-sdk/index.ts';
import { type ConfirmedWords, type KeptWord, wordInWords } from '../runbook/confirmed-words.ts';
import type { HumanInTheLoop } from '../watch/human-in-the-loop.ts';
import type { StepRecorder } from './null-recorder.ts';
import type { PortalSession } from './portal-session.ts';

/** What somebody is to point at. */
export interface Unknown {
  /** Its name among the portal's words. */
  term: string;
  /** What it may be called now: it explains, and nothing is done by it. */
  nearest?: string;
}

interface TeachOptions {
  session: PortalSession;
  people: HumanInTheLoop;
  recorder: StepRecorder;
  words: ConfirmedWords;
  /** The run whose evidence has the picture. */
  run: string;
}

const asKept = (word: ConfirmedWord, is: string): Pick<KeptWord, 'kind' | 'says' | 'is' | 'in'> => ({ ...word, is });

/** Has the portal's pages understood with all words that are confirmed by now. */
export function speakOf({ portal, page, settings }: PortalSession, words: ConfirmedWords): void {
  const { language } = settings as { language?: string };
  portal.words?.speak(page.context(), { language, confirmed: words.of(portal.name) });
}

/**
 * Has somebody point at what was looked for in vain, and keeps the words that they confirm: for this customer alone. What
 * they point at is not pressed, and the words are tried out at once.
 * @returns whether there are new words
 */
export async function teach(
  { session, people, recorder, words, run }: TeachOptions,
  ctx: Context,
  { term, nearest }: Unknown,
): Promise<boolean> {
  const { portal, page } = session;
  const is = portal.words?.called(term);
  if (is === undefined || session.secretUnread) return false;
  const lines = nearest ? [`Nearest: ${nearest}`] : [];
  for (;;) {
    const spot = await people.pointsAt(`Where is "${is}"?`, lines, session);
    if (spot === undefined) return false;
    const found = await portal.words!.pointed(page, spot, term);
    if ('refused' in found) {
      lines.splice(0, lines.length, found.refused, 'Point again.');
      continue;
    }
    const { word, at } = found;
    const sentence = wordInWords(asKept(word, is));
    const answer = await people.confirmsWords(`${sentence[0]!.toUpperCase()}${sentence.slice(1)}`, session);
    if (answer === 'again') continue;
    if (answer === undefined) return false;
    await ctx.gesture(`Keep the confirmed words: ${sentence}`, async () => undefined, {
      reads: true,
      proof: async () => at,
    });
    const { who } = answer;
    const gesture = recorder.counts.gestures;
    words.keep({ portal: portal.name, ...word, is, who, when: new Date().toISOString(), run, gesture });
    speakOf(session, words);
    ctx.note(`${who} confirmed: ${sentence}. From now on, runs for this customer look for it by these words.`, {
      term,
      says: word.says,
    });
    return true;
  }
}
