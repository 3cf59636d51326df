import { z } from 'zod';
import { type Details, type Finding, ScreenProblem, secret } from '../../../src/portal-sdk/index.ts';
import { valuesIn } from '../template.ts';

/**
 * What is handed over.
 * @param title the portal
 * @param page what puts it into the portal: what it has no place for need not be given
 */
export function ENSURE_INPUT(title: string, page: object = {}) {
  const used = valuesIn(JSON.stringify(page)).names;
  const server = z.url().describe("The ConnectWise server's URL.");
  const company = z.string().min(1).describe('The ConnectWise company ID.');
  return z.strictObject({
    publicKey: z.string().min(1).describe('The public key.'),
    privateKey: secret()
      .optional()
      .describe(`The private key. Left out if ${title} already holds it: then only what is stored is checked.`),
    server: used.includes('connectwise.url') || used.includes('connectwise.host') ? server : server.optional(),
    company: used.includes('connectwise.company') ? company : company.optional(),
  });
}

export const CLEAR_INPUT = z.strictObject({
  managed: z.array(z.string()).describe('Public keys of the managed keys.'),
  includeUnmanaged: z
    .boolean()
    .default(false)
    .describe('true: removes an unmanaged key, too. Its private key is stored nowhere else.'),
});

/** A key that nobody here made stays, unless a person says otherwise. */
export const foreignKey = (publicKey: string, details: Details): Finding<never> => ({
  state: 'conflict',
  actual: `the public key ${publicKey}, which is not among this member's live keys that Keywright made`,
  expected: 'a key that Keywright made, or none',
  details,
  hint:
    'Check the input `member`. If it is right and this key may go too, run again with --input ' +
    'includeUnmanaged=true: its private half is stored nowhere else.',
});

/** Somebody may have entered another key while the step waited for an approval. @throws where there is one */
export function requireOwn(
  publicKey: string,
  { managed, includeUnmanaged }: z.output<typeof CLEAR_INPUT>,
  screen: string,
): void {
  if (managed.includes(publicKey) || includeUnmanaged) return;
  throw new ScreenProblem({
    screen,
    expected: 'a key that Keywright made, or none',
    actual: `the public key ${publicKey}, which was entered meanwhile`,
    hint: 'Ask who entered it, then run again.',
  });
}
