import type { Diagnostic, Mistake } from './diagnostic.ts';
import { parts } from './expression.ts';
import { quoted } from './quoted.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import { LONGEST_TEXT } from './schema.ts';
import { inWords } from './schema-introspection.ts';
import { resolve, type ScopeOptions, type Target } from './scope.ts';

export interface CheckedText {
  wrong: Diagnostic[];
  /** What its expressions read; those that read nothing are left out. */
  targets: Target[];
  /** The text is one expression and nothing else, so it becomes that value. */
  whole: boolean;
}

export const SECRETS_GO = 'A secret goes from an output straight into an input that takes a secret, and nowhere else.';

/** The name that a text reads which is one expression and nothing else. */
export function nameIn(text: string): string {
  return text.slice(3, -2).trim();
}

/** How a person gives a value that an expression such as `inputs.role` lacks. */
export function howToGive(name: string): string | undefined {
  const input = /^inputs\.(.*)$/.exec(name)?.[1];
  return input === undefined ? undefined : `Give it with --input ${input}=…, or in the customers file.`;
}

/** Why a value cannot be put into a text: only text and whole numbers can. */
function whyNotInText(name: string, target: Target): Mistake | undefined {
  if (target.secret)
    return {
      code: 'KW-SECRET-MISPLACED',
      message: `${quoted(name)} is a secret and would be shown in this text`,
      hint: SECRETS_GO,
    };
  if (target.value === undefined)
    return {
      code: 'KW-VALUE-MISSING',
      message: `${target.origin ?? quoted(name)} cannot be put into this text`,
      hint: howToGive(name),
    };
  const fits = target.kinds === undefined || target.kinds.has('string') || target.kinds.has('number');
  const fraction = typeof target.value === 'number' && !Number.isInteger(target.value);
  if (fits && !fraction) return undefined;
  const is = fits ? 'has a fraction' : `is ${inWords(target.kinds!)}`;
  return {
    code: 'KW-EXPRESSION-TYPE',
    message: `only text and whole numbers can be put into a text, and ${quoted(name)} ${is}`,
  };
}

/**
 * Checks the expressions of one text.
 * @param index of the step that the text belongs to; -1 for a text outside the steps
 */
export function checkText(file: YamlFile, path: Path, text: string, index: number, scope: ScopeOptions): CheckedText {
  if (text.length > LONGEST_TEXT) {
    const message = `the text is longer than ${LONGEST_TEXT} characters`;
    return { wrong: [file.wrong(path, { code: 'KW-VALUE-LIMIT', message })], targets: [], whole: false };
  }
  const pieces = parts(text);
  const wrong: Diagnostic[] = [];
  const targets: Target[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') continue;
    if ('mistake' in piece) {
      wrong.push(file.wrong(path, piece.mistake, piece.spot));
      continue;
    }
    const resolved = resolve(piece.reference, index, scope);
    const inText = pieces.length > 1;
    const mistake = 'message' in resolved ? resolved : inText ? whyNotInText(piece.name, resolved) : undefined;
    if (mistake) wrong.push(file.wrong(path, mistake, piece.spot));
    if (!('message' in resolved)) targets.push(resolved);
  }
  return { wrong, targets, whole: pieces.length === 1 && targets.length === 1 };
}

/** A title, or what a step says, is known before the run and is shown everywhere, so it reads inputs only. */
export function checkTitle(file: YamlFile, path: Path, title: unknown, scope: ScopeOptions): Diagnostic[] {
  if (typeof title !== 'string') return [];
  for (const piece of parts(title)) {
    if (typeof piece === 'string' || 'mistake' in piece || piece.reference.kind === 'input') continue;
    const mistake: Mistake = {
      code: 'KW-EXPRESSION-MISPLACED',
      message: `${path.at(-1) === 'say' ? 'say' : 'a title'} can read inputs only, not ${quoted(piece.name)}`,
      hint: 'It is known before the run: use ${{ inputs.… }}.',
    };
    return [file.wrong(path, mistake, piece.spot)];
  }
  const { wrong, targets, whole } = checkText(file, path, title, -1, scope);
  const mistake = whole ? whyNotInText(nameIn(title), targets[0]!) : undefined;
  return mistake ? [...wrong, file.wrong(path, mistake)] : wrong;
}
