import type { Secret } from '../secret.ts';

/** A sealed secret that waits until its receiver provably holds it. It stays sealed until `open`. */
export interface SealedKey {
  /** The portal that the secret belongs to, by its folder's name. Other portals' actions never see it. */
  portal: string;
  /** What it is a part of, in the portal's words: 'API key'. */
  kind: string;
  /** The secret's label: 'ConnectWise private key'. */
  label: string;
  /** The public half; for a secret without one, a name that tells it from the portal's others. */
  publicKey: string;
  /** Its description in the portal, with the tag. */
  description: string;
  /** Who has it in the portal: the ID of the API member, the name of the user. */
  member: string;
  /** UTC, ISO 8601. */
  sealedAt: string;
  /** Why the private half cannot be opened any more; missing for a good one. */
  damaged?: string;
  /**
   * When the vendor refused this pair (UTC, ISO 8601): the sealed text is not its private half, or somebody has
   * switched the key off.
   */
  refusedAt?: string;
}

/** The sealed secrets of one portal of one customer. Other portals' secrets are out of reach. */
export interface Escrow {
  /** The sealed keys of this portal and customer, oldest first. Opens nothing. */
  list(): Promise<SealedKey[]>;
  /** Seals and fsyncs (file and directory) before it returns. The entry's label is the secret's own. */
  seal(key: {
    kind: string;
    publicKey: string;
    description: string;
    member: string;
    privateKey: Secret;
  }): Promise<void>;
  /** Opens one sealed key; a recorded event. */
  open(publicKey: string): Promise<Secret>;
  /** Marks a sealed key as refused by the vendor, so that no later run uses it. Without a sealed copy: nothing. */
  refuse(publicKey: string): Promise<void>;
  /** Destroys the sealed copy; a recorded event. */
  destroy(publicKey: string): Promise<void>;
}
