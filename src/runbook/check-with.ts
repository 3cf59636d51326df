import type { Action } from '../portal-sdk/index.ts';
import { checkText, howToGive, SECRETS_GO, type CheckedText } from './check-text.ts';
import type { Diagnostic } from './diagnostic.ts';
import { interpolate, PENDING, pendingPaths, texts } from './interpolate.ts';
import { diagnose } from './zod-diagnostics.ts';
import { quoted } from './sanitize.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import { look, type ScopeOptions } from './scope.ts';
import { at, inWords, isSecret, kinds } from './schema-introspection.ts';

interface Field extends CheckedText {
  /** Inside `with`. */
  path: Path;
  text: string;
}

/** Why a text cannot stand in a field of the action, apart from its value. */
function misplaced({ path, whole, targets }: Field, action: Action): [message: string, hint?: string] | undefined {
  const schemas = at(action.input, path);
  const takesSecret = schemas.some(isSecret);
  const name = quoted(String(path.findLast((part) => typeof part === 'string') ?? 'with'));
  const target = whole ? targets[0] : undefined;
  if (target === undefined)
    return takesSecret ? [`${name} is a secret, so it cannot be written here`, SECRETS_GO] : undefined;
  const origin = target.origin ?? 'this';
  if (takesSecret && !target.secret && target.kinds !== undefined)
    return [`${name} takes a secret, and ${origin} is none`, SECRETS_GO];
  if (target.secret && !takesSecret) return [`${origin} is a secret, and ${name} would be shown`, SECRETS_GO];
  if (target.value !== PENDING || target.kinds === undefined || schemas.length === 0) return undefined;
  // Only the run knows the value, but what kind of value it will be is known now.
  const wanted = schemas.map((schema) => kinds(schema));
  if (wanted.some((set) => set === undefined || [...target.kinds!].some((kind) => set.has(kind)))) return undefined;
  return [`${name} must be ${inWords(wanted.flatMap((set) => [...set!]))}, and ${origin} is ${inWords(target.kinds)}`];
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((part, n) => path[n] === part);
}

/**
 * Checks a step's `with` against its action: expressions, secrets, kinds of values, and by the action's own schema
 * whatever is known.
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
  const settled: Path[] = [];
  const fields = [...texts(given)].map(
    ({ path, text }): Field => ({ path, text, ...checkText(file, [...base, ...path], text, index, scope) }),
  );
  for (const field of fields) {
    const problem = field.wrong.length === 0 ? misplaced(field, action) : undefined;
    wrong.push(...field.wrong, ...(problem ? [file.wrong([...base, ...field.path], ...problem)] : []));
    if (problem || field.wrong.length > 0) settled.push(field.path);
  }

  const filled = interpolate(given, (reference) => {
    const looked = look(reference, index, scope);
    return 'wrong' in looked ? PENDING : looked.value;
  });
  const open = [...pendingPaths(filled), ...settled];
  let issues;
  try {
    issues = action.input.safeParse(filled).error?.issues ?? [];
  } catch {
    // A schema with code of its own may stumble over a value that is not known yet; the run checks again.
    issues = [] as never[];
  }
  for (const issue of issues) {
    if (
      open.some(
        (path) => startsWith(issue.path, path) || (issue.code === 'invalid_union' && startsWith(path, issue.path)),
      )
    )
      continue;
    const from = fields.find(({ path, targets }) => targets.length > 0 && startsWith(issue.path, path));
    const origin = from?.targets.map((target) => target.origin ?? 'this').join(' and ');
    for (const diagnostic of diagnose(file, base, [issue], action.input, filled)) {
      const missing = diagnostic.message.includes(' is missing');
      const give = missing && from ? howToGive(from.text.slice(3, -2).trim()) : undefined;
      wrong.push({
        ...diagnostic,
        message:
          diagnostic.message +
          (origin !== undefined ? `; its value comes from ${origin}` : missing ? `: ${action.name} needs it` : ''),
        hint: diagnostic.hint ?? give ?? `"keywright actions ${action.name}" shows its inputs.`,
      });
    }
  }
  return wrong;
}
