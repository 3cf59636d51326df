import type { z } from 'zod';
import { closest } from '../files/closest.ts';
import type { Diagnostic, Mistake } from './diagnostic.ts';
import { quoted } from './quoted.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import { at, inWords, type Kind, keysAt, kindOf, kinds } from './schema-introspection.ts';
import { nameOf, suggestion } from './suggest.ts';

/** The value at a path inside plain data; undefined when there is none. */
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

/** What is wrong with a value, and where. zod's own messages name types as programmers do, and may hold the value. */
interface ValueMistake extends Mistake {
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
/** zod's own messages. All others are those that a schema's author wrote. */
const GENERIC = /^(Invalid|Too |Unrecognized)/;

const ENTRIES = ' entries long';
const UNITS: Record<string, string> = {
  string: ' characters long',
  array: ENTRIES,
  set: ENTRIES,
  map: ENTRIES,
  object: ENTRIES,
};

function limit(issue: Issue & { code: 'too_small' | 'too_big' }): string {
  const countable = issue.origin !== 'number' && issue.origin !== 'int';
  if (issue.code === 'too_small' && Number(issue.minimum) === 1 && countable) return 'must not be empty';
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  return `must be ${bound}${UNITS[issue.origin] ?? ''}`;
}

/** An issue, and what a message about it needs. */
interface Context<I extends Issue = Issue> {
  issue: I;
  schema: z.ZodType;
  path: Path;
  /** The value at the path. */
  found: unknown;
  /** The value's name; empty for the whole content. */
  name: string;
  /** The value's name for a sentence. */
  subject: string;
  /** What the schema's author says of it. */
  own: string | undefined;
}

function contextOf<I extends Issue>(issue: I, schema: z.ZodType, value: unknown): Context<I> {
  const path = issue.path as Path;
  const last = path.at(-1);
  const name = last === undefined ? '' : typeof last === 'number' ? joined(path.slice(-2)) : String(last);
  return {
    issue,
    schema,
    path,
    found: valueAt(value, path),
    name,
    subject: name === '' ? 'the content' : quoted(name),
    own: GENERIC.test(issue.message) ? undefined : issue.message,
  };
}

function unknownKeys({ issue, schema, path, found, name, subject }: Context<z.core.$ZodIssueUnrecognizedKeys>) {
  const free = keysAt(schema, path).filter((key) => !Object.hasOwn((found ?? {}) as object, key));
  return issue.keys.map((key): ValueMistake => {
    const foreign = /[^\u0000-\u007F]/.test(key) && closest(key, free) !== undefined;
    const hint = suggestion(key, free, 'Allowed here');
    return {
      code: 'KW-KEY-UNKNOWN',
      message: `unknown key ${quoted(key)}${name === '' ? '' : ` in ${subject}`}`,
      hint: hint && (foreign ? `${hint} ${quoted(key)} holds a letter of another alphabet that looks the same.` : hint),
      path: [...path, key],
      where: 'key',
    };
  });
}

function invalidKey({ issue, schema, path, name }: Context<z.core.$ZodIssueInvalidKey>): ValueMistake {
  const own = issue.issues.map(({ message }) => message).find((message) => !GENERIC.test(message));
  const plain = nameOf(name);
  const near = own !== undefined && plain !== '' && plain !== name ? `Write "${plain}"; its title is free.` : undefined;
  return {
    code: 'KW-KEY-INVALID',
    message: `the key ${quoted(name)} ${own ?? 'is not allowed here'}`,
    hint: suggestion(name, keysAt(schema, path.slice(0, -1)), 'Allowed here') ?? near,
    path,
    where: 'key',
  };
}

function missing({ path, subject }: Context): ValueMistake {
  const parent = path.at(-2);
  return {
    code: 'KW-VALUE-MISSING',
    message: `${subject} is missing${typeof parent === 'string' ? ` in ${quoted(parent)}` : ''}`,
    path,
    where: 'key',
  };
}

function noChoice({ issue, path, found, subject, own }: Context<z.core.$ZodIssueInvalidValue>): ValueMistake {
  const choices = issue.values.map(String);
  const meant = typeof found === 'string' ? closest(found, choices) : undefined;
  // "1" in quotes is a text, and the number is wanted.
  const quotes = issue.values.some((value) => typeof value !== 'string' && String(value) === found);
  const one = choices.length === 1 ? choices[0]! : `one of ${choices.join(', ')}`;
  return {
    code: 'KW-VALUE-CHOICE',
    message: `${subject} ${own ?? `must be ${one}`}`,
    hint: quotes ? 'Write it without quotes.' : meant && `Did you mean "${meant}"?`,
    path,
    where: 'value',
  };
}

/** How a value of another type is written, where that can be told. */
function howToWrite(wanted: ReadonlySet<Kind>, kind: Kind, found: unknown): string | undefined {
  if (wanted.has('string')) return ['number', 'boolean'].includes(kind) ? 'Put it in quotes.' : undefined;
  if (wanted.has('boolean') && kind === 'string') {
    const meant = /^(true|yes|on|y|1)$/i.test(String(found))
      ? 'true'
      : /^(false|no|off|n|0)$/i.test(String(found)) && 'false';
    return meant ? `Write ${meant}, without quotes.` : undefined;
  }
  if (wanted.has('list') && kind === 'string') return 'Write [one, another], or each on a line of its own behind "- ".';
  return wanted.has('map') && kind === 'list' ? 'Write each entry as "name:", without the "-".' : undefined;
}

function wrongType({ issue, schema, path, found, subject, own }: Context): ValueMistake {
  const say = (message: string, hint?: string): ValueMistake => ({
    code: 'KW-VALUE-TYPE',
    message: `${subject} ${message}`,
    hint,
    path,
    where: 'value',
  });
  if (own !== undefined) return say(own);
  const kind = kindOf(found);
  if (issue.code === 'invalid_type' && kind === 'number' && issue.expected === 'int')
    return say('must be a whole number');
  const wanted = new Set(at(schema, path).flatMap((one) => [...(kinds(one) ?? [])]));
  if (wanted.size === 0 || wanted.has(kind)) return say('is not as it should be');
  return say(`must be ${inWords(wanted)}, but is ${inWords([kind])}`, howToWrite(wanted, kind, found));
}

/** The issues of the branch of a union that the value was meant for: the one whose basic kind fits. */
function branchOf({ errors, path }: z.core.$ZodIssueInvalidUnion): Issue[] | undefined {
  const branch = errors.find(
    (issues) => issues.length > 0 && !issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'),
  );
  return branch?.map((issue) => ({ ...issue, path: [...path, ...issue.path] }) as Issue);
}

function outOfForm(context: Context): ValueMistake {
  const { issue, path, subject, own } = context;
  const say = (code: Mistake['code'], message: string): ValueMistake => ({
    code,
    message: `${subject} ${message}`,
    path,
    where: 'value',
  });
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return say('KW-VALUE-LIMIT', own ?? limit(issue));
    case 'invalid_format':
      return say('KW-VALUE-FORMAT', own ?? FORMATS[issue.format] ?? 'is not written as it should be');
    case 'custom':
      // A schema may know a code that says more.
      return say(
        (issue.params?.['code'] as Mistake['code'] | undefined) ?? 'KW-VALUE-FORMAT',
        own ?? 'is not written as it should be',
      );
    default:
      return say('KW-VALUE-FORMAT', 'is not as it should be');
  }
}

