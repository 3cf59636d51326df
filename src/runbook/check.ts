import { closest } from '../files/closest.ts';
import type { Action } from '../portal-sdk/index.ts';
import { actionsOf, type Registry } from './actions.ts';
import { checkText, checkTitle } from './check-text.ts';
import { checkWith } from './check-with.ts';
import { type Checked, type Diagnostic, inOrder } from './diagnostic.ts';
import { hasExpression, references } from './expression.ts';
import { texts } from './interpolate.ts';
import { quoted } from './quoted.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import { INPUT_VALUES, InputType, MOST_STEPS, Runbook } from './schema.ts';
import type { ScopeOptions } from './scope.ts';
import { namesSecret } from './secret-names.ts';
import { suggestion } from './suggest.ts';
import { diagnose, valueAt } from './zod-diagnostics.ts';

interface RawStep {
  path: Path;
  id: unknown;
  use: unknown;
  title: unknown;
  say: unknown;
  approve: unknown;
  with: unknown;
}

/** The parts of a runbook that can be read, whatever else is wrong with it, so that all mistakes are found at once. */
interface RawRunbook {
  inputs: ScopeOptions['inputs'];
  /** Titles, and what is said of steps. */
  titles: { path: Path; title: unknown }[];
  steps: RawStep[];
}

