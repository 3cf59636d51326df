import { execFileSync, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { closeBundle } from '../../src/evidence/bundle/close.ts';
import { formatVerdict } from '../../src/evidence/bundle/format-verdict.ts';
import { DROPPED, FOLDERS, MARK } from '../../src/evidence/bundle/system-files.ts';
import { verifyBundle } from '../../src/evidence/bundle/verify.ts';
import { makeSigner, type Signer } from '../../src/evidence/signing.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';

const SCRIPT = fileURLToPath(new URL('../../src/evidence/bundle/verify.sh', import.meta.url));

let folder: string;
let bundle: string;
let signer: Signer;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-beside-'));
  signer = makeSigner(join(folder, 'state'));
  writeFileSync(join(folder, 'key.pem'), signer.publicKey);
  bundle = writeBundle(join(folder, 'runs'), 1, signer);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** What both verifiers say of the bundle with these files beside. */
function verified(files: string[]) {
  const copy = join(folder, 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(bundle, copy, { recursive: true });
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), 'x');
  }
  const { status, stdout } = spawnSync('sh', [SCRIPT, copy, join(folder, 'key.pem')], { encoding: 'utf8' });
  return { here: verifyBundle(copy, createPublicKey(signer.publicKey)), code: status, said: stdout };
}

const BESIDE = [
  '.DS_Store',
  'shots/.DS_Store',
  '._report.html',
  'Thumbs.db',
  'shots/desktop.ini',
  '.directory',
  '.~lock.steps.json#',
  '~$steps.json',
  'report.html:Zone.Identifier',
  'shots/.nfs000000000a1b2c3d00000001',
  '.fuse_hidden0000a1b2',
  '.tmp.driveupload/4711',
  '.stfolder/x',
  '@eaDir/report.html@SynoEAStream',
  '.sync_a1b2c3d4.db-wal',
  '.syncthing.journal.jsonl.tmp',
  'report (1).html',
  'report 2.html',
  'report-DESKTOP-4F2K1.html',
  'steps-Anns-MacBook.json',
  "report (Ann's conflicted copy 2026-11-30).html",
  'journal (conflicted copy 2026-11-30 101112).jsonl',
  'journal_conflict-20261130-101112.jsonl',
  'journal.sync-conflict-20261130-101112-ABCDEFG.jsonl',
  'report (SFConflict ann@acme.example 2026-11-30).html',
  'report_nas_Nov-30-101112-2026_Conflict.html',
  'report [conflicted].html',
  '.Spotlight-V100/Store-V2/x',
  '$RECYCLE.BIN/desktop.txt',
  'System Volume Information/IndexerVolumeGuid',
  'SHA256SUMS (1)',
  'SHA256SUMS-DESKTOP-4F2K1.sig',
];
const ALTERED = [
  'notes.txt',
  '.hidden',
  'report.html.bak',
  'report.html~',
  'report - Copy.html',
  'report-after.html',
  'report (1).htm',
  'other (1).html',
  'x.DS_Store',
  '.DS_Store.html',
  '.DS_Store/x',
  'Thumbs.db2',
  'shots/0009-x-after.png',
];

test('what operating systems and sync clients put there is named beside an unbroken seal, by both verifiers', () => {
  test.skip(process.platform === 'win32', 'Windows has no sh, and not all of these names');
  for (const file of BESIDE) {
    const { here, code, said } = verified([file]);
    expect(here, file).toMatchObject({ verdict: 'intact', state: 'ok', wrong: [], beside: [file] });
    expect({ code, said }, file).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^BESIDE: .*\nOK: /) as unknown,
    });
  }
  expect(formatVerdict(verified(BESIDE).here)).toMatch(/^Intact, .* Files that an operating system .* and \d+ more\.$/);
});

test('anything else stays an alteration, for both verifiers', () => {
  test.skip(process.platform === 'win32', 'Windows has no sh');
  for (const file of ALTERED) {
    const { here, code, said } = verified(['shots/Thumbs.db', file]);
    expect(here, file).toMatchObject({ verdict: 'altered', wrong: [`${file} is not in the list of files.`] });
    expect({ code, said }, file).toMatchObject({ code: 1, said: expect.stringContaining('FAIL') as unknown });
  }
});

test('a folder is closed without what lies beside its evidence', () => {
  const own = join(folder, 'closed');
  cpSync(bundle, own, { recursive: true });
  for (const file of ['.DS_Store', 'shots/Thumbs.db', 'report (1).html']) writeFileSync(join(own, file), 'x');
  closeBundle(own, { run: 'x' }, signer);
  expect(readFileSync(join(own, 'SHA256SUMS'), 'utf8')).not.toMatch(/DS_Store|Thumbs|\(1\)/);
  expect(verifyBundle(own, createPublicKey(signer.publicKey))).toMatchObject({ wrong: [] });
});

test('verify.sh has the same patterns', () => {
  test.skip(process.platform === 'win32', 'Windows has no sh');
  const lines = readFileSync(SCRIPT, 'utf8')
    .match(/^(dropped|folders|mark)=.*$/gm)!
    .join('\n');
  const said = execFileSync('sh', ['-c', `${lines}\nprintf '%s\\n' "$dropped" "$folders" "$mark"`], {
    encoding: 'utf8',
  });
  expect(said.trimEnd().split('\n')).toEqual([DROPPED, FOLDERS, MARK]);
});
