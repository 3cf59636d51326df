import { plainText } from '../../files/sanitize.ts';
import { asciiLine } from '../chain/hash-chain.ts';
import type { ByPerson } from '../events.ts';
import { fingerprintOf, isSignature } from '../signing.ts';
import type { Shown, Statement } from './approval.ts';
import { type OperatorKey, publicKeyFrom } from './key-file.ts';

const STATEMENT_FORMAT = 'keywright-statement/1';

/** A statement and who signed it, as it travels from the operator to the run. */
export interface SignedStatement {
  /** The bytes that were signed: one line of JSON in ASCII, just as it will stand in the journal. */
  text: string;
  /** SPKI, DER, in base64, like the signature (ECDSA, DER). */
  publicKey: string;
  signature: string;
}

/** The text of a statement as the journal writes it, so that the signed bytes stand in the journal as they are. */
const statementText = (statement: Statement): string =>
  asciiLine(JSON.stringify(statement)).toString('latin1').trimEnd();

/** What an operator says of a run or a step, signed. The order of the fields is that in which verifiers look for them. */
export function signStatement(
  key: OperatorKey,
  about: { run: string; step?: string },
  { did, reason, shown }: { did: Statement['did']; reason?: string | undefined; shown: Shown },
): SignedStatement {
  const text = statementText({
    format: STATEMENT_FORMAT,
    ...about,
    did,
    who: key.name,
    at: new Date().toISOString(),
    key: key.fingerprint,
    ...(reason !== undefined && { reason }),
    shown,
  });
  return { text, publicKey: key.publicKey, signature: Buffer.from(key.sign(Buffer.from(text))).toString('base64') };
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** @returns whether this is the signature of this key over this text, and says that it is this key's */
export function isSigned({ text, publicKey, signature }: SignedStatement, key: string): boolean {
  if (!BASE64.test(publicKey) || !BASE64.test(signature)) return false;
  try {
    const bytes = Buffer.from(signature, 'base64');
    const open = publicKeyFrom(publicKey);
    // A second spelling of the same base64, or bytes behind the signature, would pass as well.
    const asMade = bytes.toString('base64') === signature && bytes[1] === bytes.length - 2;
    return asMade && fingerprintOf(open) === key && isSignature(Buffer.from(text, 'latin1'), bytes, open);
  } catch {
    return false;
  }
}

/** The statement of a text that the journal keeps byte by byte; undefined if it is none. */
export function statementIn(text: string): Statement | undefined {
  try {
    const statement = JSON.parse(text) as Statement;
    const isKept = text === statementText(plainText(statement));
    return isKept && statement.format === STATEMENT_FORMAT ? statement : undefined;
  } catch {
    return undefined;
  }
}

/** A statement as a line of the journal. */
export function statementEvent(signed: SignedStatement, statement: Statement): ByPerson {
  const { step, did, who, at } = statement;
  const { publicKey, signature } = signed;
  return {
    type: 'person',
    at,
    ...(step !== undefined && { step }),
    did,
    who,
    ...(did !== 'started' && { via: 'keywright approve' as const }),
    statement,
    publicKey,
    signature,
  };
}

/** A signed statement in a line of the journal, as its bytes are; verify.sh looks for the same. */
const SIGNED = /.*,"statement":(\{.*\}),"publicKey":"([^"]*)","signature":"([^"]*)"/;

const IS_SIGNED = /^\{"seq":\d+,"prev":"[0-9a-f]*","type":"person",.*,"(statement|publicKey|signature)":["{]/;

/** The statement that a line of the journal holds, or what is wrong with it; undefined if it holds none. */
export function statementOfLine(line: string, run: string): Statement | string | undefined {
  if (!IS_SIGNED.test(line)) return undefined;
  const [, text = '', publicKey = '', signature = ''] = SIGNED.exec(line) ?? [];
  const event = JSON.parse(line) as ByPerson;
  const { did, who, step, at } = event;
  const statement = statementIn(text);
  if (statement === undefined) return `The signed statement of ${who} is not whole.`;
  const agrees =
    statement.run === run &&
    statement.step === step &&
    statement.did === did &&
    statement.who === who &&
    statement.at === at;
  if (!agrees) return `The journal says that ${who} ${did}, and the signed statement says something else.`;
  if (!isSigned({ text, publicKey, signature }, statement.key))
    return `The statement that ${who} ${did} is not signed by the key that it names.`;
  return statement;
}