/** What is wrong with a value of a schema. One issue of zod can be several mistakes: each unknown key is one. */
export function mistakesOf(issue: Issue, schema: z.ZodType, value: unknown): ValueMistake[] {
  if (issue.code === 'unrecognized_keys') return unknownKeys(contextOf(issue, schema, value));
  if (issue.code === 'invalid_key') return [invalidKey(contextOf(issue, schema, value))];
  const context = contextOf(issue, schema, value);
  if (context.found === undefined && context.path.length > 0) return [missing(context)];
  switch (issue.code) {
    case 'invalid_union':
      return branchOf(issue)?.flatMap((inner) => mistakesOf(inner, schema, value)) ?? [wrongType(context)];
    case 'invalid_value':
      return [noChoice(contextOf(issue, schema, value))];
    case 'invalid_type':
      return [wrongType(context)];
    default:
      return [outOfForm(context)];
  }
}

/** Issues without the lengths of what is of another kind: zod measures a text in place of a list, too. */
export function unmeasured(issues: readonly Issue[]): Issue[] {
  const isOfType = (path: string) => issues.some((one) => one.code === 'invalid_type' && one.path.join() === path);
  return issues.filter(({ code, path }) => !/^too_/.test(code) || !isOfType(path.join()));
}

/** zod's issues as diagnostics at their places in a file. */
export function diagnose(
  file: YamlFile,
  base: Path,
  issues: readonly Issue[],
  schema: z.ZodType,
  value: unknown,
): Diagnostic[] {
  return unmeasured(issues)
    .flatMap((issue) => mistakesOf(issue, schema, value))
    .map(({ path, where, ...mistake }) => file.wrong([...base, ...path], mistake, where));
}
