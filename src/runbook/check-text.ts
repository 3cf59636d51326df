import type { Diagnostic } from './diagnostic.ts';
import { parts } from './expression.ts';
import { quoted } from './sanitize.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import { LONGEST_TEXT } from './schema.ts';
import { look, type ScopeOptions, type Target } from './scope.ts';
import { inWords } from './schema-introspection.ts';

export interface CheckedText {
  wrong: Diagnostic[];
  /** What the expressions read, as far as they read anything. */
  targets: Target[];
  /** The text is one expression and nothing else, so it becomes that value. */
  whole: boolean;
}

export const SECRETS_GO = 'A secret goes from an output straight into an input that takes a secret, and nowhere else.';

/** How a person gives a value that an expression such as `inputs.role` lacks. */
export function howToGive(name: string): string | undefined {
  const input = /^inputs\.(.*)$/.exec(name)?.[1];
  return input === undefined ? undefined : `Give it with --input ${input}=…, or in the customers file.`;
}

/** Why a value cannot be put into a text: only text and whole numbers can. */
function unfit(name: string, target: Target): [message: string, hint?: string | undefined] | undefined {
  if (target.secret) return [`${quoted(name)} is a secret and would be shown in this text`, SECRETS_GO];
  if (target.value === undefined)
    return [`${target.origin ?? quoted(name)} cannot be put into this text`, howToGive(name)];
  const fits = target.kinds === undefined || target.kinds.has('string') || target.kinds.has('number');
  if (!fits)
    return [`only text and whole numbers can be put into a text, and ${quoted(name)} is ${inWords(target.kinds!)}`];
  return typeof target.value === 'number' && !Number.isInteger(target.value)
    ? [`only text and whole numbers can be put into a text, and ${quoted(name)} has a fraction`]
    : undefined;
}

/**
 * Checks the expressions of one text.
 * @param index of the step that the text belongs to; -1 where there is none
 */
export function checkText(file: YamlFile, path: Path, text: string, index: number, scope: ScopeOptions): CheckedText {
  if (text.length > LONGEST_TEXT)
    return {
      wrong: [file.wrong(path, `the text is longer than ${LONGEST_TEXT} characters`)],
      targets: [],
      whole: false,
    };
  const pieces = parts(text);
  const wrong: Diagnostic[] = [];
  const targets: Target[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') continue;
    if ('wrong' in piece) {
      wrong.push(file.wrong(path, piece.wrong, piece.hint, piece.find));
      continue;
    }
    const looked = look(piece.reference, index, scope);
    const problem =
      'wrong' in looked
        ? ([looked.wrong, looked.hint] as const)
        : pieces.length > 1
          ? unfit(piece.name, looked)
          : undefined;
    if (problem) wrong.push(file.wrong(path, problem[0], problem[1], { text: '${{', nth: piece.nth }));
    if (!('wrong' in looked)) targets.push(looked);
  }
  return { wrong, targets, whole: pieces.length === 1 && targets.length === 1 };
}

/** A title is known before the run and is shown everywhere, so it reads inputs only. */
export function checkTitle(file: YamlFile, path: Path, title: unknown, scope: ScopeOptions): Diagnostic[] {
  if (typeof title !== 'string') return [];
  for (const piece of parts(title)) {
    if (typeof piece === 'string' || 'wrong' in piece || piece.reference.kind === 'input') continue;
    return [
      file.wrong(
        path,
        `a title can read inputs only, not ${quoted(piece.name)}`,
        'Titles are known before the run: use ${{ inputs.… }}.',
        { text: '${{', nth: piece.nth },
      ),
    ];
  }
  const { wrong, targets, whole } = checkText(file, path, title, -1, scope);
  const problem = whole ? unfit(title.slice(3, -2).trim(), targets[0]!) : undefined;
  return problem ? [...wrong, file.wrong(path, ...problem)] : wrong;
}
