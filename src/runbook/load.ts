import { basename } from 'node:path';
import type { Action, Portal } from '../portal-sdk/index.ts';
import { actionsOf, type Registry } from './actions.ts';
import { type CheckedRunbook, checkRunbook } from './check.ts';
import type { Customer } from './customers.ts';
import { type Checked, type Diagnostic, inOrder } from './diagnostic.ts';
import { type Reference, references } from './expression.ts';
import { gatherInputs } from './inputs.ts';
import { interpolate, pendingPaths, texts } from './interpolate.ts';
import { ownRunbooks } from './own-runbooks.ts';
import { quoted } from './quoted.ts';
import { parseYaml, readYaml, type YamlFile } from './read-yaml.ts';
import {
  type ApprovalRule,
  DEFAULT_RETRIES,
  DEFAULT_TIMEOUT,
  milliseconds,
  type Runbook,
  type RunbookStep,
} from './schema.ts';
import { resolve, type ScopeOptions } from './scope.ts';
import { suggestion } from './suggest.ts';
import { defaultTitle, filledTitle, knownInput } from './title.ts';
import { forVendor, vendorOf } from './vendor.ts';
import { mistakesOf } from './zod-diagnostics.ts';

export type { Customer } from './customers.ts';

/** A valid runbook, and the bytes that were read. */
export interface LoadedRunbook extends CheckedRunbook {
  file: string;
  bytes: Buffer;
  /** Of the bytes, in lower-case hex. */
  sha256: string;
  source: YamlFile;
}

export interface PreparedStep {
  /** Index in `runbook.phases`. */
  phase: number;
  /** Position among all steps, from 0. */
  index: number;
  id: string;
  /** With its inputs filled in. */
  title: string;
  /** Why it is done, in plain words for people who watch; with its inputs filled in. */
  say?: string;
  portal: Portal;
  action: Action;
  /** Steps whose outputs this one reads. */
  needs: string[];
  timeoutMs: number;
  /** How often the step is tried again after a failure. */
  retries: number;
  /** What it would change must be approved by a person first. */
  approve: boolean;
  /** The approval must be signed by operators. */
  signed?: ApprovalRule;
  /** It takes away what may be in use, or replaces it. */
  deletes: boolean;
  /** Controls that it is evidence for. */
  controls?: readonly string[] | undefined;
  /**
   * The action's input, filled in and checked by the action's schema.
   * @param outputs of the steps before, by step id
   * @throws when a value is missing or not as the action needs it; the message holds no value
   */
  resolve(outputs: ReadonlyMap<string, unknown>): unknown;
}

/** A runbook for one customer, ready to run. */
export interface Prepared {
  /** Titles are filled in; the rest is as it was written. */
  runbook: Runbook;
  customer: Customer;
  file: string;
  bytes: Buffer;
  sha256: string;
  steps: PreparedStep[];
  /** The inputs' values; none of them is a secret. */
  inputs: Record<string, unknown>;
}

/** A bare name may be meant for a runbook that comes with Keywright. */
export function withSuggestion(one: Diagnostic, name: string): Diagnostic {
  if (one.code !== 'KW-FILE-MISSING' || !/^[\w-]+$/.test(name)) return one;
  const own = ownRunbooks().map((file) => basename(file, '.yaml'));
  return { ...one, hint: suggestion(name, own, 'Runbooks that come with Keywright') ?? one.hint };
}

/**
 * Reads a runbook and checks all that can be known without a customer.
 * @param vendor the portal that it is for, in place of MSPCFO
 */
export function loadRunbook(file: string, registry: Registry, vendor?: string): Checked<LoadedRunbook> {
  const source = vendor === undefined ? readYaml(file) : readForVendor(file, vendor, registry);
  if ('diagnostics' in source) return { diagnostics: source.diagnostics.map((one) => withSuggestion(one, file)) };
  const checked = checkRunbook(source, registry);
  return 'diagnostics' in checked ? checked : { ...checked, file, bytes: source.bytes, sha256: source.sha256, source };
}

function readForVendor(file: string, name: string, registry: Registry): Checked<YamlFile> {
  const written = readYaml(file);
  const vendor = vendorOf(name, registry);
  if ('diagnostics' in written) return written;
  if ('diagnostics' in vendor) return vendor;
  return parseYaml(`${file} --vendor ${name}`, forVendor(written.bytes.toString('utf8'), vendor));
}

function outputsReadBy(value: unknown): (Reference & { kind: 'output' })[] {
  return [...texts(value)].flatMap(({ text }) => references(text)).filter((reference) => reference.kind === 'output');
}

