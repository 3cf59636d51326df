import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright';

/**
 * What a page has still to do by itself: something `comes` that was begun once; something `may` come, as nobody can
 * tell; or nothing does, and it `rests`.
 */
export type Pending = 'comes' | 'may' | 'rests';

/** What a document tells it by. */
const NAME = `keywright${Math.random().toString(36).slice(2)}`;

/**
 * Counts a document's own timers and calls. Self-contained, because its source text is sent to the browser. It runs in
 * the page's own world, where these are; a page that lies about them is looked at too early, and nothing else: what is
 * shown is read in another world.
 */
function count(name: string): void {
  /** What waits longer, in milliseconds, waits for a person. */
  const FAR = 2_000;
  /** What came so often comes again and again. */
  const OFTEN = 2;
  /** What came so often and changed nothing does something else. */
  const IDLE = 3;
  /** By then a page that goes to another one is gone, and others have heard of a call, in milliseconds. */
  const [LEAVES, HEARD] = [5_000, 1_000];
  /** Within this time, in milliseconds, a page begins what follows from what came, and what answers a key or the mouse. */
  const FOLLOWS = 100;

  interface Kind {
    times: number;
    /** How often it came since the page changed or asked for something last, and what had changed when it came last. */
    idle: number;
    seen: number;
  }
  const kinds = new Map<string, Kind>();
  const waiting = new Map<number, { kind: Kind; answers: boolean }>();
  const calls = new Set<{ since: number }>();
  let leaving = -LEAVES;
  /** When something came last. */
  let lately = -FOLLOWS;
  let changes = 0;
  /** When a key or the mouse was used last: what is put off right after that answers it, however often it came before. */
  let used = -FOLLOWS;
  for (const event of ['keydown', 'input', 'mousedown', 'mouseup', 'click', 'wheel'])
    addEventListener(event, () => (used = performance.now()), { capture: true, passive: true });
  new MutationObserver(() => void (changes += 1)).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });

  /** Timers of one place in the code are of one kind. */
  const kindOf = (delay: number): Kind => {
    const place = `${delay} ${new Error().stack}`;
    const kind = kinds.get(place) ?? { times: 0, idle: 0, seen: -1 };
    kinds.set(place, kind);
    return kind;
  };
  const came = (kind: Kind) => {
    kind.times += 1;
    kind.idle = changes === kind.seen ? kind.idle + 1 : 0;
    kind.seen = changes;
    if (kind.idle < IDLE) lately = performance.now();
  };
  const call = () => {
    const own = { since: performance.now() };
    calls.add(own);
    changes += 1;
    return () => {
      calls.delete(own);
      lately = performance.now();
    };
  };

  const { setTimeout: once, setInterval: again, clearTimeout: clear, fetch: ask } = window;
  const timer =
    (start: typeof once, isOnce: boolean) =>
    (callback: unknown, delay?: unknown, ...rest: unknown[]): number => {
      const ms = Math.max(0, Number(delay) || 0);
      if (typeof callback !== 'function' || ms > FAR) return start(callback as () => void, ms, ...rest);
      const kind = kindOf(ms);
      if (!isOnce) kind.times = OFTEN;
      const id: number = start(() => {
        if (isOnce) waiting.delete(id);
        came(kind);
        callback.apply(window, rest);
      }, ms);
      waiting.set(id, { kind, answers: isOnce && performance.now() - used < FOLLOWS });
      return id;
    };
  const end = (id?: number) => {
    waiting.delete(Number(id));
    clear(id);
  };
  Object.assign(window, {
    setTimeout: timer(once, true),
    setInterval: timer(again as typeof once, false),
    clearTimeout: end,
    clearInterval: end,
    fetch: (...args: Parameters<typeof ask>) => ask.apply(window, args).finally(call()),
  });
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, ...args) {
    this.addEventListener('loadend', call(), { once: true });
    send.apply(this, args);
  };
  (globalThis as { navigation?: EventTarget }).navigation?.addEventListener('navigate', (event) => {
    const { destination, downloadRequest } = event as Event & {
      destination: { sameDocument: boolean };
      downloadRequest: string | null;
    };
    if (!destination.sameDocument && downloadRequest === null) leaving = performance.now();
  });

  const pending = (): Pending => {
    const now = performance.now();
    const timers = [...waiting.values()];
    const comes =
      now - leaving < LEAVES ||
      timers.some(({ kind, answers }) => answers || kind.times < OFTEN) ||
      [...calls].some(({ since }) => now - since < HEARD);
    if (comes) return 'comes';
    const may =
      now - lately < FOLLOWS ||
      document.readyState !== 'complete' ||
      calls.size > 0 ||
      timers.some(({ kind }) => kind.idle < IDLE);
    return may ? 'may' : 'rests';
  };
  Object.defineProperty(globalThis, name, { value: pending });
}

/** Within this time, in milliseconds, a document answers. */
const ANSWERS = 2_000;

/** Pages with a line of their own to a server: nothing else tells what comes from there. */
const lines = new WeakSet<Page>();

/** Counts what each page of a context has still to do. Call it before a page is opened. */
export async function countPending(context: BrowserContext): Promise<void> {
  await context.addInitScript(`(${String(count)})(${JSON.stringify(NAME)})`);
  context.on('page', (page) => {
    page.on('websocket', () => lines.add(page));
    page.on('request', (request) => request.resourceType() === 'eventsource' && lines.add(page));
  });
}

/** What a page has still to do by itself: it may do anything where nobody counts. */
export async function pendingOf(page: Page): Promise<Pending> {
  if (lines.has(page) || page.workers().length > 0) return 'may';
  const asked = page.frames().map(async (frame) => await frame.evaluate(`globalThis.${NAME}?.()`));
  // A page that is on its way to another one answers nobody.
  const late = sleep(ANSWERS, 'may', { ref: false });
  const said = await Promise.all(asked.map(async (answer) => await Promise.race([answer.catch(() => 'may'), late])));
  if (said.includes('comes')) return 'comes';
  return said.every((one) => one === 'rests') ? 'rests' : 'may';
}
