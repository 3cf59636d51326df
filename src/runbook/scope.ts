import type { z } from 'zod';
import { actionsOf, type Registry } from './actions.ts';
import type { Reference } from './expression.ts';
import { PENDING } from './interpolate.ts';
import { quoted } from './sanitize.ts';
import { InputType } from './schema.ts';
import { suggestion } from './suggest.ts';
import { at, isSecret, keysAt, kinds, type Kind } from './schema-introspection.ts';

/** What is known of the value that a reference reads. */
export interface Target {
  /** undefined where it could be anything. */
  kinds: Set<Kind> | undefined;
  secret: boolean;
  /** PENDING where only the run will know; undefined where there is none. */
  value: unknown;
  /** Where a known value comes from: 'the default of the input "role"'. */
  origin?: string;
}

export type Looked = Target | { wrong: string; hint: string | undefined };

/** An input's value, and who gave it in words. */
export interface Given {
  value: unknown;
  from: string;
}

export interface CustomerValues {
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

const INPUT_KINDS: Record<InputType, Kind> = { string: 'string', integer: 'number', boolean: 'boolean', map: 'map' };

function settingKinds(settings: z.ZodObject, setting: string): Set<Kind> | undefined {
  return setting === 'url' || setting === 'sign-in'
    ? new Set<Kind>(['string'])
    : at(settings, [setting]).map((schema) => kinds(schema))[0];
}

/** What the reference reads, seen from the step at `index`; or why it reads nothing. */
export function look(
  reference: Reference,
  index: number,
  { registry, inputs, steps, given, customer }: ScopeOptions,
): Looked {
  switch (reference.kind) {
    case 'input': {
      const { name } = reference;
      if (!inputs.has(name))
        return {
          wrong: `there is no input ${quoted(name)}`,
          hint: inputs.size === 0 ? 'The runbook declares no inputs.' : suggestion(name, inputs.keys(), 'Inputs'),
        };
      const input = inputs.get(name);
      const type = InputType.safeParse(input?.type);
      const value = given ? given.get(name)?.value : (input?.default ?? PENDING);
      const from = given ? (given.get(name)?.from ?? 'without a value') : 'its default';
      return {
        kinds: type.success ? new Set([INPUT_KINDS[type.data]]) : undefined,
        secret: false,
        value,
        origin: `the input ${quoted(name)} (${from})`,
      };
    }
    case 'customer':
      return {
        kinds: new Set(['string']),
        secret: false,
        value: customer ? customer.name : PENDING,
        origin: "the customer's name",
      };
    case 'setting': {
      const portal = registry.get(reference.portal);
      if (!portal)
        return {
          wrong: `there is no portal ${quoted(reference.portal)}`,
          hint: suggestion(reference.portal, registry.keys(), 'Portals'),
        };
      const settings = new Set(['url', 'sign-in', ...keysAt(portal.settings, [])]);
      if (!settings.has(reference.setting))
        return {
          wrong: `${portal.title} has no setting ${quoted(reference.setting)}`,
          hint: suggestion(reference.setting, settings, 'Settings'),
        };
      const own = customer?.portals[portal.name];
      if (customer && !own)
        return {
          wrong: `customer ${quoted(customer.name)} has no portal ${quoted(portal.name)}`,
          hint: 'Add it to the customers file.',
        };
      const value = own
        ? reference.setting === 'url'
          ? own.url.origin
          : (own.settings as Record<string, unknown>)[reference.setting]
        : PENDING;
      return {
        kinds: settingKinds(portal.settings, reference.setting),
        secret: false,
        value,
        origin: `the setting ${quoted(reference.setting)} of ${portal.name} in the customers file`,
      };
    }
    case 'output': {
      const { step, output } = reference;
      const position = steps.findIndex(({ id }) => id === step);
      const earlier = steps
        .slice(0, Math.max(index, 0))
        .map(({ id }) => id)
        .filter((id) => typeof id === 'string');
      if (position === -1)
        return {
          wrong: `there is no step ${quoted(step)}`,
          hint: suggestion(step, earlier, 'Steps before this one') ?? 'There is no step before this one.',
        };
      if (position === index)
        return {
          wrong: `step ${quoted(step)} reads its own output`,
          hint: 'A step can read the outputs of the steps before it.',
        };
      if (position > index)
        return {
          wrong: `step ${quoted(step)} runs later than this one`,
          hint: 'A step can read the outputs of the steps before it.',
        };
      const action = actionsOf(registry).get(String(steps[position]!.use))?.action;
      if (!action) return { kinds: undefined, secret: false, value: PENDING };
      const schema = at(action.output, [output])[0];
      const outputs = keysAt(action.output, []);
      if (!schema) {
        const hint = outputs.length === 0 ? `${action.name} has no outputs.` : suggestion(output, outputs, 'Outputs');
        return { wrong: `step ${quoted(step)} (${action.name}) has no output ${quoted(output)}`, hint };
      }
      return {
        kinds: kinds(schema, 'out'),
        secret: isSecret(schema),
        value: PENDING,
        origin: `the output ${quoted(output)} of step ${quoted(step)}`,
      };
    }
  }
}
