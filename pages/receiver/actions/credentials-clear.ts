import { z } from 'zod';
import { type Action, action, type Context } from '../../../src/portal-sdk/index.ts';
import type { Receiver } from '../receiver.ts';
import { ClearCredentials } from '../screens/clear.ts';
import { Credentials, type Stored } from '../screens/credentials.ts';
import { CLEAR_INPUT, foreignKey, requireOwn } from './inputs.ts';

const NONE = { state: 'satisfied', actual: 'No credentials are stored.', output: {} } as const;

async function look(receiver: Receiver, ctx: Context): Promise<Stored> {
  const screen = new Credentials(receiver, ctx);
  await screen.open();
  return await screen.read();
}

export const credentialsClear = (receiver: Receiver): Action => {
  const { name, title, form } = receiver;
  /** Why the portal has no way to remove what it holds, by attempt. */
  const refusals = new WeakMap<Context, string>();
  return action({
    name: `${name}.credentials.clear`,
    title: `Remove the keys under ${form}`,
    doc:
      `${form} of ${title}: removes the stored credentials, opens the page again and reads it back. Leaves an unmanaged ` +
      'key, unless the runbook says otherwise. Where there is no way to remove them, a person is told to; the key itself ' +
      'opens nothing any more once ConnectWise has deleted it.',
    input: CLEAR_INPUT,
    output: z.strictObject({}),
    deletes: true,

    async inspect(ctx, { managed, includeUnmanaged }) {
      const { publicKey, words } = await look(receiver, ctx);
      if (publicKey === undefined) return NONE;
      const details = {
        publicKey,
        'made by Keywright': managed.includes(publicKey),
        ...(words !== undefined && { [`${title} says`]: words }),
      };
      if (!managed.includes(publicKey) && !includeUnmanaged) return foreignKey(publicKey, details);
      return {
        state: 'needed',
        actual: `${title} holds the key ${publicKey}.`,
        changes: [`remove the public key ${publicKey} and its private key from ${title}`],
        details,
      };
    },

    async perform(ctx, wish) {
      const { publicKey } = await look(receiver, ctx);
      if (publicKey !== undefined) requireOwn(publicKey, wish, `${title}, ${form}`);
      const screen = new ClearCredentials(receiver, ctx);
      await screen.open();
      const why = await screen.clear();
      if (why !== undefined) refusals.set(ctx, why);
    },

    async confirm(ctx) {
      const { publicKey } = await look(receiver, ctx);
      if (publicKey === undefined) return NONE;
      const actual = `${title} still holds the key ${publicKey}`;
      const why = refusals.get(ctx);
      if (why === undefined) return { state: 'needed', actual: `${actual}.`, changes: [] };
      return {
        state: 'satisfied',
        actual: `${actual}: ${why}.`,
        output: {},
        left: [{ what: `remove the key ${publicKey} from ${title}, or ask its support to`, why }],
      };
    },
  });
};