function entries(value: unknown): [string, unknown][] {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function readRaw(value: unknown): RawRunbook {
  const phases = list(valueAt(value, ['phases'])).map((phase, index) => ({ phase, path: ['phases', index] }));
  const steps = phases.flatMap(({ phase, path }) =>
    list(valueAt(phase, ['steps'])).map(
      (step, n): RawStep => ({
        path: [...path, 'steps', n],
        id: valueAt(step, ['id']),
        use: valueAt(step, ['use']),
        title: valueAt(step, ['title']),
        say: valueAt(step, ['say']),
        approve: valueAt(step, ['approve']),
        with: valueAt(step, ['with']),
      }),
    ),
  );
  const titled = [
    { path: [] as Path, title: valueAt(value, ['title']) },
    ...phases.map(({ phase, path }) => ({ path, title: valueAt(phase, ['title']) })),
    ...steps,
  ];
  return {
    inputs: new Map(
      entries(valueAt(value, ['inputs'])).map(([name, input]) => [
        name,
        typeof valueAt(input, ['type']) === 'string' ? (input as { type: string }) : undefined,
      ]),
    ),
    titles: [
      ...titled.map(({ path, title }) => ({ path: [...path, 'title'], title })),
      ...steps.map(({ path, say }) => ({ path: [...path, 'say'], title: say })),
    ],
    steps,
  };
}

/** Checks what zod cannot know of the declared inputs: defaults have the declared type, and none is a secret. */
function checkInputs(file: YamlFile): Diagnostic[] {
  return entries(valueAt(file.value, ['inputs'])).flatMap(([name, input]) => {
    const path = ['inputs', name];
    const type = InputType.safeParse(valueAt(input, ['type']));
    const preset = valueAt(input, ['default']);
    const hint =
      "Secrets come from .env.<customer> or the environment, by the portal's own names. " +
      `If it is only what a secret is called, name it ${name}Name.`;
    const wrong = namesSecret(name)
      ? [
          file.wrong(
            path,
            {
              code: 'KW-SECRET-MISPLACED',
              message: `${quoted(name)} names a secret, and inputs are shown in the evidence`,
              hint,
            },
            'key',
          ),
        ]
      : [];
    if (!type.success || preset === undefined) return wrong;
    const schema = Runbook.shape.inputs
      .unwrap()
      .valueType.extend({ default: INPUT_VALUES[type.data] })
      .pick({ default: true })
      .strip();
    const expressions = [...texts(preset)].filter(({ text }) => hasExpression(text));
    return [
      ...wrong,
      ...diagnose(file, path, schema.safeParse(input).error?.issues ?? [], schema, input),
      ...expressions.map((place) =>
        file.wrong([...path, 'default', ...place.path], {
          code: 'KW-EXPRESSION-MISPLACED',
          message: 'expressions are not read in a default',
          hint: 'Write the value itself.',
        }),
      ),
    ];
  });
}

function checkIds(file: YamlFile, steps: readonly RawStep[]): Diagnostic[] {
  const ids = steps.map(({ id }) => (typeof id === 'string' ? id.toLowerCase() : undefined));
  const hint = 'Each step needs an id of its own; capital letters make no difference.';
  return steps
    .filter((_, n) => ids[n] !== undefined && ids.indexOf(ids[n]) < n)
    .map(({ path, id }) =>
      file.wrong([...path, 'id'], {
        code: 'KW-STEP-DUPLICATE',
        message: `there is another step ${quoted(String(id))} before this one`,
        hint,
      }),
    );
}

function unknownAction(file: YamlFile, step: RawStep, use: string, registry: Registry): Diagnostic[] {
  const names = [...actionsOf(registry).keys()];
  const portal = use.split('.')[0]!;
  const broken =
    registry.broken?.find(({ name }) => name === portal) ??
    (registry.has(portal) ? undefined : registry.broken?.find(({ hidesPortals }) => hidesPortals));
  if (broken !== undefined)
    return [
      file.wrong([...step.path, 'use'], {
        code: 'KW-PORTAL-BROKEN',
        message: broken.hidesPortals
          ? `there is no portal ${quoted(portal)}, but ${broken.name} cannot be used (${broken.file}): ${broken.wrong.join('; ')}`
          : `the portal ${quoted(portal)} cannot be used (${broken.file}): ${broken.wrong.join('; ')}`,
        hint: broken.hidesPortals ? undefined : broken.diagnostics === undefined ? 'Fix its module.' : 'Fix its page.',
      }),
      ...(broken.diagnostics ?? []),
    ];
  const ofPortal = names.filter((name) => name.startsWith(`${portal}.`));
  const hint =
    closest(use, names) !== undefined
      ? suggestion(use, names)
      : registry.has(portal)
        ? suggestion(use, ofPortal, `Actions of ${portal}`)
        : suggestion(portal, registry.keys(), 'Portals');
  return [
    file.wrong([...step.path, 'use'], {
      code: 'KW-ACTION-UNKNOWN',
      message: `unknown action ${quoted(use)}`,
      hint,
    }),
  ];
}

function checkApproval(file: YamlFile, { approve, path }: RawStep, { name, perform }: Action): Diagnostic[] {
  if (approve === undefined || perform !== undefined) return [];
  return [
    file.wrong(
      [...path, 'approve'],
      {
        code: 'KW-APPROVE-USELESS',
        message: `${quoted(name)} only looks, so there is nothing to approve`,
        hint: 'Remove approve, or put it on a step that changes something.',
      },
      'key',
    ),
  ];
}

function checkStep(file: YamlFile, step: RawStep, index: number, scope: ScopeOptions): Diagnostic[] {
  const base = [...step.path, 'with'];
  const known = typeof step.use === 'string' ? actionsOf(scope.registry).get(step.use) : undefined;
  const given = step.with ?? {};
  // If `with` is no map, the runbook's own schema says so.
  const isMap = typeof given === 'object' && !Array.isArray(given);
  if (known && isMap)
    return [...checkWith(file, base, given, index, known.action, scope), ...checkApproval(file, step, known.action)];
  const expressions = isMap
    ? [...texts(given)].flatMap(({ path, text }) => checkText(file, [...base, ...path], text, index, scope).wrong)
    : [];
  return typeof step.use === 'string' && !known
    ? [...unknownAction(file, step, step.use, scope.registry), ...expressions]
    : expressions;
}

function unusedInputs(file: YamlFile, { inputs, titles, steps }: RawRunbook): Diagnostic[] {
  const all = [...titles.map(({ title }) => title), ...steps.map((step) => step.with)]
    .flatMap((value) => [...texts(value)])
    .flatMap(({ text }) => references(text));
  const used = new Set(all.map((reference) => (reference.kind === 'input' ? reference.name : '')));
  return [...inputs.keys()]
    .filter((name) => !used.has(name))
    .map((name) =>
      file.wrong(
        ['inputs', name],
        {
          code: 'KW-INPUT-UNUSED',
          message: `nothing reads the input ${quoted(name)}`,
          hint: 'Remove it, or use it.',
        },
        'key',
      ),
    );
}

export interface CheckedRunbook {
  runbook: Runbook;
  /** Things that are allowed and probably not meant. */
  hints: Diagnostic[];
}

/**
 * Checks all that can be known of a runbook before a browser starts.
 * @param known values from outside; without them, the inputs' defaults are used
 */
export function checkRunbook(
  file: YamlFile,
  registry: Registry,
  known: Pick<ScopeOptions, 'given' | 'customer'> = {},
): Checked<CheckedRunbook> {
  const raw = readRaw(file.value);
  const tooMany = raw.steps[MOST_STEPS];
  if (tooMany) {
    const message = `there are ${raw.steps.length} steps; a runbook can have ${MOST_STEPS}`;
    return { diagnostics: [file.wrong(tooMany.path, { code: 'KW-STEP-LIMIT', message })] };
  }
  const scope: ScopeOptions = { registry, inputs: raw.inputs, steps: raw.steps, ...known };
  const parsed = Runbook.safeParse(file.value);
  const diagnostics = inOrder([
    ...diagnose(file, [], parsed.error?.issues ?? [], Runbook, file.value),
    ...checkInputs(file),
    ...checkIds(file, raw.steps),
    ...raw.titles.flatMap(({ path, title }) => checkTitle(file, path, title, scope)),
    ...raw.steps.flatMap((step, index) => checkStep(file, step, index, scope)),
  ]);
  return parsed.success && diagnostics.length === 0
    ? { runbook: parsed.data, hints: unusedInputs(file, raw) }
    : { diagnostics };
}
