import { z } from 'zod';
import type { Portal } from '../portal-sdk/index.ts';
import { variableOf } from '../secrets/variable.ts';

const isSchema = (value: unknown) => typeof value === 'object' && value !== null && '_zod' in value;

const ActionShape = z.looseObject({
  name: z.string(),
  title: z.union([z.string().min(1), z.custom((value) => typeof value === 'function', 'must be a text or a function')]),
  doc: z.string().min(1),
  input: z.custom(isSchema, 'must be a zod schema'),
  output: z.custom(isSchema, 'must be a zod schema'),
  inspect: z.custom((value) => typeof value === 'function', 'must be a function'),
  perform: z.custom((value) => value === undefined || typeof value === 'function', 'must be a function').optional(),
});

const PortalShape = z.looseObject({
  name: z.string(),
  title: z.string().min(1),
  settings: z.custom<z.ZodObject>((value) => isSchema(value) && 'shape' in (value as object), 'must be a zod object'),
  secrets: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be written like PASSWORD'), z.string()),
  signIn: ActionShape.refine(({ perform }) => perform !== undefined, 'needs perform: it signs in'),
  hosts: z.custom((value) => typeof value === 'function', 'must be a function'),
  actions: z.array(ActionShape),
});

/** `connectwise.role.ensure`: the portal, and one to three words for what it is and what is done with it. */
const ACTION = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*){1,3}$/;

/** What the customers file has for every portal. `sign-in` may be narrowed. */
const SETTINGS = ['url', 'on-premises', 'language', 'reads'];
/** The action of `keywright look`, which every portal gets. */
const LOOK = 'screens.look';

/**
 * What is wrong with what a portal's module exports as its default, in sentences; empty if it is a portal.
 * @param folder the name of its folder, which must be its own
 */
export function wrongWithPortal(value: unknown, folder: string): string[] {
  if (value === undefined) return ['it has no default export'];
  const parsed = PortalShape.safeParse(value);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.length === 0 ? 'it' : path.join('.')}: ${message}`);
  const { name, settings, signIn, actions } = value as Portal;
  const names = [signIn, ...actions].map((action) => action.name);
  return [
    ...(name === folder ? [] : [`its name is "${name}", and its folder "${folder}": both must be the same`]),
    ...names
      .filter((one) => !ACTION.test(one) || !one.startsWith(`${name}.`))
      .map((one) => `the action "${one}" must be named ${name}.<what>.<verb>`),
    ...names.filter((one, at) => names.indexOf(one) < at).map((one) => `two of its actions are named "${one}"`),
    ...names.filter((one) => one === `${name}.${LOOK}`).map((one) => `"${one}" is an action of keywright look`),
    ...SETTINGS.filter((one) => Object.hasOwn(settings.shape, one)).map(
      (one) => `its setting "${one}" is one that every portal has`,
    ),
    ...(name === 'keywright' ? ["its secrets would be read from Keywright's own variables"] : []),
  ];
}

const variables = ({ name, secrets }: Portal) => Object.keys(secrets).map((secret) => variableOf(name, secret));

/**
 * What a portal has in common with another one so that nobody knew whose it is; undefined if nothing.
 * @param files of the portals that are known already
 */
export function clashOf(
  portal: Portal,
  known: ReadonlyMap<string, Portal>,
  files: ReadonlyMap<string, string>,
): { wrong: string[] } | undefined {
  if (known.has(portal.name)) return { wrong: [`there is a portal of this name already (${files.get(portal.name)})`] };
  for (const other of known.values()) {
    const both = variables(portal).filter((one) => variables(other).includes(one));
    if (both.length > 0) return { wrong: [`its secret ${both.join(', ')} is one of the portal "${other.name}", too`] };
  }
  return undefined;
}
