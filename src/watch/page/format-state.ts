import type { ControlState, Question } from '../commands.ts';
import type { Line, RunSummary, ShownQuestion, View } from './view.ts';

const ASKING: Record<Question['kind'], string> = {
  approve: 'Waiting for approval',
  failed: 'Step failed. Waiting for your decision',
  hands: 'Waiting for a person',
  point: 'Waiting for someone to point it out',
  words: 'Waiting for a yes or no',
};

/** `Ended: stopped by Dana Reyes`. */
export const endedWords = (words: string): string => `Ended: ${words[0]!.toLowerCase()}${words.slice(1)}`;

/** Whether the run runs, waits or is over, in plain words. */
export function stateOf(
  { mode, question }: ControlState,
  hasBegun: boolean,
  over: RunSummary | undefined,
): View['state'] {
  if (over !== undefined) return { mode: 'over', words: endedWords(over.words), tone: over.tone };
  switch (mode) {
    case 'asking':
      return { mode, words: ASKING[question!.kind], tone: question!.kind === 'failed' ? 'bad' : 'warn' };
    case 'held':
      return { mode, words: 'Paused', tone: 'warn' };
    case 'pausing':
      return { mode, words: 'Pausing…', tone: 'warn' };
    case 'stopping':
      return { mode, words: 'Stopping…', tone: 'warn' };
    default:
      return hasBegun ? { mode, words: 'Running', tone: 'good' } : { mode, words: 'Starting…', tone: 'mute' };
  }
}

/** What a run waits for now, for the terminal's live line; undefined while it goes on. */
export function waitsFor({ mode, held, question }: ControlState): string | undefined {
  if (mode === 'held') return `paused before: ${held!.title}`;
  return mode === 'asking' ? ASKING[question!.kind].replace(/^./, (first) => first.toLowerCase()) : undefined;
}

export function paceOf({ pace }: ControlState): string {
  return pace === 0 ? 'Full speed' : `${Number((pace / 1000).toFixed(2))} s each`;
}

/** `Expected: a grid` is a name and a text. */
function lineOf(line: string): Line {
  const [, name = '', text = line] = /^(Where|Expected|Saw|Later|Next|Retry|Window|Code): +(.*)$/s.exec(line) ?? [];
  return { name, text };
}

export const questionOf = ({ kind, title, lines, choices, again, signed, since, until }: Question): ShownQuestion => ({
  id: since,
  kind,
  title,
  lines: lines.map(lineOf),
  choices,
  ...(again !== undefined && { again }),
  ...(signed && { signed }),
  left: Math.max(0, until - Date.now()),
});
