import { z } from 'zod';
import { NO_PROXY_AT_ALL, PROXY_PASSWORD, readProxy } from '../browser/proxy.ts';
import type { Portal } from '../portal-sdk/index.ts';
import type { Registry } from './actions.ts';
import { type Checked, type Diagnostic, inOrder } from './diagnostic.ts';
import { hasExpression } from './expression.ts';
import { texts } from './interpolate.ts';
import { portalUrl } from './portal-url.ts';
import { quoted } from './quoted.ts';
import type { Path, YamlFile } from './read-yaml.ts';
import { InputName, Name, Title } from './schema.ts';
import { namesSecret } from './secret-names.ts';
import { diagnose, unmeasured, valueAt } from './zod-diagnostics.ts';

/** What the workspace wants of customers; undefined where nobody has said it. Of times: days, at most. */
export interface Policy {
  rotateAfter: number | undefined;
  checkAfter: number | undefined;
  /** `another`: whoever started a run may not approve it in a review. */
  reviewBy: 'another' | undefined;
}

/** One customer: who it is, where its portals are, and what it gives to runbooks. */
export interface Customer {
  name: string;
  title: string;
  /** What it is chosen by, with `--where tag=…`. */
  tags: string[];
  /** When its keys should be replaced, and its access be checked, at the latest. */
  policy: Policy;
  /** By the portals' names. `settings` is the rest, with `sign-in`, as the portal's own schema parsed it. */
  portals: Record<string, { url: URL; settings: Record<string, unknown> }>;
  /** By runbook, then by input. */
  inputs: Record<string, Record<string, unknown>>;
  /** The proxy that leads to the portals, or `none`; undefined if the environment says it. */
  proxy?: string | undefined;
  /** The customers file, for messages. */
  source: YamlFile;
}

const ENGLISH = new Intl.DisplayNames('en', { type: 'language' });

const SignIn = z
  .enum(
    ['password', 'password-and-code', 'person', 'saved-session'],
    'must be one of password, password-and-code (MFA, 2FA), person (SSO, SAML), saved-session',
  )
  .default('password')
  .describe(
    'How to sign in: password, password-and-code (one-time code), person (somebody signs in in the window) or ' +
      'saved-session (as person, kept for 12 hours).',
  );

const ProxySetting = z
  .string('must be an address such as http://proxy:3128, or none')
  .superRefine((text, ctx) => {
    if (text === NO_PROXY_AT_ALL) return;
    const proxy = readProxy(text);
    if ('wrong' in proxy) ctx.addIssue({ code: 'custom', message: proxy.wrong, params: { code: 'KW-PROXY-SETTING' } });
    else if (proxy.password !== undefined)
      ctx.addIssue({
        code: 'custom',
        message: `must not hold a password: put it into ${PROXY_PASSWORD}, in the environment or .env.<customer>`,
        params: { code: 'KW-SECRET-MISPLACED' },
      });
  })
  .optional()
  .describe(
    'The proxy that leads to the portals: http://host:port, with a user name before the host if it wants one ' +
      `(user@host; its password goes into ${PROXY_PASSWORD}), or none. Left out: HTTPS_PROXY of the environment. ` +
      'NO_PROXY lists hosts that are reached directly.',
  );

function portalSchema({ name, title, settings, address, wrongUrl, words, noPages }: Portal): z.ZodObject {
  if (noPages === 'a command')
    return settings.strict().describe(`${title}: a command takes its keys, so it has no address.`);
  return settings
    .safeExtend({
      url: z.string().describe('Address of the portal: https, a host name and nothing else.'),
      'on-premises': z
        .boolean()
        .optional()
        .describe(
          'true: a server of your own network is meant, so that url may have a port, a path, a short name or a number. ' +
            'Whoever owns that name in the network gets the password.',
        ),
      ...(!noPages && {
        reads: z
          .array(z.string().regex(/^\/\S*$/, 'must be the path of a request, such as /api/roles/section'))
          .optional()
          .describe(
            'Paths of requests that only read, as a check names those that it did not let through since nothing in their ' +
              'names says what they do (… stands for the number of a record). A check sends them.',
          ),
      }),
      ...(words && {
        language: z
          .enum(
            words.languages as [string, ...string[]],
            `must be one of ${words.languages.map((one) => `${one} (${ENGLISH.of(one)})`).join(', ')}`,
          )
          .optional()
          .describe('The language of its screens, where that is not English (en).'),
      }),
      ...(Object.hasOwn(settings.shape, 'sign-in') || noPages ? {} : { 'sign-in': SignIn }),
    })
    .strict()
    .superRefine(({ url, 'on-premises': onPremises }, ctx) => {
      const checked = portalUrl(String(url), name, onPremises === true, address);
      const wrong = 'wrong' in checked ? checked.wrong : wrongUrl?.(checked, onPremises === true);
      if (wrong !== undefined) ctx.addIssue({ code: 'custom', message: wrong, path: ['url'] });
    })
    .describe(`${title}: its address${noPages ? '' : ' and how to sign in'}.`);
}

/** `90d` as 90. */
const Days = z
  .string('must be a number of days, such as 90d')
  .regex(/^[1-9]\d{0,3}d$/, 'must be a number of days, such as 90d')
  .transform((text) => Number(text.slice(0, -1)));

const policyKeys = {
  'rotate-after': Days.optional().describe('Age at which API keys are due for rotate-keys, in days: 90d.'),
  'check-after': Days.optional().describe('Days after which the access is due for check-access: 1d.'),
  'review-by': z
    .literal('another', 'must be another, or left out')
    .optional()
    .describe('another: whoever started a run may not approve it in a review. Left out: they are asked first.'),
};

