import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a server needs to speak TLS. */
export interface Identity {
  key: Buffer;
  cert: Buffer;
  /** The file of the certificate alone. */
  file: string;
}

/** Whether a program is there. */
function has(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

export const hasOpenssl = has('openssl', ['version']);
/** What gives the browser further authorities, on Linux. */
export const hasCertutil = process.platform === 'linux' && hasOpenssl && has('certutil', ['-H']);

/** Makes certificates; `remove` takes them away. */
export function makeIdentities() {
  const folder = mkdtempSync(join(tmpdir(), 'kw-ca-'));
  let made = 0;
  const make = (names: string[], extra: string[]): Identity => {
    const stem = join(folder, String((made += 1)));
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'],
        ...['-keyout', `${stem}.key`, '-out', `${stem}.pem`, ...extra],
        ...names.flatMap((name) => ['-addext', `subjectAltName=${name}`]),
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(`${stem}.key`), cert: readFileSync(`${stem}.pem`), file: `${stem}.pem` };
  };
  return {
    /** An authority, whose certificate is trusted for others. */
    authority: (name: string) => make([], ['-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE']),
    /** @param names `DNS:cw.example,IP:127.0.0.1` */
    issued: (by: Identity, names: string) =>
      make(
        [names],
        [
          ...['-subj', '/CN=portal', '-addext', 'basicConstraints=CA:FALSE'],
          ...['-CA', by.file, '-CAkey', by.file.replace(/pem$/, 'key')],
        ],
      ),
    selfSigned: (names: string) => make([names], ['-subj', '/CN=own server', '-addext', 'basicConstraints=CA:FALSE']),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
