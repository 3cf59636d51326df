import { serverAddress } from './server-url.ts';
import type { StoredCredentials } from './state.ts';
import type { FieldName } from './wording.ts';

type CredentialsInput = Record<FieldName, string>;

/** What a form sent, trimmed; a private key left out or left empty means the stored one. */
export function credentialsInput(body: unknown): CredentialsInput {
  const sent = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: FieldName) => (typeof sent[name] === 'string' ? sent[name].trim() : '');
  return {
    publicKey: text('publicKey'),
    privateKey: text('privateKey'),
    serverUrl: text('serverUrl'),
    companyId: text('companyId'),
  };
}

/** Nothing was entered anywhere. */
export const isEmpty = (input: CredentialsInput): boolean => Object.values(input).every((text) => text === '');

/** What is wrong with an input, by field; empty when all is well. */
export function problemsOf(input: CredentialsInput, stored: StoredCredentials | undefined): Partial<CredentialsInput> {
  const problems: Partial<CredentialsInput> = {};
  if (input.publicKey === '') problems.publicKey = 'Enter the public key.';
  else if (/\s/.test(input.publicKey)) problems.publicKey = 'A key has no spaces.';
  if (input.privateKey === '' && stored === undefined) problems.privateKey = 'Enter the private key.';
  else if (/\s/.test(input.privateKey)) problems.privateKey = 'A key has no spaces.';
  if (input.serverUrl === '') problems.serverUrl = 'Enter the server URL.';
  else if (serverAddress(input.serverUrl) === undefined) problems.serverUrl = 'This is not the address of a server.';
  if (input.companyId === '') problems.companyId = 'Enter the company ID.';
  return problems;
}
