import { z } from 'zod';
import { type Details, type Finding, ScreenProblem, secret } from '../../../src/portal-sdk/index.ts';

/** What is handed over. @param title the portal */
export const ENSURE_INPUT = (title: string) =>
  z.strictObject({
    publicKey: z.string().min(1).describe('The public key.'),
    privateKey: secret()
      .optional()
      .describe(`The private key. Left out if ${title} already holds it: then only what is stored is checked.`),
    server: z.url().describe("The ConnectWise server's URL."),
    company: z.string().min(1).describe('The ConnectWise company ID.'),
  });

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