function prepareStep(step: RunbookStep, place: { phase: number; index: number }, scope: ScopeOptions): PreparedStep {
  const { portal, action } = actionsOf(scope.registry).get(step.use)!;
  const given = step.with ?? {};
  const value = (reference: Reference) => {
    const resolved = resolve(reference, place.index, scope);
    return 'message' in resolved ? undefined : resolved.value;
  };
  const { deletes = false } = action;
  return {
    ...place,
    id: step.id,
    portal,
    action,
    title: step.title === undefined ? defaultTitle({ action, given, value }) : filledTitle(step.title, value),
    ...(step.say !== undefined && { say: filledTitle(step.say, value) }),
    needs: [...new Set(outputsReadBy(given).map((reference) => reference.step))],
    timeoutMs: milliseconds(step.timeout ?? DEFAULT_TIMEOUT),
    retries: step.retries ?? DEFAULT_RETRIES,
    approve: step.approve !== undefined,
    ...(typeof step.approve === 'object' && { signed: step.approve }),
    deletes: typeof deletes === 'function' ? deletes(knownInput(given, value)) : deletes,
    controls: step.controls,
    resolve(outputs) {
      const filled = interpolate(given, (reference) => {
        if (reference.kind !== 'output') return value(reference);
        if (!outputs.has(reference.step))
          throw new Error(`Step "${step.id}" reads step "${reference.step}", which has not run.`);
        const output = outputs.get(reference.step);
        return output !== null && typeof output === 'object' && Object.hasOwn(output, reference.output)
          ? (output as Record<string, unknown>)[reference.output]
          : undefined;
      });
      const cannot = (path: readonly PropertyKey[], message: string) => {
        const [from] = outputsReadBy(path.length === 0 ? given : given[String(path[0])]);
        return new Error(
          `Step "${step.id}" cannot start: for ${action.name}, ` +
            `${message}${from ? ` (it comes from steps.${from.step}.${from.output})` : ''}.`,
        );
      };
      const [open] = pendingPaths(filled);
      if (open) throw cannot(open, `${quoted(String(open.at(-1)))} has a text in which a value is missing`);
      const parsed = action.input.safeParse(filled);
      if (parsed.success) return parsed.data;
      const [first] = parsed.error.issues.flatMap((issue) => mistakesOf(issue, action.input, filled));
      throw cannot(first?.path ?? [], first?.message ?? 'its input is not as it should be');
    },
  };
}

/**
 * Puts a runbook, a customer and inputs together and checks all that can be known before a browser starts.
 * @param options `name=value`, as given with --input
 */
export function prepare(
  loaded: LoadedRunbook,
  customer: Customer,
  options: readonly string[],
  registry: Registry,
): Checked<Prepared> {
  const { runbook, file, bytes, sha256, source } = loaded;
  const { given, diagnostics } = gatherInputs(runbook, customer, options);
  const actions = actionsOf(registry);
  const steps = runbook.phases.flatMap((phase, index) => phase.steps.map((step) => ({ step, phase: index })));
  const missing = new Set(
    steps
      .map(({ step }) => actions.get(step.use)!.portal)
      .filter((portal) => !Object.hasOwn(customer.portals, portal.name)),
  );
  if (missing.size > 0) {
    const path = ['customers', customer.name, 'portals'];
    return {
      diagnostics: [
        ...[...missing].map(({ name, title }) =>
          customer.source.wrong(
            path,
            {
              code: 'KW-PORTAL-MISSING',
              message:
                `customer ${quoted(customer.name)} has no portal ${quoted(name)} (${title}), ` +
                'which the runbook uses',
              hint: 'Add it with its url.',
            },
            'key',
          ),
        ),
        ...diagnostics,
      ],
    };
  }
  const checked = checkRunbook(source, registry, { given, customer });
  const wrong = [...diagnostics, ...('diagnostics' in checked ? checked.diagnostics : [])];
  if ('diagnostics' in checked || wrong.length > 0) return { diagnostics: inOrder(wrong) };

  const scope: ScopeOptions = {
    registry,
    inputs: new Map(Object.entries(runbook.inputs ?? {})),
    steps: steps.map(({ step }) => step),
    given,
    customer,
  };
  const title = (text: string) =>
    filledTitle(text, (reference) => {
      const resolved = resolve(reference, -1, scope);
      return 'message' in resolved ? undefined : resolved.value;
    });
  return {
    runbook: {
      ...runbook,
      title: title(runbook.title),
      phases: runbook.phases.map((phase) => ({ ...phase, title: title(phase.title) })),
    },
    customer,
    file,
    bytes,
    sha256,
    steps: steps.map(({ step, phase }, index) => prepareStep(step, { phase, index }, scope)),
    inputs: Object.fromEntries([...given].map(([name, { value }]) => [name, value])),
  };
}
