import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
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

const bare = (pem: string): string => pem.replace(/\s/g, '');

/**
 * The certificates that were added to this machine, or to Keywright by NODE_EXTRA_CA_CERTS: often the system's whole
 * bundle. The public authorities in it are in browsers, too, and adding one to the data base takes as long as a gesture.
 */
function addedCertificates(): X509Certificate[] {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  const added = new Map<string, X509Certificate>();
  for (const file of [...(extra ? [extra] : []), ...ADDED.flatMap(filesIn)])
    try {
      for (const pem of readFileSync(file, 'latin1').match(PEM) ?? []) added.set(bare(pem), new X509Certificate(pem));
    } catch {
      // Node itself warns of a file that it cannot read.
    }
  for (const pem of added.size === 0 ? [] : rootCertificates) added.delete(bare(pem));
  return [...added.values()];
}

/** A folder that needs no disk, where there is one: `certutil` waits for it twice for each certificate. */
function quickFolder(): string {
  try {
    return mkdtempSync('/dev/shm/nssdb-');
  } catch {
    return mkdtempSync(join(tmpdir(), 'nssdb-'));
  }
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
  const draft = quickFolder();
  const own = OWN.map((place) => join(homedir(), place)).find(existsSync);
  try {
    if (own !== undefined) cpSync(own, draft, { recursive: true });
    // C: its authority is trusted; P: this very certificate, as a server signs its own.
    const commands = added.map(({ raw, ca }, n) => {
      writeFileSync(join(draft, `added-${n + 1}`), raw, { mode: 0o600 });
      return `-A -t ${ca ? 'CP,,' : 'P,,'} -n "added ${n + 1}" -i added-${n + 1}`;
    });
    const all = [...(own === undefined ? ['-N --empty-password'] : []), ...commands];
    writeFileSync(join(draft, 'commands'), all.map((one) => `${one}\n`).join(''), { mode: 0o600 });
    execFileSync('certutil', ['-d', 'sql:.', '-B', '-i', 'commands'], {
      cwd: draft,
      env: browserEnvironment(),
      stdio: 'ignore',
      timeout: 30_000,
    });
    cpSync(draft, join(home, '.pki', 'nssdb'), { recursive: true });
    return home;
  } catch {
    return undefined;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
