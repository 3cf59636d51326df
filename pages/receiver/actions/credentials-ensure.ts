import { z } from 'zod';
import { type Action, action, type Finding } from '../../../src/portal-sdk/index.ts';
import type { Receiver } from '../receiver.ts';
import { Credentials, type Stored } from '../screens/credentials.ts';
import { EnterCredentials } from '../screens/enter.ts';
import { ENSURE_INPUT } from './inputs.ts';

type Input = z.output<ReturnType<typeof ENSURE_INPUT>>;

const outputOf = (title: string) =>
  z.strictObject({
    publicKey: z.string().describe(`The public key that ${title} holds.`),
    connection: z
      .enum(['works', 'unknown'])
      .describe(`What ${title} says about its connection. \`unknown\`: it says nothing.`),
  });
type Output = z.output<ReturnType<typeof outputOf>>;

function differences({ fields, publicField }: Receiver, { publicKey, values }: Stored, wish: Input): string[] {
  return [
    ...(publicKey === wish.publicKey ? [] : [`${publicField.label}: ${publicKey ?? 'none'} → ${wish.publicKey}`]),
    ...fields
      .filter((field) => field.isRead && !field.holdsPublicKey && !field.isAs(values[field.label], wish))
      .map((field) => `${field.label}: ${values[field.label] || 'none'} → ${field.text(wish)}`),
  ];
}

const detailsOf = ({ publicKey, values, connection, words }: Stored) => ({ publicKey, ...values, connection, words });

function satisfied({ title }: Receiver, stored: Stored, { publicKey }: Input): Finding<Output> {
  const actual =
    stored.words === undefined
      ? `${title} holds ${publicKey}; it says nothing of the connection.`
      : `${title} holds ${publicKey} and says: "${stored.words}".`;
  return {
    state: 'satisfied',
    actual,
    output: { publicKey, connection: stored.connection === 'works' ? 'works' : 'unknown' },
    details: detailsOf(stored),
    access: { heldBy: title },
  };
}

const needed = ({ title }: Receiver, stored: Stored, changes: string[]): Finding<Output> => ({
  state: 'needed',
  actual:
    changes.length === 0
      ? `${title} holds these values, but its connection is not proven.`
      : stored.publicKey === undefined
        ? `${title} holds no credentials.`
        : `${title} holds other values.`,
  changes: [...changes, ...(changes.length > 0 ? ['enter the private key'] : ['enter the values again'])],
  details: detailsOf(stored),
});

/** A key is to be found that is not there, or does not work, and nobody has its private half. */
const withoutPrivateKey = (
  { title }: Receiver,
  stored: Stored,
  changes: string[],
  wish: Input,
  rotate: string,
): Finding<Output> => ({
  state: 'conflict',
  actual: changes.length > 0 ? changes.join('; ') : `a connection that does not work: "${stored.words}"`,
  expected: `${title} to hold ${wish.publicKey} and to connect with it`,
  hint:
    stored.connection === 'works' && stored.publicKey === wish.publicKey
      ? `Correct what else is stored in ${title} by hand, or run ${rotate}: it makes a new pair and enters all.`
      : 'Run again: a new pair of keys is made then.',
  details: detailsOf(stored),
});

export const credentialsEnsure = (receiver: Receiver): Action => {
  const { name, title, form, description } = receiver;
  return action({
    name: `${name}.credentials.ensure`,
    title: `Save the keys under ${form}`,
    doc:
      `${form} of ${title}: enters public key, private key and what else it asks for, saves, opens the page again, reads ` +
      'it back, and reads what it says about the connection.',
    input: ENSURE_INPUT(title, description.form),
    output: outputOf(title),

    async inspect(ctx, wish) {
      const stored = await new Credentials(receiver, ctx).stored();
      const changes = differences(receiver, stored, wish);
      // For a new private key, only a connection that works proves that the portal has it.
      const proven =
        stored.connection === 'works' || (wish.privateKey === undefined && stored.connection === 'unknown');
      if (changes.length === 0 && proven) return satisfied(receiver, stored, wish);
      if (wish.privateKey === undefined && !ctx.planning)
        return withoutPrivateKey(receiver, stored, changes, wish, ctx.job('rotate-keys'));
      // Somebody may have entered that key by hand, and its private key cannot be read again (PRODUCT.md D4).
      if (stored.publicKey !== undefined && stored.publicKey !== wish.publicKey)
        ctx.note(
          `${title} holds the key ` +
            `${stored.publicKey}${stored.connection === 'works' ? ', and its connection works' : ''}; ` +
            `${wish.publicKey} takes its place. In ConnectWise it stays live, unless Keywright made it.`,
        );
      return needed(receiver, stored, changes);
    },

    async perform(ctx, { privateKey, ...wish }) {
      await new EnterCredentials(receiver, ctx).enter({ ...wish, privateKey: privateKey! });
    },

    async confirm(ctx, wish) {
      const stored = await new Credentials(receiver, ctx).stored();
      const changes = differences(receiver, stored, wish);
      const details = detailsOf(stored);
      if (changes.length > 0)
        return { state: 'needed', actual: `${title} holds other values than were entered.`, changes, details };
      if (stored.connection === 'fails') {
        return {
          state: 'conflict',
          actual: `${title} says: "${stored.words}"`,
          expected: 'a connection that works',
          hint:
            "Check `url` and `company` of connectwise in the customers file and the role's rights, then run again: " +
            'what works stays, the rest is created again.',
          details,
        };
      }
      return satisfied(receiver, stored, wish);
    },
  });
};
