import type { ServerResponse } from 'node:http';

type What = 'view' | 'picture';
/** What a watcher gets when its turn comes: always the newest. */
export type Texts = Record<What, () => string>;

/** Tunnels drop connections on which nothing moves. */
const STILL_HERE_MS = 15_000;
/** For how long watchers have time to take the end. */
const LEAVE_MS = 5_000;

/** One browser that listens. One that is slow gets less often, but never something old, and nothing piles up for it. */
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
  readonly #timer = setInterval(() => this.#all.forEach((watcher) => watcher.stillHere()), STILL_HERE_MS).unref();
  #left = () => {};

  get size(): number {
    return this.#all.size;
  }

  add(outgoing: ServerResponse, texts: Texts): void {
    this.#all.set(outgoing, new Watcher(outgoing, texts));
    outgoing.once('close', () => {
      this.#all.delete(outgoing);
      this.tell('view');
      if (this.#all.size === 0) this.#left();
    });
    this.tell('view');
  }

  tell(what: What): void {
    this.#all.forEach((watcher) => watcher.tell(what));
  }

  /** Waits until all have gone by themselves, for a moment. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#all.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#left = resolve;
      setTimeout(resolve, LEAVE_MS).unref();
    });
  }
}
