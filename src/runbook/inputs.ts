import { dirname } from 'node:path';
import { HIDDEN } from '../files/sanitize.ts';
import type { Customer } from './customers.ts';
import type { Checked, Diagnostic } from './diagnostic.ts';
import { readMap } from './input-file.ts';
import { PENDING } from './interpolate.ts';
import { quoted } from './quoted.ts';
import { type Path, parseYaml } from './read-yaml.ts';
import { INPUT_VALUES, type InputType, LONGEST_TEXT, type Runbook } from './schema.ts';
import type { Given, Place } from './scope.ts';
import { suggestion } from './suggest.ts';
import { diagnose } from './zod-diagnostics.ts';

type Inputs = NonNullable<Runbook['inputs']>;
type Input = Inputs[string];

/**
 * A text from the command line as a value of the declared type. Only a map can be wrong in itself; all else is left to
 * the type's schema.
 */
function convert(type: InputType, text: string, option: string): Checked<{ value: unknown }> {
  if (type === 'integer') return { value: /^-?\d{1,15}$/.test(text) ? Number(text) : text };
  if (type === 'boolean') return { value: text === 'true' ? true : text === 'false' ? false : text };
  if (type === 'string') return { value: text };
  const map = parseYaml(option, Buffer.from(text));
  if (!('diagnostics' in map)) return { value: map.value };
  return { diagnostics: map.diagnostics.map(({ code, message, hint }) => ({ file: option, code, message, hint })) };
}

/** One `name=value` of the command line. */
function readOption(option: string, inputs: Inputs, given: ReadonlyMap<string, Given>): Checked<[string, Given]> {
  const equals = option.indexOf('=');
  const name = equals === -1 ? option : option.slice(0, equals);
  const text = option.slice(equals + 1);
  const file = `--input ${quoted(name).slice(1, -1)}`;
  const refuse = (mistake: Omit<Diagnostic, 'file'>) => ({ diagnostics: [{ file, ...mistake }] });
  if (equals <= 0)
    return { diagnostics: [{ file: '--input', code: 'KW-INPUT-SYNTAX', message: 'must be written name=value' }] };
  const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (input === undefined)
    return refuse({
      code: 'KW-INPUT-UNKNOWN',
      message: `the runbook has no input ${quoted(name)}`,
      hint: suggestion(name, Object.keys(inputs), 'Inputs'),
    });
  if (given.has(name)) return refuse({ code: 'KW-INPUT-DUPLICATE', message: 'is given twice' });
  if (text.length > LONGEST_TEXT)
    return refuse({ code: 'KW-VALUE-LIMIT', message: `is longer than ${LONGEST_TEXT} characters` });
  if (HIDDEN.test(text))
    return refuse({
      code: 'KW-HIDDEN-CHARACTER',
      message: 'holds a character that cannot be seen',
      hint: 'Remove it.',
    });
  const value = convert(input.type, text, file);
  return 'diagnostics' in value ? value : [name, { ...value, from: 'given with --input' }];
}

/** All of the command line. @param diagnostics what is wrong with them is added here */
function readOptions(options: readonly string[], inputs: Inputs, diagnostics: Diagnostic[]): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const option of options) {
    const read = readOption(option, inputs, given);
    if ('diagnostics' in read) diagnostics.push(...read.diagnostics);
    else given.set(...read);
  }
  return given;
}

const MUST_BE: Record<InputType, string> = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  map: 'a map, written { key: value }',
};

/** Where the customers file gives inputs to the runbook. */
function inputsPath(runbook: Runbook, customer: Customer): Path {
  return ['customers', customer.name, 'inputs', runbook.name];
}

/** What the customers file gives to the runbook. */
function fromCustomer(runbook: Runbook, customer: Customer): Record<string, unknown> {
  return Object.hasOwn(customer.inputs, runbook.name) ? customer.inputs[runbook.name]! : {};
}

/** Refuses what the customers file gives and the runbook does not have. */
function unknownInputs(runbook: Runbook, customer: Customer): Diagnostic[] {
  const declared = runbook.inputs ?? {};
  return Object.keys(fromCustomer(runbook, customer))
    .filter((name) => !Object.hasOwn(declared, name))
    .map((name) =>
      customer.source.wrong(
        [...inputsPath(runbook, customer), name],
        {
          code: 'KW-INPUT-UNKNOWN',
          message: `the runbook ${quoted(runbook.name)} has no input ${quoted(name)}`,
          hint: suggestion(name, Object.keys(declared), 'Inputs'),
        },
        'key',
      ),
    );
}

