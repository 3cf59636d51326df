import { closest } from '../../files/closest.ts';
import type { Portal } from '../../portal-sdk/index.ts';
import type { Registry } from '../../runbook/actions.ts';
import { customersSchema } from '../../runbook/json-schema.ts';
import { InputName, Name } from '../../runbook/schema.ts';
import { namesSecret } from '../../runbook/secret-names.ts';
import { suggestion } from '../../runbook/suggest.ts';

/** Something that a customers file says of a customer, by the name that options and headings of tables give it. */
export interface Field {
  /** `title`, `connectwise.url`, `inputs.onboard.location` */
  name: string;
  /** Missing where it is of no portal. */
  portal?: Portal;
  key: string;
  description: string;
  required: boolean;
  /** Where only these values are allowed. */
  choices?: readonly string[];
  type: 'string' | 'boolean' | 'array';
}

interface Json {
  description?: string;
  type?: Field['type'];
  enum?: string[];
  required?: string[];
  properties?: Record<string, Json>;
  additionalProperties?: Json;
}

const inside = (schema: Json, ...path: string[]): Json =>
  path.reduce((at, key) => at.properties?.[key] ?? at.additionalProperties ?? {}, schema);

/** Everything that a customer can say of its portals, in the order in which a person would be asked. */
export function portalFields(registry: Registry): Field[] {
  const portals = inside(customersSchema(registry) as Json, 'customers', '', 'portals');
  return [...registry.values()].flatMap((portal) => {
    const { properties = {}, required = [] } = inside(portals, portal.name);
    const rank = (key: string) => ['url', ...required, 'sign-in', 'username', ''].indexOf(key) >>> 0;
    return Object.entries(properties)
      .sort(([one], [other]) => rank(one) - rank(other))
      .map(
        ([key, { description = '', enum: choices, type = 'string' }]): Field => ({
          name: `${portal.name}.${key}`,
          portal,
          key,
          description,
          required: required.includes(key),
          ...(choices !== undefined && { choices }),
          type,
        }),
      );
  });
}

/** What a customer has beside its portals. */
const OF_CUSTOMER = ['name', 'title', 'tags'];

/** A heading as it is compared: `ConnectWise URL`, `connectwise_url` and `connectwise.url` are the same. */
const plain = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[\s_.-]+/g, '.');

/**
 * What a heading or an option means.
 * @returns its name, or why it means nothing
 */
export function meaningOf(heading: string, registry: Registry): { name: string } | { wrong: string } {
  if (OF_CUSTOMER.includes(plain(heading))) return { name: plain(heading) };
  const [, runbook, input] = /^inputs\.([^.\s]+)\.([^.\s]+)$/.exec(heading.trim()) ?? [];
  if (runbook !== undefined) {
    const checked = [Name.safeParse(runbook), InputName.safeParse(input)];
    const [issue] = checked.flatMap(({ error }) => error?.issues ?? []);
    const part = checked[0]!.success ? input : runbook;
    return issue === undefined ? { name: heading.trim() } : { wrong: `"${heading}": "${part}" ${issue.message}` };
  }
  const fields = portalFields(registry);
  const wanted = plain(heading);
  const found = fields.filter(({ name, key }) => [plain(name), plain(key)].includes(wanted));
  const exact = found.find(({ name }) => plain(name) === wanted) ?? (found.length === 1 ? found[0] : undefined);
  if (exact !== undefined) return { name: exact.name };
  const names = found.length > 1 ? found.map(({ name }) => name) : [...OF_CUSTOMER, ...fields.map(({ name }) => name)];
  if (found.length > 1) return { wrong: `"${heading}" may be ${names.join(' or ')}: write which` };
  if (namesSecret(heading)) return { wrong: `"${heading}": secrets do not belong in a table, but in .env.<customer>` };
  const key = closest(heading.trim(), new Set(fields.map((field) => field.key)));
  const near = fields.filter((field) => field.key === key).map(({ name }) => name);
  if (near.length > 0) return { wrong: `"${heading}" means nothing. Did you mean ${near.join(' or ')}?` };
  return { wrong: `"${heading}" means nothing. ${suggestion(heading.trim(), names, 'Known') ?? ''}`.trim() };
}
