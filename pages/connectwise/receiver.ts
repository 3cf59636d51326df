import { z } from 'zod';

/** An action's input: who gets the key, for what people read. */
export const RECEIVER = z.string().min(1).max(60).default('MSPCFO').describe('Who gets the key, for messages.');
