import { z } from 'zod';
import { KEY_VALUES, OTHER_VALUES, valuesIn } from './template.ts';

const PRIVATE = /^\$\{\{\s*key\.private\s*\}\}$/;

/** Every text in a value. */
export const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(textsIn)
      : [];

export const isPrivate = (text: string): boolean => PRIVATE.test(text);

/** @param names the values that it may read */
const path = (...names: readonly string[]) =>
  z
    .string()
    .regex(/^\/[^\s?#]*(\?\S*)?$|^\/.*\$\{\{/, 'must be a path that begins with /')
    .max(500)
    .superRefine((text, ctx) => {
      for (const name of valuesIn(text).names.filter((one) => !names.includes(one)))
        ctx.addIssue({ code: 'custom', message: `has \${{ ${name} }}, which is not known or not sent in an address` });
    });

const Field = z
  .string()
  .regex(/^[\w-]+(\.[\w-]+)*$/, 'must be a name in the answer, such as data.publicKey')
  .max(200);

const Json = z.record(z.string(), z.unknown()).superRefine((json, ctx) => {
  const texts = textsIn(json);
  for (const { unknown } of texts.map(valuesIn))
    for (const name of unknown) ctx.addIssue({ code: 'custom', message: `has an unknown \${{ ${name} }}` });
  const mixed = texts.some((text) => valuesIn(text).names.includes('key.private') && !isPrivate(text));
  if (mixed)
    ctx.addIssue({ code: 'custom', message: 'must have ${{ key.private }} alone: a secret is no part of a text' });
  for (const name of KEY_VALUES)
    if (!texts.some((text) => valuesIn(text).names.includes(name)))
      ctx.addIssue({ code: 'custom', message: `must hold \${{ ${name} }}` });
});

/** What takes the keys in requests of its REST API, and says which key it has. */
export const Api = z
  .strictObject({
    auth: z
      .union([
        z.enum(['bearer', 'basic']),
        z.strictObject({
          header: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must be the name of a header'),
          prefix: z.string().max(50).optional().describe('What stands before the token: "Token ".'),
        }),
      ])
      .describe(
        'How requests are signed: bearer or { header: X-Api-Key } with <NAME>_TOKEN; basic with `username` and ' +
          '<NAME>_PASSWORD.',
      ),
    read: z
      .strictObject({
        path: path().describe('GET: what is stored. 404 or a missing field: nothing.'),
        key: Field.describe('Where the public key stands in the JSON of the answer: data.publicKey.'),
      })
      .describe('What tells which key is stored.'),
    store: z
      .strictObject({
        method: z.enum(['PUT', 'POST', 'PATCH']).default('PUT'),
        path: path('key.public', ...OTHER_VALUES),
        json: Json.describe(
          'What is sent, with ${{ key.public }}, ${{ key.private }}, ${{ connectwise.url }} and so on.',
        ),
      })
      .describe('The request that stores a key. It must take the place of what was stored.'),
    test: z
      .strictObject({
        method: z.enum(['GET', 'POST']).default('GET'),
        path: path(),
        field: Field.describe('Where the answer says it.'),
        works: z.union([z.string(), z.boolean(), z.number()]).describe('What it says where the connection works.'),
      })
      .optional()
      .describe('The request that tells whether the connection works. Left out: nobody knows.'),
    clear: z
      .strictObject({
        method: z.enum(['DELETE', 'POST']).default('DELETE'),
        path: path('key.public'),
      })
      .optional()
      .describe('The request that removes the key. Left out: a person is told to.'),
  })
  .describe('The requests by which it takes the keys.');

export type ApiDescription = z.output<typeof Api>;
