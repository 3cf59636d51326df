/** Plain data that may be shown, journalled and kept as evidence. */
export type Details = Record<string, unknown>;

/** Something that an action leaves to a person. */
export interface Left {
  /** An instruction, such as 'delete the security role X'. */
  what: string;
  why: string;
}

/**
 * What was read of an account's access, for the register of access. A part that was not read is left out; what the
 * steps of a run have read of one account is put together.
 */
export interface Access {
  /** The account's ID at the portal. */
  account?: string;
  role?: string;
  /** Every right that is not none, as a person would say it. */
  rights?: string[];
  /** Public keys. */
  keys?: string[];
  /** Who has the private halves. */
  heldBy?: string;
  /** false: the account can do nothing any more. */
  active?: boolean;
}

/**
 * What `inspect` found. `actual` is one sentence for the evidence: what was there, not what was hoped for.
 *
 * - `skipped`: nothing was done and nothing was found out; `actual` is the reason.
 * - `left`: what a person must see to. Later steps go on with `output`, but the evidence does not count a skipped or
 *   left step as in place.
 * - `code`: stable, for scripts, where a conflict is of another kind than `KW-CONFLICT`.
 * - `settled`: a commit of unknown outcome has left what it was to bring. Looking longer changes nothing, so the engine
 *   begins the step again from looking.
 */
export type Finding<O = unknown> =
  | { state: 'satisfied'; actual: string; output: O; details?: Details; access?: Access; skipped?: true; left?: Left[] }
  | { state: 'needed'; actual: string; changes: string[]; details?: Details; access?: Access; settled?: true }
  | { state: 'conflict'; code?: string; actual: string; expected: string; hint: string; details?: Details };
