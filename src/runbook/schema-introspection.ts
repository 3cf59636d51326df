import { z } from 'zod';

/** What a value is, as JSON calls it; `secret` stands apart from all. */
export type Kind = 'string' | 'number' | 'boolean' | 'map' | 'list' | 'null' | 'secret';

const WORDS: Record<Kind, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  map: 'a map',
  list: 'a list',
  null: 'nothing',
  secret: 'a secret',
};
const SIMPLE: Record<string, Kind> = {
  string: 'string',
  template_literal: 'string',
  number: 'number',
  int: 'number',
  boolean: 'boolean',
  null: 'null',
  object: 'map',
  record: 'map',
  map: 'map',
  array: 'list',
  tuple: 'list',
  set: 'list',
};

/** What of zod's definitions is read here; which of it there is depends on the type. */
interface Def {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  getter?: () => z.ZodType;
  options?: z.ZodType[];
  left?: z.ZodType;
  right?: z.ZodType;
  values?: unknown[];
  entries?: Record<string, unknown>;
  element?: z.ZodType;
  items?: z.ZodType[];
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  shape?: Record<string, z.ZodType>;
}

function def(schema: z.ZodType): Def {
  return schema._zod.def as unknown as Def;
}

function marked(schema: z.ZodType): boolean {
  return (schema.meta() as { secret?: boolean } | undefined)?.secret === true;
}

/**
 * The schemas behind optional, default, union and the like, as a value from outside meets them, or as one that comes
 * out.
 */
export function bare(schema: z.ZodType, side: 'in' | 'out' = 'in'): z.ZodType[] {
  if (marked(schema)) return [schema];
  const { innerType, options, getter, left, right, type, ...rest } = def(schema);
  if (type === 'pipe') {
    // A transform says nothing of what it takes or gives, so the pipe's other end is all there is to know.
    const end = side === 'in' ? rest.in! : rest.out!;
    const other = side === 'in' ? rest.out! : rest.in!;
    return def(end).type === 'transform' ? (side === 'in' ? bare(other, side) : []) : bare(end, side);
  }
  if (getter) return [getter()].flatMap((inner) => bare(inner, side));
  if (left && right) return [...bare(left, side), ...bare(right, side)];
  if (innerType) return [...bare(innerType, side), ...(type === 'nullable' ? [z.null()] : [])];
  return options ? options.flatMap((option) => bare(option, side)) : [schema];
}

export function isSecret(schema: z.ZodType): boolean {
  return bare(schema).some(marked);
}

/** The kinds of value that a schema takes or gives; undefined where it could be anything. */
export function kinds(schema: z.ZodType, side: 'in' | 'out' = 'in'): Set<Kind> | undefined {
  const found = new Set<Kind>();
  const all = bare(schema, side);
  if (all.length === 0) return undefined;
  for (const one of all) {
    const { type, values, entries } = def(one);
    const listed = values ?? (entries && Object.values(entries));
    if (marked(one)) found.add('secret');
    else if (listed) for (const value of listed) found.add(kindOf(value));
    else if (SIMPLE[type]) found.add(SIMPLE[type]);
    else return undefined;
  }
  return found;
}

export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value as Kind;
  return typeof value === 'number' || typeof value === 'bigint' ? 'number' : 'map';
}

/** 'text or a number' */
export function inWords(found: Iterable<Kind>): string {
  return [...new Set([...found].map((kind) => WORDS[kind]))].join(' or ');
}

/** The schemas that a path inside a value can meet; empty where there are none. */
export function at(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType[] {
  const [part, ...rest] = path;
  if (part === undefined) return [schema];
  return bare(schema).flatMap((one) => {
    const { shape, valueType, element, items } = def(one);
    const next = shape
      ? Object.hasOwn(shape, part)
        ? shape[part as string]
        : undefined
      : (valueType ?? element ?? items?.[part as number]);
    return next ? at(next, rest) : [];
  });
}

/** The keys that a map may have at a path; empty where any may. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  return at(schema, path)
    .flatMap((one) => bare(one))
    .flatMap((one) => {
      const { shape, valueType, keyType } = def(one);
      return Object.keys(shape ?? (valueType && keyType ? (def(keyType).entries ?? {}) : {}));
    });
}

/** Whether a field may be left out, by who gives the value or by what gives it out. */
export function isOptional(schema: z.ZodType, side: 'in' | 'out' = 'in'): boolean {
  // 'optional', or 'defaulted' where something is taken in its place.
  return (side === 'in' ? schema._zod.optin : schema._zod.optout) !== undefined;
}
