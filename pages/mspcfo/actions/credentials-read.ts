import { z } from 'zod';
import { action } from '../../../src/portal-sdk/index.ts';
import { readStored } from '../read-stored.ts';

export const credentialsRead = action({
  name: 'mspcfo.credentials.read',
  title: 'Check which keys MSPCFO already has',
  doc:
    'Your name at the top right > Api Credentials: reads the public key and what MSPCFO says about the connection ' +
    '(PRODUCT.md D5). Changes nothing.',
  input: z.strictObject({}),
  output: z.strictObject({
    publicKey: z.string().optional().describe('The stored public key. Left out if there is none.'),
    connection: z.enum(['works', 'fails', 'unknown']).describe('What MSPCFO says about its connection to ConnectWise.'),
  }),

  async inspect(ctx) {
    const { publicKey, connection, words, server, company } = await readStored(ctx);
    const actual =
      publicKey === undefined
        ? 'No credentials are stored.'
        : `The public key ${publicKey} is stored; ` +
          `${words === undefined ? 'MSPCFO says nothing of the connection' : `MSPCFO says: "${words}"`}.`;
    return {
      state: 'satisfied',
      actual,
      output: { connection, ...(publicKey !== undefined && { publicKey }) },
      details: { publicKey: publicKey ?? 'none', server: server ?? '', company: company ?? '', connection },
    };
  },
});
