import type { Registry } from '../../runbook/actions.ts';
import { customersFile } from '../../runbook/customers.ts';
import { nameOf } from '../../runbook/suggest.ts';
import { mistakesOf } from '../../runbook/zod-diagnostics.ts';
import { portalFields } from './fields.ts';

/** What is given for one customer, by the names of `fields.ts`. */
export type Given = ReadonlyMap<string, string>;

/** One customer as the customers file writes it. */
export interface Entry {
  title: string;
  tags?: string[];
  portals: Record<string, Record<string, unknown>>;
  inputs?: Record<string, Record<string, string>>;
}

/** What is wrong with what was given. `name`: of the field, or empty. */
export interface Wrong {
  name: string;
  says: string;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The customer's name and its name for people, of which one may be made of the other. */
export function namesOf(given: Given): { name: string; title: string } {
  const [name, title] = [given.get('name')?.trim() ?? '', given.get('title')?.trim() ?? ''];
  if (name === '') return { name: nameOf(title), title };
  if (title !== '' || NAME.test(name)) return { name, title: title || name };
  return { name: nameOf(name), title: name };
}

const listOf = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

function readValue(type: string, text: string): unknown {
  if (type === 'boolean') return /^(true|yes|1)$/i.test(text) ? true : /^(false|no|0)$/i.test(text) ? false : text;
  return type === 'array' ? listOf(text) : text;
}

/** The customer as the customers file writes it. A portal without an address is none that it has. */
export function entryOf(given: Given, registry: Registry): Entry {
  const portals: Entry['portals'] = {};
  for (const { name, portal, key, type } of portalFields(registry)) {
    const text = given.get(name)?.trim() ?? '';
    if (text === '' || (given.get(`${portal!.name}.url`)?.trim() ?? '') === '') continue;
    (portals[portal!.name] ??= {})[key] = readValue(type, text);
  }
  // Without a prototype: a runbook may be called `constructor`.
  const inputs: NonNullable<Entry['inputs']> = Object.create(null);
  for (const [name, text] of given) {
    const [, runbook, input] = /^inputs\.([^.]+)\.([^.]+)$/.exec(name) ?? [];
    if (runbook !== undefined && text.trim() !== '') (inputs[runbook] ??= {})[input!] = text.trim();
  }
  const tags = listOf(given.get('tags') ?? '');
  return {
    title: namesOf(given).title,
    ...(tags.length > 0 && { tags }),
    portals,
    ...(Object.keys(inputs).length > 0 && { inputs }),
  };
}

/** What is wrong with a customer, each with the field that it is about. */
export function wrongWith(name: string, entry: Entry, registry: Registry): Wrong[] {
  const schema = customersFile(registry);
  const value = { keywright: 1, customers: { [name]: entry } };
  const issues = schema.safeParse(value).error?.issues ?? [];
  const found = issues
    .flatMap((issue) => mistakesOf(issue, schema, value))
    .map(({ path, message, hint }): Wrong => {
      const [, , part, portal, key] = path.map(String);
      const field = part === 'portals' && key !== undefined ? `${portal}.${key}` : (part ?? 'name');
      return { name: field, says: `${field}: ${message}${hint === undefined ? '' : `. ${hint}`}` };
    });
  if (Object.keys(entry.portals).length === 0) found.push({ name: '', says: 'no portal has an address' });
  const isNamed = (portal: string) => Object.hasOwn(registry.get(portal)?.settings.shape ?? {}, 'username');
  for (const [portal, settings] of Object.entries(entry.portals))
    if (
      isNamed(portal) &&
      settings['username'] === undefined &&
      String(settings['sign-in'] ?? 'password').startsWith('password')
    )
      found.push({
        name: `${portal}.username`,
        says: `${portal}.username: is missing; sign-in: ${settings['sign-in'] ?? 'password'} needs it`,
      });
  return found;
}
