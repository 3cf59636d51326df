import { extname } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { StateStore } from '../files/state-store.ts';
import { UserError } from '../files/user-error.ts';
import { redact } from '../secrets/redact.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Answer, Fence, ThreadData } from './state-thread.ts';

/** How long a database that does not answer is waited for, in milliseconds: a third of a lease. */
const PATIENCE = 20_000;

/** The connection broke in the middle of several writes: none of them counts, and all may be done again. */
class Again extends Error {}

/** This process may not write for the customer any more, or never might. */
class StateFenced extends Error {
  constructor(why: string) {
    super(`Nothing was written into the shared state: ${why}.`);
  }
}

/**
 * State in PostgreSQL. What calls it is synchronous, as writing files is, so a thread of its own talks to the database;
 * this one waits. All that is written is sealed before it leaves the machine.
 */
export class PostgresStore implements StateStore {
  readonly #thread: Worker;
  readonly #port: MessagePort;
  readonly #flag = new Int32Array(new SharedArrayBuffer(4));
  readonly #patience: number;
  #calls = 0;

  /** @param key 32 bytes; @param patience milliseconds */
  constructor(address: Secret, key: Buffer, patience = PATIENCE) {
    const { port1, port2 } = new MessageChannel();
    const data: ThreadData = { port: port2, flag: this.#flag, address: address.reveal(), key, patience };
    const thread = new URL(`./state-thread${extname(import.meta.url)}`, import.meta.url);
    this.#thread = new Worker(thread, { workerData: data, transferList: [port2], env: {} });
    this.#thread.unref();
    this.#port = port1;
    this.#port.unref();
    this.#patience = patience;
  }

  /** From now on, state of customers is written as long as this is so; undefined: none is written. */
  fence(lease: Fence | undefined): void {
    this.#call('fence', typeof lease === 'object' ? { customer: lease.customer, epoch: lease.epoch } : lease);
  }

  read(name: string): Buffer | undefined {
    const bytes = this.#call('read', name) as Uint8Array | undefined;
    return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  names(folder: string): string[] {
    return this.#call('names', folder) as string[];
  }

  write(name: string, bytes: Uint8Array): void {
    this.#call('change', 'write', name, bytes);
  }

  append(name: string, keep: number, bytes: Uint8Array): void {
    this.#call('change', 'append', name, keep, bytes);
  }

  rename(from: string, to: string): void {
    this.#call('change', 'rename', from, to);
  }

  remove(name: string): void {
    this.#call('change', 'remove', name);
  }

  exclusively<T>(name: string, work: () => T): T {
    for (;;) {
      this.#call('begin', name);
      try {
        const result = work();
        if (this.#call('commit') === true) return result;
      } catch (error) {
        if (error instanceof Again) continue;
        this.#call('rollback');
        throw error;
      }
    }
  }

  async close(): Promise<void> {
    this.#port.close();
    await this.#thread.terminate();
  }

  /** Waits for what the thread answers; undefined if it does not. */
  #answerTo(operation: string, args: unknown[]): Answer | undefined {
    const call = (this.#calls += 1);
    Atomics.store(this.#flag, 0, 0);
    this.#port.postMessage({ call, operation, args });
    // Longer than the thread itself waits for the database.
    const ends = performance.now() + 3 * this.#patience + 30_000;
    while (Atomics.wait(this.#flag, 0, 0, Math.max(0, ends - performance.now())) !== 'timed-out') {
      Atomics.store(this.#flag, 0, 0);
      // An answer that came too late for its own call must not count for this one.
      for (let one = receiveMessageOnPort(this.#port); one !== undefined; one = receiveMessageOnPort(this.#port))
        if (one.message.call === call) return one.message.reply as Answer;
    }
    return undefined;
  }

  #call(operation: string, ...args: unknown[]): unknown {
    const answer = this.#answerTo(operation, args);
    if (answer !== undefined && 'value' in answer) return answer.value;
    const { error, again, fenced } = answer ?? { error: 'no answer from the thread that talks to it' };
    if (again) throw new Again(error);
    if (fenced) throw new StateFenced(error);
    throw new UserError(
      'KW-DATABASE',
      `The database with the shared state did not do what was asked (${redact(error)}).\nNext:     Check ` +
        'KEYWRIGHT_DATABASE_URL, the network, and whether PostgreSQL runs; then run again: it looks first and ' +
        'continues from what is there.',
    );
  }
}
