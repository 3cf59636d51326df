import type { Run } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import type { Chapter } from './chapters.ts';

/** A picture of the guide: its file beside `guide.md`, and the same for `guide.html`. */
interface Figure {
  file: string;
  figure: Html;
}

/** What both forms of the guide say. */
export interface Guide {
  title: string;
  phases: Phase[];
  /** Which run it was made from. */
  from: string;
}

interface Phase {
  number: number;
  title: string;
  sections: Section[];
}

export interface Section {
  title: string;
  /** The address to go back to. */
  at: string | undefined;
  instructions: { number: number; words: string; picture: Figure | undefined }[];
  result: Figure | undefined;
}

/** Keeps a picture with the place marked; undefined if there is none. */
export type Keep = (
  shot: Chapter['result'],
  place: Chapter['instructions'][number]['place'],
  alt: string,
) => Figure | undefined;

/** Numbers the phases, the instructions and the pictures. */
export function guideOf({ start }: Run, chapters: Chapter[], keep: Keep): Guide {
  const phases = [...new Set(chapters.map(({ phase }) => phase))];
  let step = 0;
  const section = ({ title, at, instructions, result }: Chapter): Section => ({
    title,
    at,
    instructions: instructions.map(({ words, picture, place }) => ({
      number: (step += 1),
      words,
      picture: keep(picture, place, `The place for: ${words}`),
    })),
    result: keep(result, undefined, `Afterwards: ${title}`),
  });
  return {
    title: start.runbook.title,
    phases: phases.map((title, index) => ({
      number: index + 1,
      title,
      sections: chapters.filter(({ phase }) => phase === title).map(section),
    })),
    from:
      `Made from the run ${start.run} of ${start.utc.split('T')[0]}, for ${start.customer.title}. ` +
      'What is only of that run is in ‹brackets› in the text. The pictures show it, with secrets covered.',
  };
}
