import { randomBytes } from 'node:crypto';

/** How a test of the connection to ConnectWise ended. */
export interface ConnectionResult {
  ok: boolean;
  /** In words for the person at the screen. */
  message: string;
  /** UTC, ISO 8601. */
  at: string;
}

/** A user of MSPCFO. */
export interface MspcfoUser {
  username: string;
  /** As the top right corner shows it. */
  name: string;
  password: string;
  /** Base32. With it, and with the variant `codePage` on, sign-in asks for a code. */
  totpSecret?: string;
}

/**
 * What the Api Credentials form stores. The private key is kept because ConnectWise is called with it; no page and no
 * test sees it again.
 */
export interface StoredCredentials {
  publicKey: string;
  privateKey: string;
  serverUrl: string;
  companyId: string;
  /** UTC, ISO 8601. */
  savedAt: string;
  savedBy: string;
}

export interface MspcfoSession {
  username: string;
  /** Milliseconds since 1970. */
  expires: number;
  /** Shown once, on the next page. */
  flash?: string;
}

/** Everything the practice MSPCFO knows about one of its customers; in memory. */
export interface MspcfoState {
  /** Its id for tests, in lower case. */
  customer: string;
  companyName: string;
  users: MspcfoUser[];
  credentials?: StoredCredentials;
  /** How the last test of the stored credentials ended; undefined before the first. */
  connection?: ConnectionResult;
  /** A test is under way. */
  checking: boolean;
  /** By cookie value. */
  sessions: Map<string, MspcfoSession>;
  /** `METHOD path` to the number of requests. */
  requests: Record<string, number>;
  /** How often credentials were stored. */
  saves: number;
  /** How often stored credentials were removed. */
  removals: number;
  /** How often the connection was tested. */
  tests: number;
}

/** A customer who has stored nothing yet. */
export const newMspcfoState = (customer: string, companyName: string, users: MspcfoUser[]): MspcfoState => ({
  customer: customer.toLowerCase(),
  companyName,
  users,
  checking: false,
  sessions: new Map(),
  requests: {},
  saves: 0,
  removals: 0,
  tests: 0,
});

/** A value for a session cookie. */
export const randomToken = (): string => randomBytes(18).toString('base64url');
