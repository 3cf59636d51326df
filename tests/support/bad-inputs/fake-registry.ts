import { z } from 'zod';
import { type Action, action, type Portal, secret } from '../../../src/portal-sdk/index.ts';

function fake<I extends z.ZodType, O extends z.ZodType>(name: string, title: string, input: I, output: O): Action {
  return action({
    name,
    title,
    doc: `Stands for ${name}.`,
    input,
    output,
    inspect: () => Promise.reject(new Error('not for running')),
  }) as unknown as Action;
}

const Level = z.enum(['None', 'My', 'All']);
const Levels = z.record(
  z.string().min(1),
  z.record(
    z.string().min(1),
    z.strictObject({
      add: Level.optional(),
      edit: Level.optional(),
      delete: Level.optional(),
      inquire: Level.optional(),
    }),
  ),
);
const signIn = z.enum(['password', 'password-and-code', 'person', 'saved-session']).default('password');
const none = z.strictObject({});
const text = z.string().min(1);

function portal(name: string, title: string, settings: z.ZodObject, actions: Action[]): Portal {
  const signIn = fake(`${name}.sign-in`, `Sign in to ${title}`, none, none);
  return {
    name,
    title,
    settings,
    secrets: { PASSWORD: 'password' },
    signIn,
    hosts: () => [],
    watch: () => Promise.resolve(),
    actions: [signIn, ...actions],
  };
}

/** Two portals with enough actions for any mistake that a runbook can make. None of them can run. */
export const REGISTRY = new Map(
  [
    portal(
      'connectwise',
      'ConnectWise PSA',
      z.strictObject({
        company: text.describe('Company ID'),
        username: text,
        api: z.string().optional(),
        'sign-in': signIn,
      }),
      [
        fake(
          'connectwise.role.ensure',
          'Create security role {name}',
          z.strictObject({
            name: z.string().min(1).max(30).describe('Name of the role'),
            levels: Levels.describe('The levels'),
            member: text.optional(),
          }),
          z.strictObject({ name: text }),
        ),
        fake(
          'connectwise.member.ensure',
          'Create API member {id} with {role}',
          z.strictObject({
            id: z.string().min(1).max(15),
            name: text.max(30),
            role: text,
            timeZone: text.optional(),
            level: text.optional(),
            levelName: text.optional(),
            location: text.optional(),
            businessUnit: text.optional(),
            territory: text.optional(),
            fields: z.record(text, text).optional(),
            seats: z.int().min(1).max(9).optional(),
            active: z.boolean().optional(),
            tags: z.array(text).optional(),
          }),
          z.strictObject({ id: text, seats: z.int() }),
        ),
        fake(
          'connectwise.key.ensure',
          'Create one pair of keys for {member}',
          z.strictObject({
            member: text,
            description: text.max(60),
            receiver: text.optional(),
            current: z.strictObject({
              publicKey: text.optional(),
              connection: z.enum(['works', 'fails', 'unknown', 'none']),
            }),
          }),
          z.strictObject({ publicKey: text, privateKey: secret().optional() }),
        ),
        fake(
          'connectwise.key.verify',
          'Prove the keys',
          z.strictObject({
            publicKey: text,
            privateKey: secret().optional(),
            levels: Levels.optional(),
            receiver: text.optional(),
          }),
          z.strictObject({ proven: z.boolean() }),
        ),
        fake(
          'connectwise.keys.delete-orphans',
          'Remove left-over keys of {member}',
          z.strictObject({ member: text, keep: text, receiver: text.optional() }),
          z.strictObject({ removed: z.array(text) }),
        ),
      ],
    ),
    // Its settings say nothing of sign-in and are not strict: the customers file adds the one and sees to the other.
    portal('mspcfo', 'MSPCFO', z.object({ username: text, name: text.optional() }), [
      fake(
        'mspcfo.credentials.read',
        'See which keys MSPCFO holds',
        none,
        z.strictObject({ publicKey: text.optional(), connection: z.enum(['works', 'fails', 'unknown', 'none']) }),
      ),
      fake(
        'mspcfo.credentials.ensure',
        'Save the keys',
        z.strictObject({ publicKey: text, privateKey: secret().optional(), server: z.url(), company: text }),
        z.strictObject({ publicKey: text, connection: text }),
      ),
    ]),
  ].map((one) => [one.name, one]),
);
