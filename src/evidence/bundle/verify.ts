import type { KeyObject } from 'node:crypto';
import { sha256Of } from '../../files/sha256.ts';
import type { Statement } from '../operators/approval.ts';
import { fingerprintOf } from '../signing.ts';
import { bytesOf, checkFiles, checkPruned, listedFiles, oddities, unread } from './check-files.ts';
import { checkJournalChain, checkPictures, checkStatements } from './check-journal.ts';
import { anotherKey, checkSignature, type SignatureState } from './check-signature.ts';

/**
 * What a check comes to. `unsigned`: nothing was altered, but nothing shows who made it.
 * `not closed` is no verdict: there is nothing to check yet.
 */
export type Verdict = 'intact' | 'unsigned' | 'altered' | 'not closed';

/** What is known of a bundle after checking it: one sentence per finding, for a person. */
export interface Verified {
  verdict: Verdict;
  /**
   * Beside the verdict. `ok`: all is as it was closed. `incomplete`: so it is, but the run was killed. `pruned`: so it
   * is, but for the pictures, which were removed on purpose.
   */
  state: 'ok' | 'incomplete' | 'pruned' | 'open' | 'bad';
  signature: SignatureState;
  /** What is wrong; empty unless `bad`. */
  wrong: string[];
  /** Files that an operating system or a sync client has put there. They are no evidence. */
  beside: string[];
  files: number;
  events: number;
  /** What operators have signed; empty where something is wrong. */
  statements: Statement[];
  /** SHA-256 of SHA256SUMS. */
  sums: string | undefined;
  /** SHA-256 of the public key that signed it, by its own statement. */
  signedBy?: string | undefined;
  /** SHA-256 of the public key that the signature was checked with, if it is good. */
  key?: string | undefined;
}

/** What `run.json` says of the journal and the key; nothing if it cannot be read. */
function statementOf(folder: string): { journal?: { head?: string }; signedBy?: string } {
  const bytes = bytesOf(folder, 'run.json');
  try {
    return bytes === undefined ? {} : (JSON.parse(bytes.toString('utf8')) as ReturnType<typeof statementOf>);
  } catch {
    return {};
  }
}

function verdictOf(state: Verified['state'], signature: Verified['signature']): Verdict {
  if (state === 'open') return 'not closed';
  if (state === 'bad') return 'altered';
  return signature === 'none' ? 'unsigned' : 'intact';
}

/** The result for a folder of which nothing could be checked. */
const unchecked = (state: 'open' | 'bad', why: string): Verified => ({
  verdict: verdictOf(state, 'none'),
  state,
  signature: 'none',
  wrong: [why],
  beside: [],
  files: 0,
  events: 0,
  statements: [],
  sums: undefined,
});

const NOT_CLOSED =
  'There is no SHA256SUMS: the bundle was not closed. A run that was killed is closed by the next one.';

/**
 * Checks a bundle: signature, closed list of files, journal, pictures. The bundle's own `verify.sh` checks the same.
 * @param key the public key, from another channel; without it only the sums are checked
 * @param closed what the list of runs says of the run's end: it, too, tells that a signature was taken away
 */
export function verifyBundle(
  folder: string,
  key: KeyObject | undefined,
  closed: { signedBy?: string | undefined } = {},
): Verified {
  try {
    return verify(folder, key, closed);
  } catch (error) {
    return unchecked('bad', unread(error));
  }
}

function verify(folder: string, key: KeyObject | undefined, closed: { signedBy?: string | undefined }): Verified {
  const sumsBytes = bytesOf(folder, 'SHA256SUMS');
  if (sumsBytes === undefined) return unchecked('open', NOT_CLOSED);
  const wrong = oddities(folder);
  const signature = checkSignature(sumsBytes, bytesOf(folder, 'SHA256SUMS.sig'), key);
  const said = statementOf(folder);
  const byList = typeof closed.signedBy === 'string' ? 'the list of runs' : undefined;
  const wasSigned = typeof said.signedBy === 'string' ? 'run.json' : byList;
  if (signature === 'none' && wasSigned !== undefined)
    wrong.push(`The signature (SHA256SUMS.sig) is missing, though ${wasSigned} says that the bundle was signed.`);
  if (signature === 'bad')
    wrong.push(`SHA256SUMS.sig is not the signature of this key over SHA256SUMS.${anotherKey(said.signedBy, key)}`);

  const listed = listedFiles(sumsBytes.toString('utf8'), wrong);
  const isPruned = checkPruned(folder, sumsBytes, signature !== 'none', key, wrong);
  const beside = checkFiles(folder, listed, isPruned, wrong);
  const { events, torn } = checkJournalChain(folder, said.journal?.head, wrong);
  const statements = wrong.length === 0 ? checkStatements(folder, wrong) : [];
  // What was changed is named already, and need not be readable.
  const complete = wrong.length === 0 && checkPictures(folder, listed, wrong) && !torn;

  const state = wrong.length > 0 ? 'bad' : !complete ? 'incomplete' : isPruned ? 'pruned' : 'ok';
  return {
    verdict: verdictOf(state, signature),
    state,
    signature,
    wrong,
    beside,
    files: listed.size,
    events,
    statements,
    sums: sha256Of(sumsBytes),
    signedBy: said.signedBy,
    ...(signature === 'good' && key && { key: fingerprintOf(key) }),
  };
}
