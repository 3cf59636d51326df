import pg from 'pg';
import { UserError } from '../files/user-error.ts';
import { redact, registerSecret } from '../secrets/redact.ts';
import { Secret } from '../secrets/secret.ts';

/** How long a connection or a statement may take, in milliseconds: no press waits for a database that hangs. */
const PATIENCE = 10_000;

/** What runs statements: a connection pool, or one connection in a transaction. */
export interface Sql {
  /** By the name that pg-boss gives it. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** What goes wrong with a database for other reasons than ours: it refuses, or does not answer. */
const isFromDatabase = ({ code, message }: Error & { code?: unknown }) =>
  typeof code === 'string' || /connection|timeout|pg-boss/i.test(message);

/** What a person is told of an error of the database; other errors stay as they are. Its words hold no password. */
export function databaseError(error: unknown): unknown {
  if (error instanceof UserError || !(error instanceof Error) || !isFromDatabase(error)) return error;
  const { code, message } = error as Error & { code?: string };
  const said = redact(message || String(code));
  // 3F000: no such schema; 42P01: no such table.
  if (code === '3F000' || code === '42P01' || /pg-boss (is not installed|database requires migrations)/.test(message))
    return new UserError(
      'KW-DATABASE-OLD',
      `The database is not prepared for this version of Keywright (${said}).\nNext:     keywright queue migrate, ` +
        'once, by somebody who may make tables.',
    );
  return new UserError(
    'KW-DATABASE',
    `The database did not do what was asked (${said}).\nNext:     Check KEYWRIGHT_DATABASE_URL, the network, and ` +
      'whether PostgreSQL runs.',
  );
}

/** The PostgreSQL database that machines share. */
export class Database implements Sql {
  readonly #pool: pg.Pool;

  /**
   * @param address `postgres://user:password@host/database`; nothing of it is said anywhere
   * @param connections at most so many
   */
  constructor(address: Secret, connections = 4) {
    const text = address.reveal();
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol))
      throw new UserError(
        'KW-USAGE',
        'error: the address of the database is not like postgres://user:password@host:5432/database',
      );
    registerSecret(address);
    if (url.password !== '') registerSecret(new Secret(decodeURIComponent(url.password), 'database password'));
    this.#pool = new pg.Pool({
      connectionString: text,
      max: connections,
      connectionTimeoutMillis: PATIENCE,
      query_timeout: PATIENCE,
      keepAlive: true,
      application_name: 'keywright',
      allowExitOnIdle: true,
    });
    // A connection that breaks while nobody uses it is replaced at the next statement.
    this.#pool.on('error', () => undefined);
  }

  async executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
    return await this.#pool.query<Record<string, unknown>>(text, values);
  }

  /** Does several things in one transaction: all of them, or none. */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    // Of a connection that breaks between two statements the next one tells; unheard, it would end the process.
    const broken = () => undefined;
    client.on('error', broken);
    try {
      await client.query('BEGIN');
      const result = await work({ executeSql: async (text, values) => await client.query(text, values) });
      await client.query('COMMIT');
      client.off('error', broken);
      client.release();
      return result;
    } catch (error) {
      // The connection is thrown away, and with it what was not committed.
      client.release(true);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
