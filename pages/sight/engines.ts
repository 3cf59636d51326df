import { prepareLooks } from '../screen/look.ts';
import { eyes, type Eyes } from './eyes.ts';

/**
 * A self-contained function that runs in the page with the eyes at hand and changes nothing, or its source text.
 * Finders give elements, readings plain data.
 */
export type InPage<A, R> = ((see: Eyes, arg: A, root: Element) => R) | string;

interface Part {
  name: string;
  kind: 'finder' | 'reading';
  source: string;
}

/** What Playwright does not know yet. */
const waiting: Part[] = [];
/** The selector engine that each part is in. */
const engines = new Map<string, string>();

/** Adds a part to the next engine. */
export function inPage<A, R>(kind: Part['kind'], name: string, source: InPage<A, R>): void {
  waiting.push({ name, kind, source: String(source) });
}

/** The source text of an engine: one for all parts, so that the eyes go to a page once. */
function contentOf(parts: Part[]): string {
  const entries = parts.map(
    ({ name, kind, source }) => `${JSON.stringify(name)}: { kind: '${kind}', run: (${source}) }`,
  );
  return `(() => {
    const see = (${String(eyes)})();
    const parts = { ${entries.join(',\n')} };
    const queryAll = (root, body) => {
      see.forget();
      const { part, arg } = JSON.parse(body);
      const { kind, run } = parts[part];
      if (kind === 'finder') return see.here() ? run(see, arg, root) : [];
      // An engine can give elements only, so the answer comes as the text of one that belongs to no document.
      const carrier = document.createElement('data');
      const here = root !== document || see.here();
      const frames = here && root === document && see.every(document, 'iframe, frame, object, embed').some(see.shown);
      carrier.textContent = JSON.stringify({ read: (here ? run(see, arg, root) : null) ?? null, frames });
      return [carrier];
    };
    return { queryAll, query: (root, body) => queryAll(root, body)[0] ?? null };
  })()`;
}

let known = Promise.resolve();

/**
 * Makes all parts known to Playwright, before a page is looked at. It sends them to each page once, into a world of
 * their own, where no script of the page can change what they see.
 */
export function openEyes(): Promise<void> {
  known = known.then(async () => {
    // A page that was looked at before does not know what comes later.
    await prepareLooks();
    const fresh = waiting.splice(0);
    if (fresh.length === 0) return;
    const engine = `sight-${engines.size}`;
    for (const { name } of fresh) engines.set(name, engine);
    // Not before a browser is used: it takes longer to load than a runbook to check.
    const { selectors } = await import('playwright');
    await selectors.register(engine, { content: contentOf(fresh) }, { contentScript: true });
  });
  return known;
}

/** A selector for `locator()`: looked up anew at every use, so it outlives redrawing. */
export function selectorOf(part: string, arg: unknown): string {
  return `${engines.get(part) ?? 'no-eyes'}=${JSON.stringify({ part, arg })}`;
}