/** The schema of a customers file for these portals. */
export function customersFile(registry: Registry) {
  const { broken = [] } = registry;
  const CustomerEntry = z
    .strictObject({
      title: Title.describe("The customer's name for people."),
      ...policyKeys,
      tags: z.array(Name).optional().describe('Words to choose customers by: `--where tag=pilot`.'),
      portals: z
        .strictObject(
          Object.fromEntries([
            // What a customer says of a portal that cannot be used now is read when it can be.
            ...broken.map(({ name }) => [name, z.unknown().optional()]),
            ...[...registry.values()].map((portal) => [portal.name, portalSchema(portal).optional()]),
          ]),
        )
        .catchall(broken.some(({ hidesPortals }) => hidesPortals) ? z.unknown() : z.never())
        .describe('The portals that this customer has.'),
      proxy: ProxySetting,
      inputs: z
        .record(Name, z.record(InputName, z.unknown()))
        .optional()
        .describe('Inputs for runbooks: runbook name, then input name and value.'),
    })
    .describe('One customer.');
  return z
    .strictObject({
      keywright: z.literal(1, 'must be 1').describe("Version of the file's form: 1."),
      ...policyKeys,
      proxy: ProxySetting,
      customers: z
        .record(Name, CustomerEntry)
        .describe('The customers by their names (lower-case letters, digits, hyphens).'),
    })
    .describe("Keywright's customers. Secrets do not belong here but in .env.<customer>.");
}

function children(value: unknown, path: Path): { path: Path; name: string }[] {
  const map = valueAt(value, path);
  return map !== null && typeof map === 'object' && !Array.isArray(map)
    ? Object.keys(map).map((name) => ({ path: [...path, name], name }))
    : [];
}

/** Keys that name a secret, but for the portals' own settings. Names of customers, portals and runbooks are free. */
function secretKeys(file: YamlFile, registry: Registry): Path[] {
  const top = children(file.value, []);
  const customers = children(file.value, ['customers']);
  const fields = customers.flatMap(({ path }) => children(file.value, path));
  const settings = customers
    .flatMap(({ path }) => children(file.value, [...path, 'portals']))
    .flatMap(({ path, name }) =>
      children(file.value, path).filter(
        (setting) => !Object.hasOwn(registry.get(name)?.settings.shape ?? {}, setting.name),
      ),
    );
  const inputs = customers
    .flatMap(({ path }) => children(file.value, [...path, 'inputs']))
    .flatMap(({ path }) => children(file.value, path));
  return [...top, ...fields, ...settings, ...inputs].filter(({ name }) => namesSecret(name)).map(({ path }) => path);
}

type Settings = Record<string, unknown>;

/** What a customer need not name: a portal that is a command has no address, and nobody signs in. */
const withoutAddress = (registry: Registry): Record<string, Settings> =>
  Object.fromEntries(
    [...registry.values()].flatMap(({ name, noPages }) => (noPages === 'a command' ? [[name, {}]] : [])),
  );

/** Checks a customers file as a whole. */
export function checkCustomers(
  file: YamlFile,
  registry: Registry,
): Checked<{ customers: ReadonlyMap<string, Customer> }> {
  const schema = customersFile(registry);
  const parsed = schema.safeParse(file.value);
  const secrets = secretKeys(file, registry);
  const diagnostics: Diagnostic[] = secrets.map((path) => {
    const customer = path[0] === 'customers' && path.length > 1 ? String(path[1]) : '';
    const env = Name.safeParse(customer).success ? `.env.${customer}` : '.env.<customer>';
    return file.wrong(
      path,
      {
        code: 'KW-SECRET-MISPLACED',
        message: `secrets belong in ${env}, not in this file (${quoted(String(path.at(-1)))})`,
        hint: 'Remove the line, and change the secret if others could read this file.',
      },
      'key',
    );
  });
  const isSecret = (path: Path) =>
    secrets.some((secret) => secret.length === path.length && secret.every((part, n) => part === path[n]));
  for (const issue of unmeasured(parsed.error?.issues ?? [])) {
    // Above, unknown keys that name a secret were refused for a better reason.
    const rest =
      issue.code === 'unrecognized_keys'
        ? { ...issue, keys: issue.keys.filter((key) => !isSecret([...issue.path, key])) }
        : issue;
    diagnostics.push(...diagnose(file, [], [rest], schema, file.value));
  }
  for (const { path, text } of texts(valueAt(file.value, ['customers']))) {
    if (hasExpression(text))
      diagnostics.push(
        file.wrong(['customers', ...path], {
          code: 'KW-EXPRESSION-MISPLACED',
          message: 'expressions are not read in a customers file',
          hint: 'Write the value itself.',
        }),
      );
  }
  if (!parsed.success || diagnostics.length > 0) return { diagnostics: inOrder(diagnostics) };
  return {
    customers: new Map(
      Object.entries(parsed.data.customers).map(([name, { title, tags = [], portals, inputs, proxy, ...own }]) => [
        name,
        {
          name,
          title,
          tags,
          policy: {
            rotateAfter: own['rotate-after'] ?? parsed.data['rotate-after'],
            checkAfter: own['check-after'] ?? parsed.data['check-after'],
            reviewBy: own['review-by'] ?? parsed.data['review-by'],
          },
          inputs: inputs ?? {},
          proxy: proxy ?? parsed.data.proxy,
          source: file,
          portals: Object.fromEntries(
            Object.entries({ ...withoutAddress(registry), ...portals } as Record<string, Settings | undefined>).flatMap(
              ([portal, entry]) => {
                if (entry === undefined || !registry.has(portal)) return [];
                const { url, 'on-premises': _, ...settings } = entry;
                return [[portal, { url: new URL(url === undefined ? 'about:blank' : String(url)), settings }]];
              },
            ),
          ),
        } satisfies Customer,
      ]),
    ),
  };
}
