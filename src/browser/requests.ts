import type { BrowserContext } from 'playwright';

/** What a request does at the server, as far as its method and its name tell. */
export type Effect = 'reads' | 'may change' | 'not told';

const READING =
  /^(get|find|list|load|search|query|read|fetch|count|look|lookup|is|has|check|validate|ping|poll|test|preview|export)$/;
const CHANGING =
  /^(save|create|make|update|delete|remove|set|add|insert|put|store|edit|rename|copy|move|import|reset|assign|grant|revoke|enable|disable|activate|deactivate|silence|submit)$/;

/** The last part of an address, in words: `/…/Security/GetRoles.rails` is `get roles`. */
function wordsOf(path: string): string[] {
  const name = path.split('/').findLast((part) => part !== '') ?? '';
  return name
    .replace(/\.\w+$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

export function effectOf(method: string, path: string): Effect {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return 'reads';
  if (method !== 'POST') return 'may change';
  const [verb = ''] = wordsOf(path);
  if (READING.test(verb)) return 'reads';
  return CHANGING.test(verb) ? 'may change' : 'not told';
}

/** Requests alike, and how many there were. */
export interface CountedRequests {
  portal: string;
  method: string;
  /** Without what follows `?`, and without numbers of records. */
  path: string;
  effect: Effect;
  requests: number;
  /** They were made while somebody signed in. */
  'at sign-in': boolean;
  /** They were not let through: a check changes nothing. */
  stopped: boolean;
}

/** More kinds are not listed. */
const MOST_KINDS = 300;

/** What is asked of one portal. */
export interface Asked {
  name: string;
  /** What the names of requests call the records that actions change. Left out: everything. */
  records?: RegExp;
}

/**
 * The requests of a check by method and address. None that would change a record is let through, but for what signs in;
 * what a portal sends by itself beside that is listed.
 */
export class Requests {
  readonly #counted = new Map<string, CountedRequests>();
  readonly #signingIn = new Set<string>();

  /** Whether a check may not send this. */
  static isRefused({ records }: Asked, method: string, path: string): boolean {
    const effect = effectOf(method, path);
    if (effect === 'reads') return false;
    if (effect === 'may change') return method !== 'POST' || records === undefined || records.test(path);
    return records?.test(wordsOf(path).join(' ')) ?? false;
  }

  async watch(context: BrowserContext, portal: Asked): Promise<void> {
    await context.route('**/*', async (route) => {
      const request = route.request();
      const method = request.method();
      const path = new URL(request.url()).pathname.replace(/(?<=\/)(\d+|[0-9a-f-]{16,})(?=\/|$)/gi, '…');
      const effect = effectOf(method, path);
      const isSigningIn = this.#signingIn.has(portal.name);
      const stopped = !isSigningIn && Requests.isRefused(portal, method, path);
      this.#count({
        portal: portal.name,
        method,
        // What pages are made of is many files, and tells nothing.
        path: effect === 'reads' && method !== 'POST' ? 'pages and what they are made of' : path,
        effect,
        'at sign-in': isSigningIn,
        stopped,
      });
      await (stopped ? route.abort('blockedbyclient') : route.continue()).catch(() => undefined);
    });
  }

  #count(kind: Omit<CountedRequests, 'requests'>): void {
    const key = JSON.stringify(kind);
    const known = this.#counted.get(key);
    if (known !== undefined) known.requests += 1;
    else if (this.#counted.size < MOST_KINDS || kind.stopped) this.#counted.set(key, { ...kind, requests: 1 });
  }

  /** Does what may change who is signed in. */
  async whileSigningIn<T>(portal: string, work: () => Promise<T>): Promise<T> {
    this.#signingIn.add(portal);
    try {
      return await work();
    } finally {
      this.#signingIn.delete(portal);
    }
  }

  list(): CountedRequests[] {
    return [...this.#counted.values()];
  }
}
