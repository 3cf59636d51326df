import type { Customer } from './customers.ts';
import type { Checked, Diagnostic } from './diagnostic.ts';
import { diagnose } from './zod-diagnostics.ts';
import { HIDDEN, quoted } from './sanitize.ts';
import { parseYaml } from './read-yaml.ts';
import { INPUT_VALUES, type InputType, LONGEST_TEXT, type Runbook } from './schema.ts';
import type { Given } from './scope.ts';
import { suggestion } from './suggest.ts';

/**
 * A text from the command line as a value of the declared type. Only a map can be wrong in itself; the rest is judged
 * by the type's schema.
 */
function convert(type: InputType, text: string, option: string): { value: unknown } | { diagnostics: Diagnostic[] } {
  if (type === 'integer') return { value: /^-?\d{1,15}$/.test(text) ? Number(text) : text };
  if (type === 'boolean') return { value: text === 'true' ? true : text === 'false' ? false : text };
  if (type === 'string') return { value: text };
  const map = parseYaml(option, Buffer.from(text));
  return 'diagnostics' in map
    ? {
        diagnostics: map.diagnostics.map(({ message, hint }) => ({
          file: option,
          message,
          ...(hint !== undefined && { hint }),
        })),
      }
    : { value: map.value };
}

/** `name=value` options of the command line. */
function fromOptions(
  inputs: NonNullable<Runbook['inputs']>,
  options: readonly string[],
  diagnostics: Diagnostic[],
): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const option of options) {
    const equals = option.indexOf('=');
    const name = equals === -1 ? option : option.slice(0, equals);
    const file = `--input ${quoted(name).slice(1, -1)}`;
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    const text = option.slice(equals + 1);
    if (equals <= 0) diagnostics.push({ file: '--input', message: 'must be written name=value' });
    else if (input === undefined)
      diagnostics.push({
        file,
        message: `the runbook has no input ${quoted(name)}`,
        ...withHint(suggestion(name, Object.keys(inputs), 'Inputs')),
      });
    else if (given.has(name)) diagnostics.push({ file, message: 'is given twice' });
    else if (text.length > LONGEST_TEXT)
      diagnostics.push({ file, message: `is longer than ${LONGEST_TEXT} characters` });
    else if (HIDDEN.test(text))
      diagnostics.push({ file, message: 'holds a character that cannot be seen', hint: 'Remove it.' });
    else {
      const value = convert(input.type, text, file);
      if ('diagnostics' in value) diagnostics.push(...value.diagnostics);
      else given.set(name, { ...value, from: 'given with --input' });
    }
  }
  return given;
}

const MUST_BE: Record<InputType, string> = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  map: 'a map, written { key: value }',
};

function withHint(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

/**
 * The inputs of a run: --input before the customers file before the default. Optional inputs without a value are not in
 * it.
 * @param options `name=value`, as given on the command line
 */
export function gatherInputs(
  runbook: Runbook,
  customer: Customer,
  options: readonly string[],
): Checked<ReadonlyMap<string, Given>> {
  const declared = runbook.inputs ?? {};
  const diagnostics: Diagnostic[] = [];
  const given = fromOptions(declared, options, diagnostics);
  const { source } = customer;
  const path = ['customers', customer.name, 'inputs', runbook.name];
  const own = Object.hasOwn(customer.inputs, runbook.name) ? customer.inputs[runbook.name]! : {};
  for (const name of Object.keys(own)) {
    if (Object.hasOwn(declared, name)) continue;
    diagnostics.push(
      source.wrong(
        [...path, name],
        `the runbook ${quoted(runbook.name)} has no input ${quoted(name)}`,
        suggestion(name, Object.keys(declared), 'Inputs'),
        'key',
      ),
    );
  }
  const all = new Map<string, Given>();
  for (const [name, input] of Object.entries(declared)) {
    const option = given.get(name);
    const preset = input.default === undefined ? undefined : { value: input.default, from: 'its default' };
    const found = option ?? (Object.hasOwn(own, name) ? { value: own[name], from: `from ${source.file}` } : preset);
    if (found === undefined) {
      // One that was given wrongly has been refused already.
      if (input.optional || options.some((text) => text.startsWith(`${name}=`))) continue;
      const about = input.description === undefined ? '' : ` (${input.description})`;
      diagnostics.push({
        file: `input ${name}`,
        message: `has no value${about}`,
        hint: `Give it with --input ${name}=…, or in ${source.file} under ${path.join(' > ')}.`,
      });
      continue;
    }
    const parsed = INPUT_VALUES[input.type].safeParse(found.value);
    if (parsed.success) all.set(name, found);
    else if (option) diagnostics.push({ file: `--input ${name}`, message: `must be ${MUST_BE[input.type]}` });
    else {
      for (const diagnostic of diagnose(
        source,
        [...path, name],
        parsed.error.issues,
        INPUT_VALUES[input.type],
        found.value,
      )) {
        diagnostics.push({
          ...diagnostic,
          message: `input ${quoted(name)}: ${diagnostic.message.replace(/^the content /, '')}`,
        });
      }
    }
  }
  return diagnostics.length > 0 ? { diagnostics } : all;
}
