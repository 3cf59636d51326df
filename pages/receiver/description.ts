import { z } from 'zod';
import { Api } from './api-description.ts';
import { fieldWith, oneOf, Phrase, Step, Text, Words } from './description-parts.ts';
import { Makes } from './makes-description.ts';
import { KEY_VALUES, OTHER_VALUES, valuesIn } from './template.ts';

const Host = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a full host name, such as login.example.com');

const Field = fieldWith(
  z
    .string()
    .max(500)
    .superRefine((text, ctx) => {
      const { unknown, names } = valuesIn(text);
      const all = [...KEY_VALUES, ...OTHER_VALUES].map((name) => `\${{ ${name} }}`).join(', ');
      for (const name of unknown)
        ctx.addIssue({ code: 'custom', message: `has an unknown \${{ ${name} }}; known: ${all}` });
      if (names.includes('key.private') && text.trim().replace(/\s/g, '') !== '${{key.private}}')
        ctx.addIssue({ code: 'custom', message: 'must be ${{ key.private }} alone: a secret is no part of a text' });
    })
    .optional()
    .describe('What is typed: a text with ${{ key.public }}, ${{ connectwise.company }} and so on in it.'),
  {
    reads: z
      .literal(false, 'must be false, or left out')
      .optional()
      .describe('false: the form does not show it again once it is stored, so it is not read back.'),
  },
);

const Form = z
  .strictObject({
    title: Text.describe('What a person calls the form: "Api Credentials".'),
    way: z.array(Step).max(10).default([]).describe('What leads to it from the start page, step by step.'),
    open: Words.describe('What opens it where a list, a view or an empty page is shown first.'),
    fields: z
      .array(Field)
      .min(1, 'must have at least one field')
      .max(30)
      .superRefine((fields, ctx) => {
        for (const name of KEY_VALUES) {
          const count = fields.filter(
            ({ value }) => value !== undefined && valuesIn(value).names.includes(name),
          ).length;
          if (count !== 1)
            ctx.addIssue({ code: 'custom', message: `must have one field with \${{ ${name} }}, and have ${count}` });
        }
        const n = fields.findIndex(({ value }) => valuesIn(value ?? '').names.includes('key.public'));
        if (fields[n]?.reads === false)
          ctx.addIssue({
            code: 'custom',
            path: [n, 'reads'],
            message: 'must be left out: only the public key tells which pair is stored',
          });
      })
      .describe('Its boxes, in the order in which they are filled. Lists and check boxes come first.'),
    replace: Words.describe('What lets a stored private key be replaced, where its box is hidden then.'),
    authenticate: Words.describe('A button that must be pressed when all is typed, before it can be stored.'),
    save: Words.describe('The button that stores it.'),
    test: Words.describe('The button that tests the connection.'),
    remove: Words.describe('The button that removes what is stored. Without one, the boxes are emptied and saved.'),
    says: z.array(Phrase).max(50).optional().describe('What its messages mean, where common words do not tell.'),
  })
  .describe('The form that takes the keys.');

const SignIn = z.strictObject({
  user: Words.describe('What stands beside the box for the user name.'),
  password: Words.describe('What stands beside the box for the password.'),
  code: Words.describe('What stands beside the box for the one-time code.'),
  enter: Words.describe('The buttons that go on.'),
  'signed-in': Words.describe('Words that only somebody sees who is signed in. Left out: a name at the top right.'),
});

const Vendor = z.strictObject({
  name: Text.max(30).describe('Name of its security role and API member in ConnectWise, and of its key.'),
  member: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,15}$/, 'must be letters, digits, - and _, at most 15')
    .describe('Member ID of its API member.'),
  levels: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What its role may do: module > row > add, edit, delete, inquire. Left out: the table vendors/<name>.'),
});

/**
 * A page of YAML that says how a portal takes a key, or makes one: `portals/<name>.yaml` of a workspace,
 * `runbooks/vendors/<name>.portal.yaml` or `pages/<name>/portal.yaml` here.
 */
export const Description = z
  .strictObject({
    keywright: z.literal(1, 'must be 1').describe("Version of the file's form: 1."),
    title: Text.max(60).describe('The portal, for people.'),
    vendor: Vendor.optional().describe(
      'For `keywright run onboard --vendor <name>`: what it is called in ConnectWise.',
    ),
    hosts: z.array(Host).max(20).optional().describe('Other hosts that its pages need. The browser reaches no others.'),
    address: z
      .array(z.enum(['port', 'path']))
      .optional()
      .describe('What its address may have beside a host name, because people run it themselves: port, path.'),
    records: z
      .array(Text)
      .min(1)
      .optional()
      .describe('Words in the addresses of requests that change the keys: a check sends none of them. Left out: all.'),
    'sign-in': SignIn.optional().describe('What its sign-in page calls its parts, where common words do not tell.'),
    form: Form.optional(),
    makes: Makes.optional(),
    api: Api.optional(),
    command: z
      .literal(true, 'must be true, or left out')
      .optional()
      .describe(
        'true: it has no form. The command in <NAME>_STORE_COMMAND gets the private key on its standard input, and ' +
          'KEYWRIGHT_PUBLIC_KEY and KEYWRIGHT_CUSTOMER in its environment; for a key of ConnectWise KEYWRIGHT_SERVER and ' +
          'KEYWRIGHT_COMPANY, too.',
      ),
  })
  .superRefine(oneOf('form', 'makes', 'api', 'command'))
  .describe('A portal that takes keys, or makes them, described.');

export type Described = z.output<typeof Description>;
/** One with a form. */
export type FormDescription = Described & { form: z.output<typeof Form> };
/** One that makes secrets. */
export type MakerDescription = Described & { makes: z.output<typeof Makes> };
