import { z } from 'zod';
import { type Action, action } from '../../../src/portal-sdk/index.ts';
import type { Receiver } from '../receiver.ts';
import { Credentials } from '../screens/credentials.ts';

export const credentialsRead = (receiver: Receiver): Action => {
  const { name, title, form } = receiver;
  return action({
    name: `${name}.credentials.read`,
    title: `Check which keys ${title} already has`,
    doc: `${form} of ${title}: reads the public key and what it says about the connection. Changes nothing.`,
    input: z.strictObject({}),
    output: z.strictObject({
      publicKey: z.string().optional().describe('The stored public key. Left out if there is none.'),
      connection: z
        .enum(['works', 'fails', 'unknown'])
        .describe(`What ${title} says about its connection to ConnectWise.`),
    }),

    async inspect(ctx) {
      const { publicKey, connection, words, values } = await new Credentials(receiver, ctx).stored();
      const actual =
        publicKey === undefined
          ? 'No credentials are stored.'
          : `The public key ${publicKey} is stored; ` +
            `${words === undefined ? `${title} says nothing of the connection` : `${title} says: "${words}"`}.`;
      return {
        state: 'satisfied',
        actual,
        output: { connection, ...(publicKey !== undefined && { publicKey }) },
        details: { publicKey: publicKey ?? 'none', ...values, connection },
      };
    },
  });
};
