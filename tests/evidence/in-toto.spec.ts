import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { filesOf } from '../../src/evidence/bundle/close.ts';
import { makeSigner } from '../../src/evidence/signing.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';

const NAME = 'in-toto.dsse.json';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-in-toto-'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

interface Envelope {
  payloadType: string;
  payload: string;
  signatures: { keyid: string; sig: string }[];
}

/** What openssl says of the signature, over the encoding of DSSE's protocol. */
function byOpenssl({ payloadType, payload, signatures }: Envelope, publicKey: string): string {
  const body = Buffer.from(payload, 'base64');
  const [key, sig, signed] = ['key.pem', 'sig.der', 'signed'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(key, publicKey);
  writeFileSync(sig, Buffer.from(signatures[0]!.sig, 'base64'));
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `;
  writeFileSync(signed, Buffer.concat([Buffer.from(head), body]));
  return spawnSync('openssl', ['dgst', '-sha256', '-verify', key, '-signature', sig, signed]).stdout.toString().trim();
}

test('the in-toto statement of a bundle names all of its files and run.json, and openssl verifies its signature', () => {
  const signer = makeSigner(join(folder, 'state'));
  const bundle = writeBundle(join(folder, 'runs'), 1, signer);
  const envelope = JSON.parse(readFileSync(join(bundle, NAME), 'utf8')) as Envelope;
  expect(envelope.signatures).toMatchObject([{ keyid: signer.fingerprint }]);
  expect(byOpenssl(envelope, signer.publicKey)).toBe('Verified OK');

  const text = Buffer.from(envelope.payload, 'base64').toString('utf8');
  const sums = readFileSync(join(bundle, 'SHA256SUMS'), 'utf8');
  const statement = JSON.parse(text) as { subject: { name: string; digest: { sha256: string } }[] };
  expect(statement).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'urn:keywright:evidence:run:v2',
    predicate: JSON.parse(readFileSync(join(bundle, 'run.json'), 'utf8')) as object,
  });
  const named = statement.subject.map(({ name, digest }) => `${digest.sha256}  ${name}`);
  expect([...named, sums.split('\n').find((line) => line.endsWith(NAME))].sort()).toEqual(
    sums.trimEnd().split('\n').sort(),
  );

  const changed = Buffer.from(text.replace('"done"', '"fine"')).toString('base64');
  expect(changed).not.toBe(envelope.payload);
  expect(byOpenssl({ ...envelope, payload: changed }, signer.publicKey)).toBe('Verification failure');
});

test('a bundle that nobody signs has no in-toto statement', () => {
  expect(filesOf(writeBundle(join(folder, 'runs'), 1, undefined))).not.toContain(NAME);
});
