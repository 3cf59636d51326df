import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadPortals } from '../../src/engine/registry.ts';
import { customersSchema, runbookSchema } from '../../src/runbook/json-schema.ts';
import { GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';

const RUNBOOKS = new URL('../../runbooks/', import.meta.url);

type Json = { [key: string]: Json };

for (const [name, schema] of [
  ['runbook', runbookSchema],
  ['customers', customersSchema],
] as const) {
  test(`runbooks/${name}.schema.json is up to date (if not: keywright schema)`, async () => {
    const file = JSON.parse(readFileSync(fileURLToPath(new URL(`${name}.schema.json`, RUNBOOKS)), 'utf8')) as unknown;
    expect(file).toEqual(JSON.parse(JSON.stringify(schema(await loadPortals()))));
  });
}

/** The step schema's part for one action. */
function withOf(action: string): Json {
  const schema = runbookSchema(REGISTRY) as Json;
  const { allOf } = schema['properties']!['phases']!['items']!['properties']!['steps']!['items'] as unknown as {
    allOf: Json[];
  };
  return allOf.find((rule) => (rule['if']!['properties']!['use']!['const'] as unknown) === action)!['then']![
    'properties'
  ]!['with']!;
}

test('an expression may stand wherever a value does, and a secret can be nothing else', () => {
  const fields = withOf('connectwise.member.ensure')['properties']!;
  const accepts = (field: Json, value: unknown) => z.fromJSONSchema(field as never).safeParse(value).success;
  expect(accepts(fields['seats']!, 3)).toBe(true);
  expect(accepts(fields['seats']!, '${{ inputs.n }}')).toBe(true);
  expect(accepts(fields['seats']!, 'three')).toBe(false);
  expect(accepts(fields['id']!, 'a'.repeat(16))).toBe(false);
  expect(accepts(fields['id']!, 'for ${{ inputs.a-rather-long-name }}')).toBe(true);
  expect(accepts(fields['tags']!, ['a', '${{ inputs.t }}'])).toBe(true);
  const { privateKey } = withOf('connectwise.key.verify')['properties'] as { privateKey: Json };
  expect(accepts(privateKey, '${{ steps.key.privateKey }}')).toBe(true);
  expect(accepts(privateKey, 'hunter2')).toBe(false);
  expect(accepts(privateKey, '${{ inputs.x }}')).toBe(false);
});

test('the onboarding runbook and a customers file fit their JSON Schemas, and misspelt ones do not', () => {
  const onboard = readFileSync(fileURLToPath(new URL('onboard.yaml', RUNBOOKS)), 'utf8');
  // zod reads no if/then; what is left of the schema is checked whole.
  const { allOf: _, ...step } = (runbookSchema(REGISTRY) as Json)['properties']!['phases']!['items']!['properties']![
    'steps'
  ]!['items']!;
  const runbook = structuredClone(runbookSchema(REGISTRY)) as Json;
  runbook['properties']!['phases']!['items']!['properties']!['steps']!['items'] = step;
  const fits = (schema: object, text: string) => z.fromJSONSchema(schema as never).safeParse(parse(text)).success;
  expect(fits(runbook, onboard)).toBe(true);
  expect(fits(runbook, onboard.replace('title:', 'tilte:'))).toBe(false);
  expect(fits(runbook, onboard.replace('connectwise.role.ensure', 'connectwise.role.ensur'))).toBe(false);
  expect(fits(customersSchema(REGISTRY), GOOD_CUSTOMERS)).toBe(true);
  expect(fits(customersSchema(REGISTRY), GOOD_CUSTOMERS.replace('company', 'compny'))).toBe(false);
});

test("each action's with fits the onboarding runbook's steps", () => {
  const onboard = parse(readFileSync(fileURLToPath(new URL('onboard.yaml', RUNBOOKS)), 'utf8')) as {
    phases: { steps: { use: string; with?: object }[] }[];
  };
  for (const { use, with: fields } of onboard.phases.flatMap(({ steps }) => steps)) {
    expect(z.fromJSONSchema(withOf(use) as never).safeParse(fields ?? {}).error, use).toBeUndefined();
  }
});

test('every field that people write has words for hover', () => {
  const silent: string[] = [];
  const look = (json: Json, path: string) => {
    for (const [key, field] of Object.entries(json['properties'] ?? {})) {
      if (field['description'] === undefined && !path.endsWith('with')) silent.push(`${path}.${key}`);
      look(field, `${path}.${key}`);
    }
    for (const part of ['items', 'additionalProperties'])
      if (typeof json[part] === 'object') look(json[part], `${path}.${part}`);
  };
  look(runbookSchema(new Map()) as Json, 'runbook');
  look(customersSchema(new Map()) as Json, 'customers');
  expect(silent).toEqual([]);
});
