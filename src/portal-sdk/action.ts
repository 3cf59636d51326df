import { z } from 'zod';
import { Secret } from '../secrets/secret.ts';
import type { Context } from './context.ts';
import type { Finding } from './finding.ts';

/** A zod schema for an input or output that is a secret. Runbooks can only pass it on; nothing shows it. */
export const secret = () =>
  z.custom<Secret>((value) => value instanceof Secret, 'must be a secret').meta({ secret: true });

/** What a runbook step can `use:`. */
export interface Action<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** `<portal>.<noun>.<verb>`, for example `connectwise.role.ensure`. */
  name: string;
  /**
   * Default step title; `{field}` is replaced by the input of that name. A function gets the input fields that are
   * known before the run, as the runbook has them, and says what this very step does.
   */
  title: string | ((known: Partial<z.input<I>>) => string);
  /** What it does, for `keywright actions`. */
  doc: string;
  input: I;
  output: O;
  /** Of an action that holds screens against what is known: the actions that work on them, by name. */
  serves?: readonly string[];
  /**
   * It takes away what may be in use, or replaces it: a person confirms the job before it starts. A function gets the
   * input fields that are known before the run. Left out: it does not.
   */
  deletes?: boolean | ((known: Partial<z.input<I>>) => boolean);
  /** It gives a secret to the command in `<PORTAL>_<NAME>_COMMAND`: without one, no run begins. `STORE` */
  command?: string;
  /** Looks at the portal and says whether the wish is already true. Changes nothing. */
  inspect(ctx: Context, input: z.output<I>): Promise<Finding<z.output<O>>>;
  /** Makes the wish true. Only called when `inspect` said `needed`. Actions without it only look. */
  perform?(ctx: Context, input: z.output<I>): Promise<void>;
  /** Reopens the record and reads it back. Without it, `inspect` runs again and must say `satisfied`. */
  confirm?(ctx: Context, input: z.output<I>): Promise<Finding<z.output<O>>>;
}

/**
 * Keeps the types of an action's input and output together.
 * @example
 * export const roleEnsure = action({
 *   name: 'connectwise.role.ensure',
 *   title: 'Create security role {name}',
 *   doc: 'A security role with this name.',
 *   input: z.strictObject({ name: z.string() }),
 *   output: z.strictObject({}),
 *   async inspect(ctx, { name }) { … },
 *   async perform(ctx, { name }) { … },
 * });
 */
export function action<I extends z.ZodType, O extends z.ZodType>(definition: Action<I, O>): Action<I, O> {
  return definition;
}
