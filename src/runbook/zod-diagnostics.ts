import type { z } from 'zod';
import type { Diagnostic } from './diagnostic.ts';
import { quoted } from './sanitize.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import { closest, suggestion } from './suggest.ts';
import { at, inWords, keysAt, kindOf, kinds } from './schema-introspection.ts';

/** The value at a path inside plain data; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      part !== null && typeof part === 'object' && Object.hasOwn(part, key)
        ? (part as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

type Issue = z.core.$ZodIssue;

/** An issue in words of ours, without any value: zod's own name their types as programmers do. */
export interface Wording {
  message: string;
  hint?: string | undefined;
  path: Path;
  where: 'key' | 'value';
}

function joined(path: Path): string {
  return path.map((part) => (typeof part === 'number' ? `entry ${part + 1}` : String(part))).join(' > ');
}

const FORMATS: Record<string, string> = {
  url: 'must be an address such as https://portal.example',
  email: 'must be an e-mail address',
};
/** zod's own messages, as against those that a schema's author wrote. */
const GENERIC = /^(Invalid|Too |Unrecognized)/;

function limit(issue: Issue & { code: 'too_small' | 'too_big' }): string {
  const least = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return 'must not be empty';
  if (issue.code === 'too_small' && Number(issue.minimum) === 1 && issue.origin !== 'number' && issue.origin !== 'int')
    return 'must not be empty';
  return (
    'must be ' +
    `${least}${{ string: ' characters long', array: ' entries long', set: ' entries long', map: ' entries long', object: ' entries long' }[issue.origin as string] ?? ''}`
  );
}

/** Says what zod found in the value of a schema. One issue can be several: each unknown key is one. */
export function wordings(issue: Issue, schema: z.ZodType, value: unknown): Wording[] {
  const path = issue.path as Path;
  const found = valueAt(value, path);
  const name = path.length === 0 ? '' : typeof path.at(-1) === 'number' ? joined(path.slice(-2)) : String(path.at(-1));
  const subject = name === '' ? 'the content' : quoted(name);
  const own = GENERIC.test(issue.message) ? undefined : issue.message;
  const say = (message: string, hint?: string | undefined, where: 'key' | 'value' = 'value'): Wording[] => [
    { message, hint, path, where },
  ];

  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    const free = known.filter((key) => !Object.hasOwn((found ?? {}) as object, key));
    return issue.keys.map((key) => {
      const alike =
        /[^\u0000-\u007F]/.test(key) && closest(key, free) !== undefined
          ? ` ${quoted(key)} holds a letter of another alphabet that looks the same.`
          : '';
      const hint = suggestion(key, free, 'Allowed here');
      return {
        message: `unknown key ${quoted(key)}${name === '' ? '' : ` in ${subject}`}`,
        path: [...path, key],
        where: 'key' as const,
        hint: hint && hint + alike,
      };
    });
  }
  if (issue.code === 'invalid_key') {
    const why =
      issue.issues.map(({ message }) => message).find((message) => !GENERIC.test(message)) ?? 'is not allowed here';
    return say(
      `the key ${quoted(name)} ${why}`,
      suggestion(name, keysAt(schema, path.slice(0, -1)), 'Allowed here'),
      'key',
    );
  }
  if (found === undefined && path.length > 0) {
    const parent = path.at(-2);
    return say(`${subject} is missing${typeof parent === 'string' ? ` in ${quoted(parent)}` : ''}`, undefined, 'key');
  }
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union' || issue.code === 'invalid_value') {
    // The branch of a union that the value was meant for is the one whose basic kind fits.
    if (issue.code === 'invalid_union') {
      const branch = issue.errors.find(
        (errors) =>
          errors.length > 0 && !errors.some((error) => error.path.length === 0 && error.code === 'invalid_type'),
      );
      if (branch)
        return branch.flatMap((error) =>
          wordings({ ...error, path: [...path, ...error.path] } as Issue, schema, value),
        );
    }
    const wanted = new Set(at(schema, path).flatMap((one) => [...(kinds(one) ?? [])]));
    const kind = kindOf(found);
    if (issue.code === 'invalid_value') {
      const choices = issue.values.map(String);
      const meant = typeof found === 'string' ? closest(found, choices) : undefined;
      return say(
        `${subject} ${own ?? `must be ${choices.length === 1 ? choices[0]! : `one of ${choices.join(', ')}`}`}`,
        meant && `Did you mean "${meant}"?`,
      );
    }
    if (own !== undefined) return say(`${subject} ${own}`);
    if (issue.code === 'invalid_type' && kind === 'number' && issue.expected === 'int')
      return say(`${subject} must be a whole number`);
    if (wanted.size === 0 || wanted.has(kind)) return say(`${subject} is not as it should be`);
    const quotable = wanted.has('string') && (kind === 'number' || kind === 'boolean');
    return say(
      `${subject} must be ${inWords(wanted)}, but is ${inWords([kind])}`,
      quotable ? 'Put it in quotes.' : undefined,
    );
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') return say(`${subject} ${own ?? limit(issue)}`);
  if (issue.code === 'custom') return say(`${subject} ${own ?? 'is not written as it should be'}`);
  if (issue.code === 'invalid_format')
    return say(`${subject} ${own ?? FORMATS[issue.format] ?? 'is not written as it should be'}`);
  return say(`${subject} is not as it should be`);
}

/** zod's issues as diagnostics at their places in a file. */
export function diagnose(
  file: YamlFile,
  base: Path,
  issues: readonly Issue[],
  schema: z.ZodType,
  value: unknown,
): Diagnostic[] {
  return issues
    .flatMap((issue) => wordings(issue, schema, value))
    .map(({ message, hint, path, where }) => file.wrong([...base, ...path], message, hint, where));
}
