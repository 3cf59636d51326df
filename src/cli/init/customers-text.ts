import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, type Node, parseDocument, stringify, type YAMLMap } from 'yaml';
import { UserError } from '../../files/user-error.ts';
import type { Registry } from '../../runbook/actions.ts';
import { checkCustomers } from '../../runbook/customers.ts';
import { parseYaml, type YamlFile } from '../../runbook/read-yaml.ts';
import { BadInput } from '../bad-input.ts';
import type { Entry } from './entry.ts';

type Entries = ReadonlyMap<string, Entry>;

const text = (value: unknown): string => stringify(value, { lineWidth: 0, indent: 2 });

/** A customers file that was not there before. @param schema path of the schema, for editors */
export function newCustomersText(entries: Entries, schema: string): string {
  return `# yaml-language-server: $schema=${schema}
# Keywright's customers. Passwords do not belong here but in .env.<customer> (see .env.example).
${text({ keywright: 1, customers: Object.fromEntries(entries) })}`;
}

/** The map of customers, if more can be written behind it. */
function customersOf(source: string): YAMLMap<Node, Node> | undefined {
  const node = parseDocument(source).get('customers', true);
  return isMap<Node, Node>(node) && !node.flow && node.items.length > 0 ? node : undefined;
}

/**
 * The text of a customers file with more customers behind those that are there. What is there stays as it is, byte by
 * byte.
 * @throws UserError where the file is written in a way in which nothing can be added behind it
 */
export function withCustomers(file: YamlFile, entries: Entries, registry: Registry): string {
  const source = file.bytes.toString('utf8');
  const node = customersOf(source);
  const refuse = () =>
    new UserError(
      'KW-FILE-FORM',
      `${file.file} is written in a way that does not allow adding a customer automatically.\nNext:     Add it by hand; ` +
        'nothing was changed.',
    );
  const first = node?.items[0]?.key;
  if (node === undefined || !isScalar(first)) throw refuse();
  const lines = source.slice(0, first.range![0]);
  const indent = first.range![0] - (lines.lastIndexOf('\n') + 1);
  // What stands behind the last customer on lines of its own, such as comments, goes on to do so.
  const end = node.range![1];
  const at = /\n$/.test(source.slice(0, end)) ? end : source.indexOf('\n', end) + 1 || source.length;
  const added = text(Object.fromEntries(entries)).replace(/^(?=.)/gm, ' '.repeat(indent));
  const before = source.slice(0, at);
  const whole = `${before}${before.endsWith('\n') ? '' : '\n'}${added}${source.slice(at)}`;
  const [old, now] = [file, parseYaml(file.file, Buffer.from(whole))].map((one) =>
    'diagnostics' in one ? undefined : (one.value as { customers: Record<string, unknown> }),
  );
  const wanted = {
    ...old!,
    customers: { ...old!.customers, ...JSON.parse(JSON.stringify(Object.fromEntries(entries))) },
  };
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(now ?? null)), JSON.parse(JSON.stringify(wanted)))) throw refuse();
  requireValid(file.file, whole, registry);
  return whole;
}

/** @throws BadInput that says what is wrong with the text of a customers file */
export function requireValid(name: string, whole: string, registry: Registry): void {
  const file = parseYaml(name, Buffer.from(whole));
  const checked = 'diagnostics' in file ? file : checkCustomers(file, registry);
  if ('diagnostics' in checked) throw new BadInput(checked.diagnostics);
}
