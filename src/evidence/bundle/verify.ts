import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { chainOf } from '../chain/hash-chain.ts';
import { fingerprintOf, isSignature } from '../signing.ts';
import { UNSUMMED_FILES, filesOf, journalLines, sha256 } from './close.ts';

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
  signature: 'good' | 'bad' | 'none' | 'not checked';
  /** What is wrong; empty unless `bad`. */
  wrong: string[];
  files: number;
  events: number;
  /** SHA-256 of SHA256SUMS. */
  sums: string | undefined;
  /** SHA-256 of the public key that signed it, by its own statement. */
  signedBy?: string | undefined;
}

const LINE = /^([0-9a-f]{64}) {2}([A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*)$/;

/** undefined where it cannot be read as a file. */
function bytesOf(folder: string, name: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, name));
  } catch {
    return undefined;
  }
}

/** What `run.json` says of the journal and the key; nothing where it cannot be read. */
function statementOf(folder: string): { journal?: { head?: string }; signedBy?: string } {
  try {
    return JSON.parse(bytesOf(folder, 'run.json')!.toString('utf8')) as ReturnType<typeof statementOf>;
  } catch {
    return {};
  }
}

/** Links, devices, shared files and empty folders: none of them is in a bundle that Keywright closed. */
function oddities(folder: string): string[] {
  const odd: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    const found = lstatSync(path);
    if (found.isDirectory()) {
      if (readdirSync(path).length === 0) odd.push(`The folder ${name} is empty.`);
    } else if (!found.isFile()) odd.push(`${name} is a link or a device.`);
    else if (found.nlink > 1) odd.push(`${name} is shared with another place (hard link).`);
  }
  return odd;
}

/**
 * The commonest reason for a bad signature: the bundle comes from a workspace with another key. It may say so falsely,
 * so it stays bad.
 */
function anotherKey(signedBy: string | undefined, key: KeyObject | undefined): string {
  if (
    key === undefined ||
    typeof signedBy !== 'string' ||
    !/^[0-9a-f]{64}$/.test(signedBy) ||
    signedBy === fingerprintOf(key)
  )
    return '';
  return (
    ` The bundle itself names another key (SHA-256 ${signedBy}): if that is the one that you were told of, check ` +
    'with it.'
  );
}

/** What the signature beside a file is worth. */
function signatureOf(
  bytes: Uint8Array,
  signature: Uint8Array | undefined,
  key: KeyObject | undefined,
): Verified['signature'] {
  if (signature === undefined) return 'none';
  if (key === undefined) return 'not checked';
  return isSignature(bytes, signature, key) ? 'good' : 'bad';
}

function verdictOf(state: Verified['state'], signature: Verified['signature']): Verdict {
  if (state === 'open') return 'not closed';
  if (state === 'bad') return 'altered';
  return signature === 'none' ? 'unsigned' : 'intact';
}

/**
 * Checks a bundle: signature, closed list of files, journal, pictures. The same checks as the bundle's own `verify.sh`.
 * @param key the public key, from another channel; without it only the sums are checked
 * @param closed what the list of runs says of its end: by it, too, a signature that was taken away is missed
 */
