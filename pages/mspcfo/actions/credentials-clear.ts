import { z } from 'zod';
import { action, ScreenProblem, type Context } from '../../../src/portal-sdk/index.ts';
import { ApiCredentials, type Stored } from '../screens/api-credentials.ts';

const input = z.strictObject({
  managed: z.array(z.string()).describe('Public keys of the managed keys.'),
  includeUnmanaged: z
    .boolean()
    .default(false)
    .describe('true: removes an unmanaged key, too. Its private key is stored nowhere else.'),
});

const output = z.strictObject({});

async function look(ctx: Context): Promise<Stored> {
  const screen = new ApiCredentials(ctx);
  await screen.open();
  return await screen.read();
}

/** Why MSPCFO has no way to remove what it holds, by attempt. */
const refusals = new WeakMap<Context, string>();

export const credentialsClear = action({
  name: 'mspcfo.credentials.clear',
  title: 'Remove the keys under Api Credentials',
  doc:
    'Your name at the top right > Api Credentials: removes the stored credentials, opens the page again and reads it ' +
    'back (PRODUCT.md D5). Leaves an unmanaged key, unless the runbook says otherwise. Where MSPCFO has no way to remove ' +
    'them, a person is told to; the key itself opens nothing any more once ConnectWise has deleted it.',
  input,
  output,
  deletes: true,

  async inspect(ctx, { managed, includeUnmanaged }) {
    const { publicKey, words } = await look(ctx);
    if (publicKey === undefined) return { state: 'satisfied', actual: 'No credentials are stored.', output: {} };
    const details = {
      publicKey,
      'made by Keywright': managed.includes(publicKey),
      ...(words !== undefined && { 'MSPCFO says': words }),
    };
    if (!managed.includes(publicKey) && !includeUnmanaged) {
      return {
        state: 'conflict',
        actual: `the public key ${publicKey}, which is not among this member's live keys that Keywright made`,
        expected: 'a key that Keywright made, or none',
        details,
        hint:
          'Check the input `member`. If it is right and this key may go too, run again with --input ' +
          'includeUnmanaged=true: its private half is stored nowhere else.',
      };
    }
    return {
      state: 'needed',
      actual: `MSPCFO holds the key ${publicKey}.`,
      changes: [`remove the public key ${publicKey} and its private key from MSPCFO`],
      details,
    };
  },

  async perform(ctx, { managed, includeUnmanaged }) {
    // Somebody may have entered other keys while the step waited for an approval.
    const { publicKey } = await look(ctx);
    if (publicKey !== undefined && !managed.includes(publicKey) && !includeUnmanaged)
      throw new ScreenProblem({
        screen: 'MSPCFO, Api Credentials',
        expected: 'a key that Keywright made, or none',
        actual: `the public key ${publicKey}, which was entered meanwhile`,
        hint: 'Ask who entered it, then run again.',
      });
    const screen = new ApiCredentials(ctx);
    await screen.open();
    const why = await screen.clear();
    if (why !== undefined) refusals.set(ctx, why);
  },

  async confirm(ctx) {
    const { publicKey } = await look(ctx);
    if (publicKey === undefined) return { state: 'satisfied', actual: 'No credentials are stored.', output: {} };
    const actual = `MSPCFO still holds the key ${publicKey}`;
    const why = refusals.get(ctx);
    if (why === undefined) return { state: 'needed', actual: `${actual}.`, changes: [] };
    return {
      state: 'satisfied',
      actual: `${actual}: ${why}.`,
      output: {},
      left: [{ what: `remove the key ${publicKey} from MSPCFO, or ask its support to`, why }],
    };
  },
});
