import type { z } from 'zod';
import { actionsOf, type Registry } from './actions.ts';
import type { Mistake } from './diagnostic.ts';
import type { Reference } from './expression.ts';
import { PENDING } from './interpolate.ts';
import { quoted } from './quoted.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import { InputType } from './schema.ts';
import { at, isSecret, type Kind, keysAt, kinds } from './schema-introspection.ts';
import { suggestion } from './suggest.ts';

/** What is known of the value that a reference reads. */
export interface Target {
  /** undefined when it could be anything. */
  kinds: Set<Kind> | undefined;
  secret: boolean;
  /** PENDING when only the run will know; undefined when there is none. */
  value: unknown;
  /** Where a known value comes from: 'the default of the input "role"'. */
  origin?: string;
  /** Its place in the customers file, if it comes from there. */
  place?: Place | undefined;
}

/** What a reference reads, or why it reads nothing. */
type Resolved = Target | Mistake;

/** A place in a file. */
export interface Place {
  source: YamlFile;
  path: Path;
}

/** An input's value, and in words where it comes from. */
export interface Given {
  value: unknown;
  from: string;
  /** Where the customers file gives it. */
  place?: Place;
}

interface CustomerValues {
  name: string;
  portals: Readonly<Record<string, { url: URL; settings: unknown }>>;
}

/** What the runbook declares, as far as it can be read, and what is known from outside. */
export interface ScopeOptions {
  registry: Registry;
  /** The declared inputs; undefined where a declaration is not as it should be. */
  inputs: ReadonlyMap<string, { type: string; default?: unknown; optional?: true | undefined } | undefined>;
  steps: readonly { id: unknown; use: unknown }[];
  /** The inputs' values; undefined while only the runbook is checked: then defaults stand in for them. */
  given?: ReadonlyMap<string, Given>;
  customer?: CustomerValues;
}

function unknown(message: string, hint: string | undefined): Mistake {
  return { code: 'KW-EXPRESSION-UNKNOWN', message, hint };
}

const INPUT_KINDS: Record<InputType, Kind> = { string: 'string', integer: 'number', boolean: 'boolean', map: 'map' };

function settingKinds(settings: z.ZodObject, setting: string): Set<Kind> | undefined {
  return setting === 'url' || setting === 'sign-in'
    ? new Set<Kind>(['string'])
    : at(settings, [setting]).map((schema) => kinds(schema))[0];
}

function readInput({ name }: Reference & { kind: 'input' }, { inputs, given }: ScopeOptions): Resolved {
  if (!inputs.has(name))
    return unknown(
      `there is no input ${quoted(name)}`,
      inputs.size === 0 ? 'The runbook declares no inputs.' : suggestion(name, inputs.keys(), 'Inputs'),
    );
  const input = inputs.get(name);
  const type = InputType.safeParse(input?.type);
  const value = given ? given.get(name)?.value : (input?.default ?? PENDING);
  const from = given ? (given.get(name)?.from ?? 'without a value') : 'its default';
  return {
    kinds: type.success ? new Set([INPUT_KINDS[type.data]]) : undefined,
    secret: false,
    value,
    origin: `the input ${quoted(name)} (${from})`,
    place: given?.get(name)?.place,
  };
}

function readSetting(reference: Reference & { kind: 'setting' }, { registry, customer }: ScopeOptions): Resolved {
  const { setting } = reference;
  const portal = registry.get(reference.portal);
  if (!portal)
    return unknown(
      `there is no portal ${quoted(reference.portal)}`,
      suggestion(reference.portal, registry.keys(), 'Portals'),
    );
  const settings = new Set(['url', 'sign-in', ...keysAt(portal.settings, [])]);
  if (!settings.has(setting))
    return unknown(`${portal.title} has no setting ${quoted(setting)}`, suggestion(setting, settings, 'Settings'));
  const own = customer?.portals[portal.name];
  if (customer && !own)
    return {
      code: 'KW-PORTAL-MISSING',
      message: `customer ${quoted(customer.name)} has no portal ${quoted(portal.name)}`,
      hint: 'Add it to the customers file.',
    };
  const known = own && { ...(own.settings as Record<string, unknown>), url: own.url.origin };
  return {
    kinds: settingKinds(portal.settings, setting),
    secret: false,
    value: known ? known[setting as keyof typeof known] : PENDING,
    origin: `the setting ${quoted(setting)} of ${portal.name} in the customers file`,
  };
}

/** Why the step at `index` cannot read a step; undefined when it can. */
function whyNoStep(step: string, index: number, steps: ScopeOptions['steps']): Mistake | undefined {
  const hint = 'A step can read the outputs of the steps before it.';
  const position = steps.findIndex(({ id }) => id === step);
  if (position === -1) {
    const earlier = steps.slice(0, Math.max(index, 0)).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
    return unknown(
      `there is no step ${quoted(step)}`,
      suggestion(step, earlier, 'Steps before this one') ?? 'There is no step before this one.',
    );
  }
  if (position < index) return undefined;
  const message =
    position === index ? `step ${quoted(step)} reads its own output` : `step ${quoted(step)} runs later than this one`;
  return { code: 'KW-EXPRESSION-ORDER', message, hint };
}

function readOutput(
  { step, output }: Reference & { kind: 'output' },
  index: number,
  { registry, steps }: ScopeOptions,
): Resolved {
  const mistake = whyNoStep(step, index, steps);
  if (mistake) return mistake;
  const action = actionsOf(registry).get(String(steps.find(({ id }) => id === step)!.use))?.action;
  if (!action) return { kinds: undefined, secret: false, value: PENDING };
  const schema = at(action.output, [output])[0];
  if (!schema) {
    const outputs = keysAt(action.output, []);
    return unknown(
      `step ${quoted(step)} (${action.name}) has no output ${quoted(output)}`,
      outputs.length === 0 ? `${action.name} has no outputs.` : suggestion(output, outputs, 'Outputs'),
    );
  }
  return {
    kinds: kinds(schema, 'out'),
    secret: isSecret(schema),
    value: PENDING,
    origin: `the output ${quoted(output)} of step ${quoted(step)}`,
  };
}

/** What the reference reads, seen from the step at `index`; or why it reads nothing. */
export function resolve(reference: Reference, index: number, scope: ScopeOptions): Resolved {
  switch (reference.kind) {
    case 'input':
      return readInput(reference, scope);
    case 'customer':
      return {
        kinds: new Set(['string']),
        secret: false,
        value: scope.customer ? scope.customer.name : PENDING,
        origin: "the customer's name",
      };
    case 'setting':
      return readSetting(reference, scope);
    case 'output':
      return readOutput(reference, index, scope);
  }
}
