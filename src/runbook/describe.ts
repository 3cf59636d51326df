import { z } from 'zod';
import { actionsOf, type Registry } from './actions.ts';
import { bare, inWords, isOptional, isSecret, kinds } from './schema-introspection.ts';
import { titleOf } from './title.ts';

export interface FieldDescription {
  name: string;
  /** In words: 'text, at most 30 characters', 'one of works, fails, unknown, none', 'a secret'. */
  type: string;
  /** An input that must be given; an output that is always there. */
  required: boolean;
  description: string;
}

export interface ActionDescription {
  name: string;
  /** The portal's title for people. */
  portal: string;
  title: string;
  doc: string;
  /** Whether it only looks. */
  looksOnly: boolean;
  inputs: FieldDescription[];
  outputs: FieldDescription[];
}

type Def = {
  shape?: Record<string, z.ZodType>;
  entries?: Record<string, unknown>;
  values?: unknown[];
  innerType?: z.ZodType;
};

function def(schema: z.ZodType): Def {
  return schema._zod.def as unknown as Def;
}

function typeInWords(schema: z.ZodType, side: 'in' | 'out'): string {
  if (isSecret(schema)) return 'a secret';
  const choices = bare(schema, side).flatMap((one) =>
    Object.values(def(one).entries ?? {}).concat(def(one).values ?? []),
  );
  if (choices.length > 0) return choices.length === 1 ? String(choices[0]) : `one of ${choices.join(', ')}`;
  const found = kinds(schema, side);
  if (found === undefined || found.size === 0) return 'anything';
  const longest = bare(schema, side)
    .map((one) => (one instanceof z.ZodString ? one.maxLength : null))
    .find((most) => most !== null);
  return `${inWords(found)}${longest === undefined ? '' : `, at most ${longest} characters`}`;
}

/** Without the sources of what it says: the collection that they are in does not come with the package. */
export const withoutSources = (text: string): string => text.replace(/ \(PRODUCT\.md [^)]*\)/g, '');

/** A description may have been given to the schema or to what is inside its optional or default. */
function description(schema: z.ZodType): string {
  const { innerType } = def(schema);
  return schema.description ?? (innerType ? description(innerType) : '');
}

function fields(schema: z.ZodType, side: 'in' | 'out'): FieldDescription[] {
  return bare(schema, side)
    .flatMap((one) => Object.entries(def(one).shape ?? {}))
    .map(([name, inner]) => ({
      name,
      type: typeInWords(inner, side),
      required: !isOptional(inner, side),
      description: withoutSources(description(inner)),
    }));
}

/** What `keywright actions` says of every action, in the order of their names. */
export function describeActions(registry: Registry): ActionDescription[] {
  return [...actionsOf(registry).values()]
    .map(({ portal, action }) => ({
      name: action.name,
      portal: portal.title,
      title: titleOf(action, {}),
      doc: withoutSources(action.doc),
      looksOnly: action.perform === undefined,
      inputs: fields(action.input, 'in'),
      outputs: fields(action.output, 'out'),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
