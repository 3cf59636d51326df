import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { freePort } from '../support/egress/servers.ts';
import { startPostgres } from '../support/postgres.ts';

const HERE = import.meta.dirname;

/** Applications that somebody else has made, on this machine alone. */
export interface Applications {
  mesh: { url: string; username: string; password: string };
  unleash: { url: string; username: string; password: string };
  stop(): Promise<void>;
}

const answers = async (url: string): Promise<void> =>
  await expect
    .poll(async () => (await fetch(url).catch(() => undefined))?.status, { timeout: 180_000, message: url })
    .toBe(200);

/** MeshCentral with one account that may do everything. */
async function startMesh(folder: string, port: number, password: string): Promise<ChildProcess> {
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'config.json'),
    JSON.stringify({
      settings: {
        ...{ cert: '127.0.0.1', port, portBind: '127.0.0.1', redirPort: 0, mpsPort: 0, tlsOffload: '127.0.0.1' },
        ...{ WANonly: true, exactPorts: true, selfUpdate: false },
      },
      domains: { '': { title: 'Mesh', newAccounts: false } },
    }),
  );
  const program = [join(HERE, 'node_modules/meshcentral/meshcentral.js'), '--datapath', folder];
  const once = (...args: string[]) => spawnSync(process.execPath, [...program, ...args], { cwd: folder });
  once('--createaccount', 'admin', '--pass', password, '--email', 'admin@example.com');
  once('--adminaccount', 'admin');
  return spawn(process.execPath, program, { cwd: folder, stdio: 'ignore' });
}

/** Unleash, on a database of its own. */
function startUnleash(folder: string, port: number, database: string, password: string): ChildProcess {
  const file = join(folder, 'unleash.mjs');
  const options = {
    databaseUrl: database,
    db: { ssl: false },
    server: { port, host: '127.0.0.1', unleashUrl: `http://127.0.0.1:${port}` },
    authentication: { initialAdminUser: { username: 'admin', password } },
    ...{ versionCheck: { enable: false }, telemetry: false, logLevel: 'error' },
  };
  const module = new URL('node_modules/unleash-server/dist/lib/server-impl.js', import.meta.url).href;
  writeFileSync(file, `import { start } from ${JSON.stringify(module)};\nawait start(${JSON.stringify(options)});\n`);
  return spawn(process.execPath, [file], { cwd: folder, stdio: 'ignore' });
}

export async function startApplications(): Promise<Applications> {
  const folder = mkdtempSync(join(tmpdir(), 'kw-applications-'));
  const [postgres, meshPort, unleashPort] = await Promise.all([startPostgres(), freePort(), freePort()]);
  const password = `Quokka-${randomBytes(6).toString('hex')}`;
  const children = [
    await startMesh(join(folder, 'mesh'), meshPort, password),
    startUnleash(folder, unleashPort, postgres.url('postgres'), password),
  ];
  const [mesh, unleash] = [meshPort, unleashPort].map((port) => `http://127.0.0.1:${port}`) as [string, string];
  await Promise.all([answers(mesh), answers(unleash)]);
  return {
    mesh: { url: mesh, username: 'admin', password },
    unleash: { url: unleash, username: 'admin', password },
    async stop() {
      await Promise.all(
        children.map(async (child) => {
          const ended = new Promise((resolve) => child.once('exit', resolve));
          child.kill('SIGKILL');
          await ended;
        }),
      );
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