function missing(name: string, { description }: Input, path: Path, source: string): Diagnostic {
  const about = description === undefined ? '' : ` (${description})`;
  return {
    file: `input ${name}`,
    code: 'KW-INPUT-MISSING',
    message: `has no value${about}`,
    hint: `Give it with --input ${name}=…, or in ${source} under ${path.join(' > ')}.`,
  };
}

/** What is wrong with an input's value. @param place where it stands; undefined for one of the command line */
function wrongValue(name: string, { type }: Input, { value }: Given, place: Place | undefined): Diagnostic[] {
  const parsed = INPUT_VALUES[type].safeParse(value);
  if (parsed.success) return [];
  if (place === undefined)
    return [{ file: `--input ${name}`, code: 'KW-VALUE-TYPE', message: `must be ${MUST_BE[type]}` }];
  return diagnose(place.source, place.path, parsed.error.issues, INPUT_VALUES[type], value).map((diagnostic) => ({
    ...diagnostic,
    message: `input ${quoted(name)}: ${diagnostic.message.replace(/^the content /, '')}`,
  }));
}

/** The value itself, where an input of type map is given as the name of a file that holds it. */
function fromNamedFile(name: string, { type }: Input, given: Given): Checked<Given> {
  const { value, place } = given;
  if (type !== 'map' || typeof value !== 'string') return given;
  if (place === undefined)
    return readMap(value, '.', (mistake) => ({ diagnostics: [{ file: `--input ${name}`, ...mistake }] }));
  return readMap(value, dirname(place.source.file), ({ message, ...mistake }) => ({
    diagnostics: [place.source.wrong(place.path, { ...mistake, message: `input ${quoted(name)}: ${message}` })],
  }));
}

/** A value as its type says. @param place where it stands; undefined for one of the command line */
function checkValue(name: string, input: Input, given: Given, place: Place | undefined): Checked<Given> {
  const read = fromNamedFile(name, input, given);
  if ('diagnostics' in read) return read;
  const wrong = wrongValue(name, input, read, read.place ?? place);
  return wrong.length === 0 ? read : { diagnostics: wrong };
}

/** Something is wrong with it already, and told; what reads it is checked as far as it can be. */
const REFUSED: Given = { value: PENDING, from: 'refused' };

/**
 * The inputs of a run: --input goes before the customers file, and that before the default. Optional inputs without a
 * value are left out.
 * @param options `name=value`, as given on the command line
 */
export function gatherInputs(
  runbook: Runbook,
  customer: Customer,
  options: readonly string[],
): { given: ReadonlyMap<string, Given>; diagnostics: Diagnostic[] } {
  const declared = runbook.inputs ?? {};
  const { source } = customer;
  const path = inputsPath(runbook, customer);
  const own = fromCustomer(runbook, customer);
  const diagnostics: Diagnostic[] = [];
  const fromOptions = readOptions(options, declared, diagnostics);
  diagnostics.push(...unknownInputs(runbook, customer));

  const givenFor = (name: string, input: Input): Given | undefined => {
    const option = fromOptions.get(name);
    if (option !== undefined) return option;
    if (Object.hasOwn(own, name))
      return { value: own[name], from: `from ${source.file}`, place: { source, path: [...path, name] } };
    return input.default === undefined ? undefined : { value: input.default, from: 'its default' };
  };
  const all = new Map<string, Given>();
  for (const [name, input] of Object.entries(declared)) {
    const given = givenFor(name, input);
    if (given === undefined) {
      // An option with a bad value was refused above.
      const refused = options.some((text) => text.startsWith(`${name}=`));
      if (!input.optional && !refused) diagnostics.push(missing(name, input, path, source.file));
      if (!input.optional || refused) all.set(name, REFUSED);
      continue;
    }
    const place = fromOptions.has(name) ? undefined : { source, path: [...path, name] };
    const checked = checkValue(name, input, given, place);
    if ('diagnostics' in checked) diagnostics.push(...checked.diagnostics);
    all.set(name, 'diagnostics' in checked ? REFUSED : checked);
  }
  return { given: all, diagnostics };
}
