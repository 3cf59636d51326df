/** How a thing of a screen stands beside what was expected. A survey tells one for each thing, by screen. */
export interface Compared {
  /** `box Role ID` */
  thing: string;
  state: 'same' | 'renamed' | 'moved' | 'ambiguous' | 'missing' | 'not allowed' | 'new and required';
  expected: string;
  found: string;
  /** By which way it was found: the profile's known facts, the model's words and places, or words a person confirmed. */
  by: 'profile' | 'model' | 'confirmed' | '';
  candidates: number;
  /** What it may be called now, with its likeness. It explains, and is never acted on. */
  nearest: string;
  /** Whether a job can work with it as it is. */
  usable: boolean;
  /** Its name among the portal's words: a person can point at it. */
  term?: string;
}

/** What a survey keeps in the details of its finding. */
export interface SurveyDetails {
  /** By the screens' names. */
  screens: Record<string, Compared[]>;
  /** Windows and questions that came up. */
  'met on the way'?: string[];
}

/** A difference in words: `box Role ID: renamed to "Security Role"`. */
export function differenceInWords({ thing, state, found, candidates, nearest }: Compared): string {
  switch (state) {
    case 'renamed':
      return `${thing}: renamed to "${found}"`;
    case 'ambiguous':
      return `${thing}: ambiguous, ${candidates} of them${found === '' ? '' : ` (${found})`}`;
    case 'missing': {
      const near = nearest === '' ? '' : ` (nearest: ${nearest})`;
      // On the way to a screen, what was there instead is known.
      return found === '' ? `${thing}: missing${near}` : `expected ${thing}, but saw ${found}${near}`;
    }
    case 'not allowed':
      return `${thing}: not shown to who is signed in, who lacks the right for it (there is ${found})`;
    case 'moved':
      return `${thing}: moved${thing === 'screen' ? ` (${found})` : ''}`;
    default:
      return `${thing}: ${state}`;
  }
}

/** The survey in a step's details, if it is one. */
export function surveyIn(details: Record<string, unknown> | undefined): SurveyDetails | undefined {
  const screens = details?.['screens'];
  return screens !== null && typeof screens === 'object' ? (details as unknown as SurveyDetails) : undefined;
}
