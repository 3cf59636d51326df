import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadPortals } from '../../src/engine/registry.ts';
import { checkRunbook } from '../../src/runbook/check.ts';
import { describeActions, type FieldDescription } from '../../src/runbook/describe.ts';
import { runbookSchema } from '../../src/runbook/json-schema.ts';
import { parseYaml } from '../../src/runbook/read-yaml.ts';
import { ROOT } from '../support/repository.ts';

/** The page that tells authors of runbooks what there is. */
const PAGE = readFileSync(join(ROOT, '.github/RUNBOOK-AUTHORS.md'), 'utf8');
const REGISTRY = await loadPortals();

/** What stands between two marks of the page. */
const block = (name: string): string =>
  new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)<!-- /${name} -->`).exec(PAGE)?.[1] ?? '';

interface Json {
  properties: Record<string, Json & { description?: string }>;
  required?: string[];
  items: Json;
  additionalProperties: Json;
}

const keysOf = ({ properties, required = [] }: Json): string =>
  Object.keys(properties)
    .map((name) => `\`${name}\`${required.includes(name) ? '\\*' : ''}`)
    .join(', ');

const fieldsOf = (fields: FieldDescription[], star = '\\*'): string =>
  fields.map(({ name, required }) => `\`${name}\`${required ? star : ''}`).join(', ');

test('the page for authors of runbooks lists all keys of the language', () => {
  const runbook = runbookSchema(REGISTRY) as unknown as Json;
  const phase = runbook.properties['phases']!.items;
  const expected = [
    `- runbook: ${keysOf(runbook)}`,
    `- an input, by its name: ${keysOf(runbook.properties['inputs']!.additionalProperties)}`,
    `- a phase: ${keysOf(phase)}`,
    `- a step: ${keysOf(phase.properties['steps']!.items)}`,
  ];
  expect(block('keys')).toBe(`${expected.join('\n')}\n`);
});

test('it lists all actions, with their inputs and outputs', () => {
  const actions = describeActions(REGISTRY).filter(({ name }) => /^(connectwise|mspcfo)\./.test(name));
  const expected = actions.map(({ name, looksOnly, inputs, outputs }) => {
    const given = inputs.length === 0 ? '' : `: ${fieldsOf(inputs)}`;
    return `- \`${name}\`${looksOnly ? ' (only looks)' : ''}${given}${outputs.length === 0 ? '' : ` → ${fieldsOf(outputs, '')}`}`;
  });
  expect(block('actions')).toBe(`${expected.join('\n')}\n`);
});

test('its examples are valid', () => {
  const examples = [...PAGE.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1]!);
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) {
    const file = parseYaml('example.yaml', Buffer.from(example));
    expect('diagnostics' in file ? file : checkRunbook(file, REGISTRY)).not.toHaveProperty('diagnostics');
  }
});
