import { setTimeout as delay } from 'node:timers/promises';
import { type MessagePort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { openPart, SEAL_LENGTH, sealPart } from './state-seal.ts';

/** What the thread is given. */
export interface ThreadData {
  port: MessagePort;
  /** Told each time an answer is ready. */
  flag: Int32Array;
  address: string;
  key: Uint8Array;
  /** How long a database that does not answer is waited for, in milliseconds. */
  patience: number;
}

/** What must be so for something to be written: this lease lasts; or, while all is moved, no lease is in force. */
export type Fence = { customer: string; epoch: number } | 'nobody works';

export type Answer = { value: unknown } | { error: string; again?: true; fenced?: true };

/** The lease is over. */
class Fenced extends Error {}

const { port, flag, address, key: bytes, patience } = workerData as ThreadData;
const key = Buffer.from(bytes);
let client: pg.Client | undefined;
let fence: Fence | undefined;
/** The number of the transaction under way, by which one can ask later what became of it. */
let transaction: string | undefined;

async function connected(): Promise<pg.Client> {
  if (client !== undefined) return client;
  // Another connection knows nothing of what was written in this one.
  if (transaction !== undefined) throw new Error('the connection was lost in the middle of several writes');
  const fresh = new pg.Client({
    connectionString: address,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
    application_name: 'keywright state',
  });
  fresh.on('error', () => void (client = undefined));
  await fresh.connect();
  return (client = fresh);
}

const sql = async (text: string, values: unknown[] = []) =>
  (await (await connected()).query(text, values)).rows as Record<string, unknown>[];

/** Whether the connection is gone, rather than that the database refuses. */
const isGone = ({ code = '', message }: Error & { code?: string }) =>
  /^(08|57P0)/.test(code) || /^E[A-Z]+$/.test(code) || /connection|timeout|terminat/i.test(message);

function drop(): void {
  const old = client;
  [client, transaction] = [undefined, undefined];
  old?.end().catch(() => undefined);
}

/** @throws Fenced where this process has a lease, and it is over */
async function stillOurs(name: string): Promise<void> {
  const [, customer] = /^\.keywright\/(?:escrow|tags|sessions)\/([a-z0-9-]+)/.exec(name) ?? [];
  if (fence === undefined && customer === undefined) return;
  if (fence === 'nobody works') {
    await sql('lock table keywright.lease in share mode');
    const [busy] = await sql('select customer from keywright.lease where until > clock_timestamp() limit 1');
    if (busy !== undefined) throw new Fenced(`somebody works for ${String(busy['customer'])}`);
    return;
  }
  if (fence === undefined || (customer !== undefined && customer !== fence.customer))
    throw new Fenced(`no lease for ${customer}`);
  // The row stays as it is until this transaction has ended: nobody takes the lease before what is written here counts.
  const rows = await sql(
    'select 1 from keywright.lease where customer = $1 and epoch = $2 and until > clock_timestamp() for share',
    [fence.customer, fence.epoch],
  );
  if (rows.length === 0) throw new Fenced(`the lease for ${fence.customer} (epoch ${fence.epoch}) is over`);
}

const partsOf = async (name: string) =>
  await sql('select part, sealed from keywright.state where name = $1 order by part', [name]);

async function add(name: string, part: number, content: Uint8Array): Promise<void> {
  await sql('insert into keywright.state (name, part, sealed) values ($1, $2, $3)', [
    name,
    part,
    sealPart(key, name, part, content),
  ]);
}

async function read(name: string): Promise<Uint8Array | undefined> {
  const rows = await partsOf(name);
  if (rows.length === 0) return undefined;
  return Buffer.concat(
    rows.map(({ part, sealed }, n) => {
      if (part !== n) throw new Error(`A part of ${name} in the database is missing. Nothing was done with it.`);
      return openPart(key, name, n, sealed as Buffer);
    }),
  );
}

async function write(name: string, content: Uint8Array): Promise<void> {
  await sql('delete from keywright.state where name = $1', [name]);
  await add(name, 0, content);
}

const CHANGES: Record<string, (name: string, ...more: never[]) => Promise<void>> = {
  write,
  async append(name: string, keep: number, content: Uint8Array) {
    const rows = await partsOf(name);
    const length = rows.reduce((sum, { sealed }) => sum + (sealed as Buffer).length - SEAL_LENGTH, 0);
    if (length !== keep) throw new Error(`${name} in the database has ${length} bytes, and ${keep} were expected.`);
    await add(name, rows.length, content);
  },
  async rename(name: string, to: string) {
    const content = await read(name);
    if (content === undefined) throw new Error(`There is no ${name} in the database.`);
    await sql('delete from keywright.state where name = $1', [name]);
    await write(to, content);
  },
  async remove(name: string) {
    await sql('delete from keywright.state where name = $1 or starts_with(name, $2)', [name, `${name}/`]);
  },
};

async function begin(): Promise<void> {
  await connected();
  transaction = 'begun';
  await sql('begin');
  transaction = (await sql('select pg_current_xact_id()::text as id'))[0]!['id'] as string;
}

/** @returns whether it counts. Where no answer came, the database is asked what became of it. */
async function commit(): Promise<boolean> {
  const id = transaction;
  try {
    await sql('commit');
    transaction = undefined;
    return true;
  } catch (error) {
    drop();
    if (!isGone(error as Error)) throw error;
  }
  return await persistently(async () => {
    const [row] = await sql('select pg_xact_status($1::xid8) as status', [id]);
    if (row!['status'] === 'in progress') throw new Error('the connection is not closed yet');
    return row!['status'] === 'committed';
  });
}

/** Does something that may be done twice, and again while the database does not answer. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + patience; ; await delay(250)) {
    try {
      return await work();
    } catch (error) {
      if (!isGone(error as Error) || performance.now() > end) throw error;
      drop();
    }
  }
}

const OPERATIONS: Record<string, (...args: never[]) => Promise<unknown>> = {
  fence: async (next: Fence | undefined) => void (fence = next),
  read: async (name: string) =>
    transaction === undefined ? await persistently(async () => await read(name)) : await read(name),
  async names(folder: string) {
    const look = async () =>
      await sql(
        `select distinct split_part(substr(name, length($1) + 1), '/', 1) as name from keywright.state
         where starts_with(name, $1) order by 1`,
        [`${folder}/`],
      );
    const rows = transaction === undefined ? await persistently(look) : await look();
    return rows.map(({ name }) => name);
  },
  async change(what: string, name: string, ...more: never[]) {
    const work = async () => {
      await stillOurs(name);
      await CHANGES[what]!(name, ...more);
    };
    if (transaction !== undefined) return await work();
    for (;;) {
      await persistently(async () => {
        await begin();
        await work();
      });
      if (await commit()) return undefined;
    }
  },
  async begin(lock: string) {
    await persistently(async () => {
      await begin();
      await sql('select pg_advisory_xact_lock(hashtext($1))', [`keywright ${lock}`]);
    });
  },
  commit,
  async rollback() {
    transaction = undefined;
    await sql('rollback').catch(drop);
  },
};

async function answer(operation: string, args: unknown[]): Promise<Answer> {
  const inside = transaction !== undefined;
  try {
    return { value: await OPERATIONS[operation]!(...(args as never[])) };
  } catch (error) {
    const gone = isGone(error as Error);
    if (gone) drop();
    else if (!inside && transaction !== undefined) await OPERATIONS['rollback']!();
    const { message } = error as Error;
    return { error: message, ...(gone && inside && { again: true }), ...(error instanceof Fenced && { fenced: true }) };
  }
}

port.on('message', ({ call, operation, args }: { call: number; operation: string; args: unknown[] }) => {
  void answer(operation, args).then((reply) => {
    port.postMessage({ call, reply });
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
});
