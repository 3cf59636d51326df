import { signInHooks } from '../screen/sign-in.ts';

/**
 * What is known of MSPCFO's parts: nothing that only MSPCFO has, as no source describes its DOM (PRODUCT.md D5). What
 * many applications call their windows helps to find them.
 */
export const hooks = {
  layer: '[class*=modal i], [class*=dialog i], [class*=popup i], [class*=confirm i], [class*=drawer i]',
  ...signInHooks,
} as const;