export function verifyBundle(
  folder: string,
  key: KeyObject | undefined,
  closed: { signedBy?: string | undefined } = {},
): Verified {
  const sumsBytes = bytesOf(folder, 'SHA256SUMS');
  if (sumsBytes === undefined)
    return {
      verdict: 'not closed',
      state: 'open',
      signature: 'none',
      wrong: ['There is no SHA256SUMS: the bundle was not closed. A run that was killed is closed by the next one.'],
      files: 0,
      events: 0,
      sums: undefined,
    };
  const wrong = oddities(folder);
  const signature = signatureOf(sumsBytes, bytesOf(folder, 'SHA256SUMS.sig'), key);
  const said = statementOf(folder);
  const byList = typeof closed.signedBy === 'string' ? 'the list of runs' : undefined;
  const wasSigned = typeof said.signedBy === 'string' ? 'run.json' : byList;
  if (signature === 'none' && wasSigned !== undefined) {
    wrong.push(`The signature (SHA256SUMS.sig) is missing, though ${wasSigned} says that the bundle was signed.`);
  }
  if (signature === 'bad')
    wrong.push(`SHA256SUMS.sig is not the signature of this key over SHA256SUMS.${anotherKey(said.signedBy, key)}`);

  const text = sumsBytes.toString('utf8');
  if (!text.endsWith('\n')) wrong.push('SHA256SUMS is torn.');
  const listed = new Map<string, string>();
  for (const [n, line] of text.split('\n').slice(0, -1).entries()) {
    const [, sum, path] = LINE.exec(line) ?? [];
    if (sum === undefined || path === undefined) wrong.push(`Line ${n + 1} of SHA256SUMS is odd.`);
    else if (listed.has(path)) wrong.push(`${path} stands twice in SHA256SUMS.`);
    else listed.set(path, sum);
  }

  const prunedBytes = bytesOf(folder, 'pruned.json');
  if (prunedBytes !== undefined) {
    if (!prunedBytes.includes(`"sums":"${sha256(sumsBytes)}"`)) wrong.push('pruned.json speaks of other sums.');
    const prunedSignature = signatureOf(prunedBytes, bytesOf(folder, 'pruned.json.sig'), key);
    const neverSigned = signature === 'none' && prunedSignature === 'none';
    if (key !== undefined && prunedSignature !== 'good' && !neverSigned)
      wrong.push('pruned.json is not signed by this key.');
    if (existsSync(join(folder, 'shots'))) wrong.push('pruned.json says that there are no pictures, but there are.');
  }
  const gone = (path: string) => prunedBytes !== undefined && (path.startsWith('shots/') || path === 'report.html');
  for (const [path, sum] of listed) {
    if (gone(path)) continue;
    const bytes = bytesOf(folder, path);
    if (bytes === undefined) wrong.push(`${path} is missing.`);
    else if (sha256(bytes) !== sum) wrong.push(`${path} was changed.`);
  }
  const beside = (file: string) =>
    UNSUMMED_FILES.test(file) && (prunedBytes !== undefined || !file.startsWith('pruned.json'));
  for (const file of filesOf(folder))
    if (!listed.has(file) || gone(file)) if (!beside(file)) wrong.push(`${file} is not in the list of files.`);

  const raw = bytesOf(folder, 'journal.jsonl')?.toString('utf8') ?? '';
  const torn = raw !== '' && !raw.endsWith('\n');
  const whole = raw.slice(0, raw.lastIndexOf('\n') + 1);
  const chain = chainOf(whole);
  if ('wrong' in chain) wrong.push(`The journal does not hang together: line ${chain.line} ${chain.wrong}.`);
  if ('head' in chain && said.journal?.head !== chain.head) wrong.push('run.json names another journal.');

  let complete = false;
  // What was changed is said already, and need not be readable.
  if (wrong.length === 0) {
    const { lines } = journalLines(folder);
    complete = !torn && lines.at(-1)?.type === 'run.end';
    const shots = lines.filter((line) => line.type === 'shot');
    const spokenOf = new Set(shots.map(({ file }) => file));
    for (const { file, sha256: sum } of shots)
      if (listed.get(file) !== sum)
        wrong.push(`The journal speaks of the picture ${file}, but the list has none with that sum.`);
    for (const path of listed.keys())
      if (path.startsWith('shots/') && !spokenOf.has(path))
        wrong.push(`The journal does not speak of the picture ${path}.`);
  }
  const state = wrong.length > 0 ? 'bad' : !complete ? 'incomplete' : prunedBytes !== undefined ? 'pruned' : 'ok';
  return {
    verdict: verdictOf(state, signature),
    state,
    signature,
    wrong,
    files: listed.size,
    events: 'lines' in chain ? chain.lines : 0,
    sums: sha256(sumsBytes),
    signedBy: said.signedBy,
  };
}

/** Of what was closed without a key. */
export const UNSIGNED = 'Unsigned: made before this workspace had a signing key.';

/** Verdict and findings for a person. */
export function inWords({ verdict, state, signature, files, events, wrong }: Verified): string {
  if (verdict === 'not closed') return wrong[0]!;
  if (verdict === 'altered') {
    const more = wrong.length > 5 ? ` And ${wrong.length - 5} more.` : '';
    const what =
      signature === 'bad' ? 'Altered: this is not as the holder of this key closed it' : 'Altered after closing';
    return `${what}: ${wrong.slice(0, 5).join(' ')}${more}`;
  }
  const signed =
    signature === 'good'
      ? 'Intact, and signed by this key.'
      : 'Intact, but the signature was NOT checked (no key given).';
  const found = {
    ok:
      `All ${files} files are as they were when the bundle was closed, and the journal (${events} lines) is unbroken ` +
      'and matches the pictures.',
    incomplete:
      'The run was killed, so its evidence is incomplete. ' +
      `What there is (${files} files, ${events} lines of the journal) is as it was when the bundle was closed.`,
    pruned: 'The pictures were removed later, on purpose. All else is as it was when the bundle was closed.',
  }[state as 'ok' | 'incomplete' | 'pruned'];
  return `${verdict === 'unsigned' ? UNSIGNED : signed} ${found}`;
}
