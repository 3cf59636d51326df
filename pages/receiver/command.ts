import { z } from 'zod';
import { action, type Context, type Finding, type Portal } from '../../src/portal-sdk/index.ts';
import { CLEAR_INPUT, ENSURE_INPUT, foreignKey } from './actions/inputs.ts';
import type { Described } from './description.ts';

const CONNECTION = z.literal('unknown').describe('Nobody can ask a command whether it works.');

/** What was handed over, in one sentence. */
const inWords = (title: string, held: { publicKey: string; utc: string }) =>
  `The key ${held.publicKey} was handed to ${title} on ${held.utc.replace(/T.*/, '')}.`;

/**
 * A portal without pages: a command of the operator's takes the keys, such as a password manager's, or one that calls an
 * API. Nobody can ask it what it holds, so what counts is what this workspace has handed over.
 */
export function commandPortal(name: string, { title, vendor }: Described): Portal {
  const holds = (held: { publicKey: string; utc: string }): Finding<{ publicKey: string; connection: 'unknown' }> => ({
    state: 'satisfied',
    actual: inWords(title, held),
    output: { publicKey: held.publicKey, connection: 'unknown' },
    details: { ...held },
    access: { heldBy: title },
  });
  const ensured = async (ctx: Context, publicKey: string) => {
    const held = await ctx.handOvers.current();
    return held?.publicKey === publicKey ? holds(held) : undefined;
  };
  return {
    name,
    title,
    noPages: true,
    ...(vendor && { vendor: { ...vendor, form: title } }),
    settings: z.strictObject({}),
    secrets: {},
    hosts: () => [],
    signIn: action({
      name: `${name}.sign-in`,
      title: `Nobody signs in to ${title}`,
      doc: 'Does nothing: a command takes the keys.',
      input: z.strictObject({}),
      output: z.strictObject({}),
      inspect: async () => ({ state: 'satisfied', skipped: true, actual: 'A command takes the keys.', output: {} }),
      perform: async () => undefined,
    }),
    actions: [
      action({
        name: `${name}.credentials.read`,
        title: `Check which key was handed to ${title}`,
        doc: 'Reads what this workspace has handed over. Changes nothing.',
        input: z.strictObject({}),
        output: z.strictObject({
          publicKey: z.string().optional().describe('The public key that was handed over. Left out if there is none.'),
          connection: CONNECTION,
        }),
        async inspect(ctx): Promise<Finding<{ publicKey?: string; connection: 'unknown' }>> {
          const held = await ctx.handOvers.current();
          return held === undefined
            ? { state: 'satisfied', actual: 'No key was handed over.', output: { connection: 'unknown' } }
            : holds(held);
        },
      }),
      action({
        name: `${name}.credentials.ensure`,
        title: `Hand the key to ${title}`,
        doc: 'Gives the private key to the command in <NAME>_STORE_COMMAND, on its standard input, and remembers that.',
        input: ENSURE_INPUT(title),
        output: z.strictObject({
          publicKey: z.string().describe('The key that was handed over.'),
          connection: CONNECTION,
        }),
        async inspect(ctx, { publicKey, privateKey }) {
          const held = await ctx.handOvers.current();
          if (held?.publicKey === publicKey) return holds(held);
          const actual = held === undefined ? 'no key that was handed over' : inWords(title, held);
          if (privateKey === undefined && !ctx.planning)
            return {
              state: 'conflict',
              actual,
              expected: `that ${publicKey} was handed to ${title}`,
              hint: 'Run again: a new pair of keys is made then.',
            };
          return { state: 'needed', actual, changes: [`hand ${publicKey} and its private key to ${title}`] };
        },
        async perform(ctx, { publicKey, privateKey, server, company }) {
          await ctx.gesture(
            `Give the private key to the command in ${ctx.handOvers.command}`,
            async () =>
              await ctx.handOvers.give(publicKey, privateKey!, {
                KEYWRIGHT_SERVER: server,
                KEYWRIGHT_COMPANY: company,
              }),
            { kind: 'commit', outsidePage: true },
          );
        },
        async confirm(ctx, { publicKey }) {
          return (
            (await ensured(ctx, publicKey)) ?? { state: 'needed', actual: 'The key was not handed over.', changes: [] }
          );
        },
      }),
      action({
        name: `${name}.credentials.clear`,
        title: `Take the key back from ${title}`,
        doc: 'Runs the command in <NAME>_CLEAR_COMMAND, if there is one; else a person is told to remove the key.',
        input: CLEAR_INPUT,
        output: z.strictObject({}),
        deletes: true,
        async inspect(ctx, { managed, includeUnmanaged }) {
          const held = await ctx.handOvers.current();
          if (held === undefined) return { state: 'satisfied', actual: 'No key was handed over.', output: {} };
          if (!managed.includes(held.publicKey) && !includeUnmanaged) return foreignKey(held.publicKey, { ...held });
          return {
            state: 'needed',
            actual: inWords(title, held),
            changes: [`take the key ${held.publicKey} back from ${title}`],
          };
        },
        async perform(ctx) {
          const held = (await ctx.handOvers.current())!;
          const cleared = await ctx.gesture(
            `Take back the key ${held.publicKey}`,
            async () => await ctx.handOvers.takeBack(),
            { kind: 'commit', outsidePage: true },
          );
          if (!cleared) left.set(ctx, held.publicKey);
        },
        async confirm(ctx) {
          const publicKey = left.get(ctx);
          const actual = 'No key counts as handed over any more.';
          if (publicKey === undefined) return { state: 'satisfied', actual, output: {} };
          const why = 'no command removes it there';
          return {
            state: 'satisfied',
            actual,
            output: {},
            left: [{ what: `remove the key ${publicKey} from ${title}`, why }],
          };
        },
      }),
    ],
  };
}

/** What a person must remove, by attempt. */
const left = new WeakMap<Context, string>();
