import type { KeyObject } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { UserError } from '../../files/user-error.ts';
import { readSigned } from '../chain/signed-chain.ts';
import { appendToList, linesOfList, listFile, type RunListLine } from '../runs/run-list.ts';
import { openSigner, ownPublicKey } from '../signing.ts';
import { publicKeyFrom } from './key-file.ts';

/** Somebody whose signature counts in this workspace. */
export interface RegisteredOperator {
  name: string;
  /** SHA-256 of the public key (SPKI, DER). */
  fingerprint: string;
  publicKey: KeyObject;
  /** ISO 8601. */
  since: string;
  /** From where, and as which user of the machine, the operator was registered. */
  host: string;
  osUser: string;
}

/** Names that differ only in capitals or spaces would be taken for one another. */
const folded = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');

/** The operators as some lines of the list of runs leave them, in the order in which they came. */
export function operatorsIn(lines: readonly RunListLine[]): RegisteredOperator[] {
  const found = new Map<string, RegisteredOperator>();
  for (const line of lines) {
    if (line.type === 'operator.registered') {
      const { operator: name, key: fingerprint, publicKey, utc: since, host, osUser } = line;
      found.set(fingerprint, { name, fingerprint, publicKey: publicKeyFrom(publicKey), since, host, osUser });
    }
    if (line.type === 'operator.removed') found.delete(line.key);
  }
  return [...found.values()];
}

/**
 * The registered operators, by the lines of the list of runs that the workspace's key has signed.
 * @throws if the list is not as it was signed
 */
export function registeredOperators(runs: string, state: string): RegisteredOperator[] {
  const file = listFile(runs);
  const { text, vouched, wrong } = readSigned(file, ownPublicKey(state));
  const names = linesOfList(text).some(({ type }) => type.startsWith('operator.'));
  if (names && (wrong !== undefined || vouched === ''))
    throw new Error(
      `The list of runs (${file}) names operators, and is not as this workspace's key signed it. No approval ` +
        'counts until somebody has looked into it: "keywright verify" of the folder of runs says what is wrong.',
    );
  return operatorsIn(linesOfList(vouched));
}

/** @throws UserError if there is no such operator */
export function operatorNamed(operators: readonly RegisteredOperator[], name: string): RegisteredOperator {
  const found = operators.find((one) => folded(one.name) === folded(name));
  if (found !== undefined) return found;
  const names = operators.map((one) => one.name).join(', ');
  throw new UserError(
    'KW-OPERATOR-UNKNOWN',
    `"${name}" is no registered operator of this workspace. ${names === '' ? 'There is none yet.' : `Registered: ${names}.`}` +
      `\nNext:     keywright operator init ${JSON.stringify(name)}; or set KEYWRIGHT_OPERATOR to the registered name.`,
  );
}

/**
 * Enters an operator in the signed list of runs.
 * @throws UserError if the name is taken
 */
export function registerOperator(
  { runs, state }: { runs: string; state: string },
  name: string,
  { fingerprint, publicKey }: { fingerprint: string; publicKey: string },
): void {
  refuseTaken(registeredOperators(runs, state), name);
  appendToList(runs, openSigner(state), (lines) => {
    refuseTaken(operatorsIn(lines), name);
    return { type: 'operator.registered', operator: name, key: fingerprint, publicKey, ...here() };
  });
}

/** From then on the operator's signature counts for nothing. What was signed before stays good. */
export function removeOperator({ runs, state }: { runs: string; state: string }, name: string, by: string): void {
  const { name: operator, fingerprint: key } = operatorNamed(registeredOperators(runs, state), name);
  appendToList(runs, openSigner(state), () => ({ type: 'operator.removed', operator, key, by, ...here() }));
}

const here = () => ({ host: hostname(), osUser: userInfo().username });

/** @throws UserError if the name is taken */
export function refuseTaken(operators: readonly RegisteredOperator[], name: string): void {
  const taken = operators.find((one) => folded(one.name) === folded(name));
  if (taken !== undefined)
    throw new UserError(
      'KW-OPERATOR-EXISTS',
      `There is an operator "${taken.name}" in this workspace already, since ${taken.since} (key ${taken.fingerprint}).` +
        `\nNext:     Choose another name; or, if that key is lost, keywright operator remove ${JSON.stringify(taken.name)}.`,
    );
}
