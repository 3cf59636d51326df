import { z } from 'zod';
import { actionsOf, type KnownAction, type Registry } from './actions.ts';
import { customersFile } from './customers.ts';
import { withoutSources } from './describe.ts';
import { Runbook } from './schema.ts';
import { isOptional, isSecret } from './schema-introspection.ts';

type JsonSchema = Record<string, unknown>;

const EXPRESSION = {
  type: 'string',
  pattern: '^\\$\\{\\{\\s*(inputs|steps|customer)\\.[A-Za-z0-9_.-]+\\s*\\}\\}$',
  description: 'Reads a name: ${{ inputs.… }}, ${{ steps.… }} or ${{ customer.… }}.',
};
const SECRET = { type: 'string', pattern: '^\\$\\{\\{\\s*steps\\.[A-Za-z0-9_.-]+\\s*\\}\\}$' };
/** Text with expressions inside it: only the run knows whether the whole fits. */
const TEXT = { type: 'string', pattern: '\\$\\{\\{' };

function toJson(schema: z.ZodType): JsonSchema {
  const json = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'custom' && isSecret(zodSchema as unknown as z.ZodType))
        Object.assign(jsonSchema, SECRET);
      delete (jsonSchema as JsonSchema)['secret'];
    },
  }) as JsonSchema;
  const { $schema: _, ...rest } = json;
  return rest;
}

/** Allows an expression wherever a value is, at every depth of an action's input. */
function withExpressions(json: JsonSchema): JsonSchema {
  const { description, ...rest } = json;
  const each = (value: unknown) =>
    Object.fromEntries(Object.entries(value as Record<string, JsonSchema>).map(([key, item]) => [key, field(item)]));
  const inner: JsonSchema = {
    ...rest,
    ...(rest['properties'] !== undefined && { properties: each(rest['properties']) }),
    ...(typeof rest['additionalProperties'] === 'object' && {
      additionalProperties: field(rest['additionalProperties'] as JsonSchema),
    }),
    ...(typeof rest['items'] === 'object' && { items: field(rest['items'] as JsonSchema) }),
    ...(Array.isArray(rest['anyOf']) && { anyOf: (rest['anyOf'] as JsonSchema[]).map(withExpressions) }),
    ...(rest['$defs'] !== undefined && {
      $defs: Object.fromEntries(
        Object.entries(rest['$defs'] as Record<string, JsonSchema>).map(([key, item]) => [key, withExpressions(item)]),
      ),
    }),
  };
  return { ...(description !== undefined && { description }), ...inner };
}

function field(json: JsonSchema): JsonSchema {
  if (json['pattern'] === SECRET.pattern || Object.keys(json).every((key) => key === 'description')) return json;
  const { description, ...rest } = withExpressions(json);
  const text = rest['type'] === 'string' && rest['enum'] === undefined && rest['const'] === undefined;
  const plainText = text && Object.keys(rest).every((key) => key === 'type' || key === 'minLength');
  return plainText
    ? json
    : { ...(description !== undefined && { description }), anyOf: [rest, text ? TEXT : EXPRESSION] };
}

function stepOf({ action }: KnownAction): JsonSchema {
  const json = withExpressions(toJson(action.input));
  const required = Object.values(
    (action.input._zod.def as unknown as { shape?: Record<string, z.ZodType> }).shape ?? {},
  ).some((schema) => !isOptional(schema));
  return {
    if: { properties: { use: { const: action.name } }, required: ['use'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody awaits this object.
    then: {
      properties: { with: { description: `What ${action.name} needs.`, ...json } },
      ...(required && { required: ['with'] }),
    },
  };
}

/** The JSON Schema of runbooks, made of the same zod schemas that check them: for completion and hover in editors. */
export function runbookSchema(registry: Registry): JsonSchema {
  const json = toJson(Runbook) as {
    properties: {
      phases: { items: { properties: { steps: { items: JsonSchema & { properties: Record<string, JsonSchema> } } } } };
    };
  };
  const step = json.properties.phases.items.properties.steps.items;
  const actions = [...actionsOf(registry).values()].sort((a, b) => a.action.name.localeCompare(b.action.name));
  if (actions.length > 0) {
    step.properties['use'] = {
      description: step.properties['use']!['description'],
      anyOf: actions.map(({ action }) => ({ const: action.name, description: action.doc })),
    };
    step['allOf'] = actions.map(stepOf);
  }
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Keywright runbook', ...json };
  return JSON.parse(withoutSources(JSON.stringify(schema))) as JsonSchema;
}

/** The JSON Schema of customers files. */
export function customersSchema(registry: Registry): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Keywright customers',
    ...toJson(customersFile(registry)),
  };
}

/** The JSON Schema of pages of YAML that describe portals. */
export function portalSchema(page: z.ZodType): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Keywright portal',
    ...toJson(page),
  };
}
