import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Compares bytes, not letters: a letter of two bytes must not make the lengths differ. */
export function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** 256 random bits, as an address may hold them. */
export const token = (): string => randomBytes(32).toString('base64url');
