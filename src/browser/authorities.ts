import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserEnvironment } from './environment.ts';

/** Where Linux systems keep the authorities that were added to a machine: Debian, Fedora, SUSE, Arch. */
const ADDED = [
  '/usr/local/share/ca-certificates',
  '/etc/pki/ca-trust/source/anchors',
  '/etc/pki/trust/anchors',
  '/etc/ca-certificates/trust-source/anchors',
];

/** Where Chromium keeps what its user trusts, below a home. */
const OWN = ['.pki/nssdb', '.local/share/pki/nssdb'];

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(crt|pem|cer)$/i.test(name))
    .map((name) => join(folder, name));
}

/** The certificates that were added to this machine, or to Keywright by NODE_EXTRA_CA_CERTS. */
function addedCertificates(): X509Certificate[] {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  return [...(extra ? [extra] : []), ...ADDED.flatMap(filesIn)].flatMap((file) => {
    try {
      return (readFileSync(file, 'latin1').match(PEM) ?? []).map((pem) => new X509Certificate(pem));
    } catch {
      // Node itself warns of a file that it cannot read.
      return [];
    }
  });
}

/**
 * A home for the browser in which it trusts what Keywright's own requests trust. On Linux it knows neither the system's
 * own authorities nor NODE_EXTRA_CA_CERTS, but a data base below its home; on Windows and macOS it reads the system's.
 * @returns undefined where nothing was added, or `certutil` is not there to add it
 */
export function trustingHome(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const added = addedCertificates();
  if (added.length === 0) return undefined;
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  const folder = join(home, '.pki', 'nssdb');
  const own = OWN.map((place) => join(homedir(), place)).find(existsSync);
  // One process for all: a machine's whole list has 150, and each process would take 10 ms.
  const commands = own === undefined ? ['-N --empty-password'] : [];
  try {
    if (own !== undefined) cpSync(own, folder, { recursive: true });
    else mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [n, { raw, ca }] of added.entries()) {
      const file = join(home, `${n + 1}.der`);
      writeFileSync(file, raw, { mode: 0o600 });
      // C: its authority is trusted; P: this very certificate, as a server signs its own.
      commands.push(`-A -t ${ca ? 'CP,,' : 'P,,'} -n "added ${n + 1}" -i "${file}"`);
    }
    writeFileSync(join(home, 'commands'), commands.map((command) => `${command}\n`).join(''), {
      mode: 0o600,
    });
    execFileSync('certutil', ['-d', `sql:${folder}`, '-B', '-i', join(home, 'commands')], {
      env: browserEnvironment(),
      stdio: 'ignore',
      timeout: 30_000,
    });
    return home;
  } catch {
    return undefined;
  }
}
