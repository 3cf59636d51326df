import { z } from 'zod';
import { action, secret, type Finding } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { readStored } from '../read-stored.ts';
import { ApiCredentials, type Stored } from '../screens/api-credentials.ts';

const input = z.strictObject({
  publicKey: z.string().min(1).describe('The public key.'),
  privateKey: secret()
    .optional()
    .describe('The private key. Left out if MSPCFO already holds it: then only what is stored is checked.'),
  server: z.url().describe("The ConnectWise server's URL."),
  company: z.string().min(1).describe('The ConnectWise company ID.'),
});
type Input = z.output<typeof input>;

const output = z.strictObject({
  publicKey: z.string().describe('The public key that MSPCFO holds.'),
  connection: z
    .enum(['works', 'unknown'])
    .describe('What MSPCFO says about its connection. `unknown`: it says nothing.'),
});

/** The host of an address, because portals rewrite the rest: scheme, capitals, path. */
const host = (text: string | undefined) =>
  (text ?? '')
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');

function differences({ publicKey, server, company }: Stored, wish: Input): string[] {
  return [
    ...(publicKey === wish.publicKey ? [] : [`Public key: ${publicKey ?? 'none'} → ${wish.publicKey}`]),
    ...(host(server) === host(wish.server) ? [] : [`Server: ${server || 'none'} → ${wish.server}`]),
    ...(sameName(company ?? '', wish.company) ? [] : [`Company: ${company || 'none'} → ${wish.company}`]),
  ];
}

function satisfied(stored: Stored, { publicKey }: Input): Finding<z.output<typeof output>> {
  const actual =
    stored.words === undefined
      ? `MSPCFO holds ${publicKey}; it says nothing of the connection.`
      : `MSPCFO holds ${publicKey} and says: "${stored.words}".`;
  return {
    state: 'satisfied',
    actual,
    output: { publicKey, connection: stored.connection === 'works' ? 'works' : 'unknown' },
    details: { ...stored },
    access: { heldBy: 'MSPCFO' },
  };
}

export const credentialsEnsure = action({
  name: 'mspcfo.credentials.ensure',
  title: 'Save the keys under Api Credentials',
  doc:
    'Your name at the top right > Api Credentials: enters public key, private key, server and company, saves, ' +
    'opens the page again, reads it back, and reads what MSPCFO says about the connection (PRODUCT.md D5).',
  input,
  output,

  async inspect(ctx, wish) {
    const stored = await readStored(ctx);
    const changes = differences(stored, wish);
    // For a new private key, only a connection that works proves that MSPCFO has it.
    const proven = stored.connection === 'works' || (wish.privateKey === undefined && stored.connection === 'unknown');
    if (changes.length === 0 && proven) return satisfied(stored, wish);
    if (wish.privateKey === undefined && !ctx.planning) {
      return {
        state: 'conflict',
        actual: changes.length > 0 ? changes.join('; ') : `a connection that does not work: "${stored.words}"`,
        expected: `MSPCFO to hold ${wish.publicKey} and to connect with it`,
        hint:
          stored.connection === 'works' && stored.publicKey === wish.publicKey
            ? 'Correct the server and the company in MSPCFO by hand, or run rotate-keys: it makes a new pair and ' +
              'enters all four.'
            : 'Run again: a new pair of keys is made then.',
        details: { ...stored },
      };
    }
    // Somebody may have entered that key by hand, and its private key cannot be read again (PRODUCT.md D4).
    if (stored.publicKey !== undefined && stored.publicKey !== wish.publicKey)
      ctx.note(
        'MSPCFO holds the key ' +
          `${stored.publicKey}${stored.connection === 'works' ? ', and its connection works' : ''}; ` +
          `${wish.publicKey} takes its place. In ConnectWise it stays live, unless Keywright made it.`,
      );
    return {
      state: 'needed',
      actual:
        changes.length === 0
          ? 'MSPCFO holds these values, but its connection is not proven.'
          : stored.publicKey === undefined
            ? 'MSPCFO holds no credentials.'
            : 'MSPCFO holds other values.',
      changes: [...changes, ...(changes.length > 0 ? ['enter the private key'] : ['enter the values again'])],
      details: { ...stored },
    };
  },

  async perform(ctx, { publicKey, privateKey, server, company }) {
    await new ApiCredentials(ctx).enter({ publicKey, privateKey: privateKey!, server, company });
  },

  async confirm(ctx, wish) {
    const stored = await readStored(ctx);
    const changes = differences(stored, wish);
    if (changes.length > 0)
      return {
        state: 'needed',
        actual: 'MSPCFO holds other values than were entered.',
        changes,
        details: { ...stored },
      };
    if (stored.connection === 'fails') {
      return {
        state: 'conflict',
        actual: `MSPCFO says: "${stored.words}"`,
        expected: 'a connection that works',
        hint:
          "Check `url` and `company` of connectwise in the customers file and the role's rights, then run again: " +
          'what works stays, the rest is made anew.',
        details: { ...stored },
      };
    }
    return satisfied(stored, wish);
  },
});
