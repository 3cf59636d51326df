import { z } from 'zod';

const LONGEST = 15;

/** A member ID that fits, of one that vendors print: their words run together, and cut as ConnectWise would cut them. */
const shortened = (id: string): string => id.replace(/[^\p{L}\p{N}._-]+/gu, '').slice(0, LONGEST);

/** A member ID. ConnectWise silently cuts longer ones (PRODUCT.md D2). */
export const memberId = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST, {
    error: ({ input }) => `must be at most ${LONGEST} characters long, such as "${shortened(String(input))}"`,
  });

/** Who gets the key, for what people read. */
export const receiverName = z.string().min(1).max(60).default('MSPCFO').describe('Who gets the key, for messages.');
