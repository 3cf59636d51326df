import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { verifyBundle } from '../../src/evidence/bundle/verify.ts';
import { makeSigner } from '../../src/evidence/signing.ts';
import { stamp } from '../../src/evidence/time-stamp.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';

let folder: string;
let server: Server;
/** What the service answers; undefined: a real time stamp. */
let answer: { status: number; body: Buffer } | undefined;
const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/** A time stamp service of OpenSSL's own, as RFC 3161 has it. */
function makeService(): void {
  writeFileSync(
    join(folder, 'tsa.cnf'),
    `[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ext\n[dn]\nCN=Test time ` +
      `stamps\n[ext]\nbasicConstraints=critical,CA:TRUE\nextendedKeyUsage=critical,timeStamping\n` +
      `[tsa]\ndefault_tsa=one\n[one]\nserial=${folder}/serial\n` +
      `signer_cert=${folder}/tsa.pem\nsigner_key=${folder}/tsa.key\n` +
      `signer_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\naccuracy=secs:1\nordering=yes\n` +
      `tsa_name=yes\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n`,
  );
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    'tsa.key',
    '-out',
    'tsa.pem',
    '-days',
    '2',
    '-config',
    'tsa.cnf',
  );
  writeFileSync(join(folder, 'serial'), '01\n');
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kw-stamp-'));
  if (hasOpenssl) makeService();
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        if (answer !== undefined) return response.writeHead(answer.status).end(answer.body);
        writeFileSync(join(folder, 'query.tsq'), Buffer.concat(parts));
        openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr');
        return response
          .writeHead(200, { 'content-type': 'application/timestamp-reply' })
          .end(readFileSync(join(folder, 'reply.tsr')));
      });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
test.afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
const service = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

test('a bundle is stamped by a time stamp service, and OpenSSL alone checks the stamp', async () => {
  test.skip(!hasOpenssl, 'needs openssl');
  answer = undefined;
  const signer = makeSigner(join(folder, 'state'));
  const bundle = writeBundle(join(folder, 'runs'), 1, signer);
  await stamp(bundle, service());
  expect(verifyBundle(bundle, undefined)).toMatchObject({ state: 'ok' });
  const check = () =>
    openssl(
      'ts',
      '-verify',
      '-data',
      join(bundle, 'SHA256SUMS.sig'),
      '-in',
      join(bundle, 'SHA256SUMS.tsr'),
      '-CAfile',
      'tsa.pem',
    );
  expect(check()).toContain('OK');
  appendFileSync(join(bundle, 'SHA256SUMS.sig'), 'x');
  expect(check).toThrow();
});

for (const [what, reply] of [
  ['a refusal', { status: 200, body: Buffer.from('3003300102'.padEnd(10, '0'), 'hex') }],
  ['a rejection', { status: 200, body: Buffer.from('30053003020102', 'hex') }],
  ['an error page', { status: 200, body: Buffer.from('<html>sorry</html>') }],
  ['a server error', { status: 500, body: Buffer.alloc(0) }],
  ['nothing', { status: 200, body: Buffer.alloc(0) }],
] as const) {
  test(`${what} instead of a time stamp is said, and the bundle stays closed without one`, async () => {
    answer = reply;
    const bundle = writeBundle(join(folder, `runs-${what}`), 1, undefined);
    await expect(stamp(bundle, service())).rejects.toThrow(/gave no time stamp .* closed without one/);
    expect(existsSync(join(bundle, 'SHA256SUMS.tsr'))).toBe(false);
    expect(verifyBundle(bundle, undefined)).toMatchObject({ state: 'ok' });
  });
}

test('of an address that does not stamp, or is none, nothing secret is said', async () => {
  answer = { status: 500, body: Buffer.alloc(0) };
  const bundle = writeBundle(join(folder, 'runs-secret'), 1, undefined);
  const withSecrets = `${service().replace('//', '//ann:pass-word@')}?token=t0ken`;
  for (const address of [withSecrets, 'pass-word@t0ken', 'pass-word:t0ken']) {
    const error = await stamp(bundle, address).catch(({ message }: Error) => message);
    expect(error).toMatch(/service (127\.0\.0\.1:\d+|of KEYWRIGHT_TIME_STAMP_URL) gave no time stamp/);
    expect(error).not.toMatch(/ann|pass-word|t0ken/);
  }
});
