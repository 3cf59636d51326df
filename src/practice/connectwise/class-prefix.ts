import { randomInt } from 'node:crypto';
import type { Variants } from './variants.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** What the generated class names of one build begin with (PRODUCT.md A1). */
export const classPrefix = (how: Variants['classPrefix']): string =>
  how === 'fixed' ? 'GMDB3DUB' : `G${Array.from({ length: 7 }, () => LETTERS[randomInt(36)]).join('')}`;
