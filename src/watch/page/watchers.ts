import type { ServerResponse } from 'node:http';
import type { Guest } from '../../web/guests.ts';

type What = 'view' | 'picture';
/** What a watcher gets when its turn comes: always the newest. */
export type Texts = Record<What, () => string>;

/** Who listens. */
export type Who = 'control' | Guest;

/** Tunnels drop silent connections. */
const STILL_HERE_MS = 15_000;
/** How long watchers have to receive the end of the run. */
const LEAVE_MS = 5_000;

/**
 * One browser that listens. A slow one gets fewer events, but always the newest, and nothing queues up for it:
 * that is why this writes to the socket itself, where hono's streamSSE would queue and allow caching.
 */
class Watcher {
  readonly #outgoing: ServerResponse;
  readonly #texts: Texts;
  readonly #wanted = new Set<What>(['view', 'picture']);
  #full = false;

  constructor(outgoing: ServerResponse, texts: Texts) {
    this.#outgoing = outgoing;
    this.#texts = texts;
    outgoing.on('drain', () => {
      this.#full = false;
      this.#send();
    });
    outgoing.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
    outgoing.write('retry: 1000\n\n');
    this.#send();
  }

  tell(what: What): void {
    this.#wanted.add(what);
    this.#send();
  }

  stillHere(): void {
    if (!this.#full) this.#outgoing.write(': still here\n\n');
  }

  #send(): void {
    for (const what of this.#wanted) {
      if (this.#full) return;
      this.#wanted.delete(what);
      this.#full = !this.#outgoing.write(`event: ${what}\ndata: ${this.#texts[what]()}\n\n`);
    }
  }
}

/** All browsers that listen (Server-Sent Events). */
export class Watchers {
  readonly #all = new Map<ServerResponse, Watcher>();
  readonly #who = new Map<ServerResponse, Who>();
  readonly #timer = setInterval(() => this.#keepAlive(), STILL_HERE_MS).unref();
  #left = () => {};

  get size(): number {
    return this.#all.size;
  }

  /** Names of guests, each once. */
  get names(): string[] {
    const guests = new Set([...this.#who.values()].filter((who) => who !== 'control'));
    return [...guests].flatMap(({ name }) => name ?? []);
  }

  /** Whether this guest listens. */
  has(guest: Guest): boolean {
    return [...this.#who.values()].includes(guest);
  }

  /** Ends the connections of whoever steers. */
  dropControl(): void {
    for (const [outgoing, who] of this.#who) if (who === 'control') outgoing.destroy();
  }

  add(outgoing: ServerResponse, who: Who, texts: Texts): void {
    this.#all.set(outgoing, new Watcher(outgoing, texts));
    this.#who.set(outgoing, who);
    outgoing.once('close', () => {
      this.#all.delete(outgoing);
      this.#who.delete(outgoing);
      this.tell('view');
      if (this.#all.size === 0) this.#left();
    });
    this.tell('view');
  }

  tell(what: What): void {
    for (const watcher of this.#all.values()) watcher.tell(what);
  }

  #keepAlive(): void {
    for (const watcher of this.#all.values()) watcher.stillHere();
  }

  /** Waits a moment until all have left by themselves. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#all.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#left = resolve;
      setTimeout(resolve, LEAVE_MS).unref();
    });
  }
}
