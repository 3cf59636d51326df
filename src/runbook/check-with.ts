import type { z } from 'zod';
import type { Action } from '../portal-sdk/index.ts';
import { type CheckedText, checkText, howToGive, nameIn, SECRETS_GO } from './check-text.ts';
import type { Diagnostic, Mistake } from './diagnostic.ts';
import { interpolate, PENDING, pendingPaths, texts } from './interpolate.ts';
import { quoted } from './quoted.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import { at, inWords, isSecret, kinds } from './schema-introspection.ts';
import { type Place, resolve, type ScopeOptions, type Target } from './scope.ts';
import { diagnose, mistakesOf } from './zod-diagnostics.ts';

interface Field extends CheckedText {
  /** Inside `with`. */
  path: Path;
  text: string;
}

/** Why a secret, or another value, cannot be in a field of the action; undefined when it can. */
function whyNotSecret(name: string, takesSecret: boolean, target: Target | undefined): Mistake | undefined {
  const refuse = (message: string): Mistake => ({ code: 'KW-SECRET-MISPLACED', message, hint: SECRETS_GO });
  if (target === undefined)
    return takesSecret ? refuse(`${name} is a secret, so it cannot be written here`) : undefined;
  const origin = target.origin ?? 'this';
  if (takesSecret && !target.secret && target.kinds !== undefined)
    return refuse(`${name} takes a secret, and ${origin} is none`);
  return target.secret && !takesSecret ? refuse(`${origin} is a secret, and ${name} would be shown`) : undefined;
}

/** Why a value of these kinds cannot be in a field of these schemas, whatever the value will be. */
function whyNotKind(name: string, schemas: z.ZodType[], { kinds: given, origin }: Target): Mistake | undefined {
  if (given === undefined || schemas.length === 0) return undefined;
  const wanted = schemas.map((schema) => kinds(schema));
  if (wanted.some((set) => set === undefined || [...given].some((kind) => set.has(kind)))) return undefined;
  const allowed = inWords(wanted.flatMap((set) => [...set!]));
  return {
    code: 'KW-EXPRESSION-TYPE',
    message: `${name} must be ${allowed}, and ${origin ?? 'this'} is ${inWords(given)}`,
  };
}

/** Why a text cannot be in a field of the action, apart from its value. */
function misplaced({ path, whole, targets }: Field, action: Action): Mistake | undefined {
  const schemas = at(action.input, path);
  const name = quoted(String(path.findLast((part) => typeof part === 'string') ?? 'with'));
  const target = whole ? targets[0] : undefined;
  const secret = whyNotSecret(name, schemas.some(isSecret), target);
  // Only the run knows a pending value, but its kind is known now.
  return secret ?? (target?.value === PENDING ? whyNotKind(name, schemas, target) : undefined);
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((part, n) => path[n] === part);
}

/** zod's issues. A schema with code of its own may stumble over a pending value; then the run checks again. */
function issuesOf(schema: z.ZodType, value: unknown): readonly z.core.$ZodIssue[] {
  try {
    return schema.safeParse(value).error?.issues ?? [];
  } catch {
    return [];
  }
}

/** Adds to a diagnostic where its value comes from, and how to give a value that is missing. */
function withOrigin(diagnostic: Diagnostic, action: Action, from: Field | undefined): Diagnostic {
  const isMissing = diagnostic.code === 'KW-VALUE-MISSING';
  const origin = from?.targets.map((target) => target.origin ?? 'this').join(' and ');
  const needed = isMissing ? `: ${action.name} needs it` : '';
  return {
    ...diagnostic,
    message: diagnostic.message + (origin === undefined ? needed : `; its value comes from ${origin}`),
    hint:
      diagnostic.hint ??
      (isMissing && from ? howToGive(nameIn(from.text)) : undefined) ??
      `"keywright actions ${action.name}" shows its inputs.`,
  };
}

/** What is wrong with a value of the customers file, at its place there. */
function diagnoseGiven(
  { source, path }: Place,
  from: Field,
  issues: readonly z.core.$ZodIssue[],
  action: Action,
  filled: unknown,
): Diagnostic[] {
  return issues
    .flatMap((issue) => mistakesOf(issue, action.input, filled))
    .map(({ path: inside, where, message, ...mistake }) => {
      const rest = inside.slice(from.path.length);
      // A file that holds the whole value has no name for it.
      const [own, theirs] = [inside.at(-1), path.at(-1) ?? inside.at(-1)].map((name) => quoted(String(name)));
      // There it has the input's name.
      const said = rest.length === 0 && message.startsWith(own!) ? `${theirs}${message.slice(own!.length)}` : message;
      return source.wrong([...path, ...rest], { ...mistake, message: said }, where);
    });
}

/**
 * Checks a step's `with` against its action: expressions, secrets, kinds of values, and with the action's own schema
 * all values that are known.
 * @param base the path of `with` in the file
 * @param index of the step
 */
export function checkWith(
  file: YamlFile,
  base: Path,
  given: unknown,
  index: number,
  action: Action,
  scope: ScopeOptions,
): Diagnostic[] {
  const wrong: Diagnostic[] = [];
  const refused: Path[] = [];
  const fields = [...texts(given)].map(
    ({ path, text }): Field => ({ path, text, ...checkText(file, [...base, ...path], text, index, scope) }),
  );
  for (const field of fields) {
    const mistake = field.wrong.length === 0 ? misplaced(field, action) : undefined;
    wrong.push(...field.wrong, ...(mistake ? [file.wrong([...base, ...field.path], mistake)] : []));
    if (mistake || field.wrong.length > 0) refused.push(field.path);
  }

  const filled = interpolate(given, (reference) => {
    const resolved = resolve(reference, index, scope);
    return 'message' in resolved ? PENDING : resolved.value;
  });
  const unsettled = [...pendingPaths(filled), ...refused];
  const isUnsettled = (issue: z.core.$ZodIssue) =>
    unsettled.some(
      (path) => startsWith(issue.path, path) || (issue.code === 'invalid_union' && startsWith(path, issue.path)),
    );
  const issues = issuesOf(action.input, filled).filter((issue) => !isUnsettled(issue));
  for (const issue of issues) {
    const from = fields.find(({ path, targets }) => targets.length > 0 && startsWith(issue.path, path));
    const place = from?.whole ? from.targets[0]?.place : undefined;
    if (place === undefined) {
      const found = diagnose(file, base, [issue], action.input, filled);
      wrong.push(...found.map((diagnostic) => withOrigin(diagnostic, action, from)));
    } else wrong.push(...diagnoseGiven(place, from!, [issue], action, filled));
  }
  return wrong;
}
