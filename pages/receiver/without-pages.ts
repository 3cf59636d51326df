import { z } from 'zod';
import {
  type Action,
  action,
  type Context,
  type Details,
  type Finding,
  type Secret,
} from '../../src/portal-sdk/index.ts';
import { CLEAR_INPUT, ENSURE_INPUT, foreignKey, requireOwn } from './actions/inputs.ts';
import type { Wish } from './template.ts';

/** The key that is there. */
export interface Held {
  publicKey: string;
  /** A sentence of it. */
  actual: string;
  connection: 'works' | 'fails' | 'unknown';
  details: Details;
}

/** What takes keys and has no pages. */
export interface Holder {
  title: string;
  /** What is described of it, if it has places for more than the key. */
  page?: object;
  /** 'hand the key to': what is done with the key, for titles and changes. */
  gives: string;
  /** The command that it is given to, if it is one: `STORE`. */
  command?: string;
  /** 'take the key back from' */
  takesBack: string;
  /** That there is no key, in a sentence. */
  none: string;
  holds(ctx: Context): Promise<Held | undefined>;
  give(ctx: Context, wish: Wish & { privateKey: Secret }): Promise<void>;
  /** @returns why a person must remove it, as a part of a sentence; undefined if it is gone there */
  takeBack(ctx: Context, held: Held): Promise<string | undefined>;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The actions of a portal without pages: they are those of a form, for runbooks. */
export function actionsWithoutPages(
  name: string,
  holder: Holder,
): Pick<Record<'signIn', Action>, 'signIn'> & { actions: Action[] } {
  const { title, page, gives, command, takesBack, none } = holder;
  const output = z.strictObject({
    publicKey: z.string().optional().describe('The public key that is there. Left out if there is none.'),
    connection: z.enum(['works', 'fails', 'unknown']).describe(`What ${title} says about its connection.`),
  });
  type Output = z.output<typeof output>;
  const found = ({ publicKey, actual, connection, details }: Held): Finding<Output> => ({
    state: 'satisfied',
    actual,
    output: { publicKey, connection },
    details,
    access: { heldBy: title },
  });
  /** Why a person must remove a key, by attempt. */
  const left = new WeakMap<Context, { publicKey: string; why: string }>();
  return {
    signIn: action({
      name: `${name}.sign-in`,
      title: `Nobody signs in to ${title}`,
      doc: 'Does nothing: there are no pages.',
      input: z.strictObject({}),
      output: z.strictObject({}),
      inspect: async () => ({ state: 'satisfied', skipped: true, actual: 'There are no pages.', output: {} }),
      perform: async () => undefined,
    }),
    actions: [
      action({
        name: `${name}.credentials.read`,
        title: `Check which key ${title} has`,
        doc: `Reads which key ${title} has. Changes nothing.`,
        input: z.strictObject({}),
        output,
        async inspect(ctx): Promise<Finding<Output>> {
          const held = await holder.holds(ctx);
          return held === undefined
            ? { state: 'satisfied', actual: none, output: { connection: 'unknown' } }
            : found(held);
        },
      }),
      action({
        name: `${name}.credentials.ensure`,
        title: `${sentence(gives)} ${title}`,
        doc: `Has ${title} hold this key, and looks whether it does.`,
        input: ENSURE_INPUT(title, page),
        output,
        ...(command !== undefined && { command }),
        async inspect(ctx, { publicKey, privateKey }) {
          const held = await holder.holds(ctx);
          if (held?.publicKey === publicKey && held.connection !== 'fails') return found(held);
          const actual = held?.actual ?? none;
          if (privateKey === undefined && !ctx.planning)
            return {
              state: 'conflict',
              actual,
              expected: `${title} to have ${publicKey} and to connect with it`,
              hint: 'Run again: a new pair of keys is made then.',
            };
          return { state: 'needed', actual, changes: [`${gives} ${title}: ${publicKey} with its private key`] };
        },
        async perform(ctx, { privateKey, ...wish }) {
          await holder.give(ctx, { ...wish, privateKey: privateKey! });
        },
        async confirm(ctx, { publicKey }) {
          const held = await holder.holds(ctx);
          if (held?.publicKey !== publicKey) return { state: 'needed', actual: held?.actual ?? none, changes: [] };
          if (held.connection !== 'fails') return found(held);
          return {
            state: 'conflict',
            actual: held.actual,
            expected: 'a connection that works',
            hint: "Check `url` and `company` of connectwise in the customers file and the role's rights, then run again.",
            details: held.details,
          };
        },
      }),
      action({
        name: `${name}.credentials.clear`,
        title: `${sentence(takesBack)} ${title}`,
        doc: `Has ${title} hold no key any more; where there is no way to, a person is told to remove it.`,
        input: CLEAR_INPUT,
        output: z.strictObject({}),
        deletes: true,
        async inspect(ctx, { managed, includeUnmanaged }) {
          const held = await holder.holds(ctx);
          if (held === undefined) return { state: 'satisfied', actual: none, output: {} };
          const { publicKey, actual, details } = held;
          if (!managed.includes(publicKey) && !includeUnmanaged) return foreignKey(publicKey, details);
          return { state: 'needed', actual, changes: [`${takesBack} ${title}: ${publicKey}`] };
        },
        async perform(ctx, wish) {
          const held = await holder.holds(ctx);
          if (held === undefined) return;
          const { publicKey } = held;
          requireOwn(publicKey, wish, title);
          const why = await holder.takeBack(ctx, held);
          if (why !== undefined) left.set(ctx, { publicKey, why });
        },
        async confirm(ctx) {
          const held = await holder.holds(ctx);
          const toDo = left.get(ctx);
          if (held !== undefined && toDo === undefined) return { state: 'needed', actual: held.actual, changes: [] };
          const actual = held?.actual ?? none;
          if (toDo === undefined) return { state: 'satisfied', actual, output: {} };
          const { publicKey, why } = toDo;
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
