import { createHash } from 'node:crypto';
import type { MspcfoState } from './state.ts';

/** What tests may know of a customer; of the private key only its SHA-256. */
export function mspcfoDebugState({
  customer,
  credentials,
  connection,
  checking,
  saves,
  removals,
  tests,
  requests,
  sessions,
}: MspcfoState) {
  return {
    customer,
    stored: credentials !== undefined,
    publicKey: credentials?.publicKey ?? null,
    privateKeySha256:
      credentials === undefined ? null : createHash('sha256').update(credentials.privateKey).digest('hex'),
    serverUrl: credentials?.serverUrl ?? null,
    companyId: credentials?.companyId ?? null,
    saves,
    removals,
    tests,
    checking,
    connection: connection ?? null,
    requests,
    sessions: sessions.size,
  };
}
