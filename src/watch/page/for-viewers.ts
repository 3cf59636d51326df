import type { RunEnd } from '../../evidence/events.ts';
import { endedWords } from './format-state.ts';
import type { Line, RunSummary, ShownQuestion, ShownStep, View } from './view.ts';

/** Words of a step's outcome that speak to whoever runs it. */
const STEP_WORDS: Record<string, string> = { 'left for you': 'left to do', 'already in place': 'already done' };

const text = (words: string): Line => ({ name: '', text: words });

/** What there was to see and to do is said to whoever runs it; viewers need to know who deals with it. */
function questionForViewers({ signed: _, again: __, ...question }: ShownQuestion): ShownQuestion {
  if (question.kind !== 'failed') return { ...question, choices: [] };
  return { ...question, lines: [text('It did not go as expected. Your contact is looking at it.')], choices: [] };
}

/** How a run ended, for {@link summaryForViewers}. */
export interface Ending {
  /** `incomplete`: it ended without saying how. */
  outcome: RunEnd['outcome'] | 'incomplete';
  /** Who stopped it, if somebody did. */
  stoppedBy: string | undefined;
  /** How many things it left for people. */
  left: number;
}

const WORDS: Record<Ending['outcome'], string> = {
  done: 'Done',
  'nothing to do': 'Everything was set up already',
  drift: 'Some things are not as they should be',
  failed: 'Not finished',
  interrupted: 'Stopped',
  incomplete: 'Not finished',
};

/** The end of a run in plain words. What went wrong, and where the report is, is for whoever runs it. */
function summaryForViewers(over: RunSummary, { outcome, stoppedBy, left }: Ending, steps: ShownStep[]): RunSummary {
  const finished = steps.filter(({ sign }) => sign === 'good' || sign === 'calm').length;
  const open = outcome !== 'done' && outcome !== 'nothing to do';
  const lines = [
    left > 0 &&
      `${left === 1 ? 'One thing is' : `${left} things are`} left to do by hand. Your contact knows about it.`,
    open && 'Your contact will tell you what happens next.',
    'Thank you for watching. You can close this page.',
  ];
  return {
    words: outcome === 'interrupted' && stoppedBy !== undefined ? `Stopped by ${stoppedBy}` : WORDS[outcome],
    tone: over.tone,
    counts:
      finished === steps.length
        ? `All ${steps.length} steps are finished.`
        : `${finished} of ${steps.length} steps are finished.`,
    lines: lines.filter((line) => line !== false).map(text),
    last: over.last,
  };
}

/** The page for people who only look: plain words, and nothing that is meant for whoever runs it. */
export function forViewers(view: View, ending: Ending | undefined): View {
  const { viewers: _, codeEnded: __, ...shared } = view;
  const { question, over, phases } = shared;
  const steps = phases.flatMap((phase) => phase.steps);
  const end = over && ending && summaryForViewers(over, ending, steps);
  const asked = question?.kind === 'failed' ? { words: 'Waiting for your contact' } : {};
  return {
    ...shared,
    state: { ...view.state, ...(end ? { words: endedWords(end.words) } : asked) },
    phases: phases.map(({ title, steps: shown }) => ({
      title,
      steps: shown.map((step) => ({ ...step, words: STEP_WORDS[step.words] ?? step.words })),
    })),
    why: [],
    ...(question && { question: questionForViewers(question) }),
    ...(end && { over: end }),
  };
}
