import type { Page } from 'playwright';

/** What a mutation works with, in the page. */
export interface Kit {
  /** The elements that had this class when they were drawn, also where it has been taken away since. */
  parts(readable: string): HTMLElement[];
  /** The elements in a part of the page that say just this, a colon or an asterisk aside. */
  saying(root: ParentNode, text: string): HTMLElement[];
  /** Changes a text, and the tooltip that repeats it, in a part of the page. */
  rename(root: ParentNode, from: string, to: string): void;
  /** Whether this is the first time for that element. */
  first(element: Node, what: string): boolean;
  /** Adds something to the page once. @returns its outermost element, the first time */
  add(html: string, to?: Element): HTMLElement | undefined;
  /** Tells the test that something was touched which is not to be touched. */
  wrong(what: string): void;
  /** Draws the columns of a list in this order: names of its headings; others are left out, new ones are made. */
  columns(list: HTMLElement, order: (names: string[]) => string[], fill?: string): void;
}

/** A change of what is drawn: runs in the page, in every frame, after each change of the document. */
export type Mutation = (kit: Kit) => void;

/** What the page tells the test. */
export const WRONG = 'wrong touch: ';

/** Everything that the page needs, as one function: it is sent as text. */
function mutate(mutations: Mutation[], bare: boolean, wrongly: string): void {
  const known = new Map<string, Set<HTMLElement>>();
  const seen = new WeakSet<Element>();
  const done = new WeakMap<Node, Set<string>>();
  const ids = new Map<string, HTMLElement>();
  const added = new Set<string>();
  const textsIn = (root: ParentNode): Text[] => {
    const walker = document.createTreeWalker(root as Node, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (walker.nextNode()) found.push(walker.currentNode as Text);
    return found;
  };
  const without = (text: string) => text.replace(/[\s*:]+$|^[\s*]+/g, '');
  const kit: Kit = {
    parts: (readable) => [...(known.get(readable) ?? [])].filter((element) => element.isConnected),
    saying: (root, text) =>
      textsIn(root).flatMap((node) =>
        without(node.data) === text && node.parentElement !== null ? [node.parentElement] : [],
      ),
    rename(root, from, to) {
      for (const node of textsIn(root)) {
        if (without(node.data) !== from) continue;
        node.data = node.data.replace(from, to);
        const titled = node.parentElement?.closest<HTMLElement>('[title]');
        if (titled && without(titled.title) === from) titled.title = titled.title.replace(from, to);
      }
    },
    first(element, what) {
      const all = done.get(element) ?? new Set();
      done.set(element, all);
      if (all.has(what)) return false;
      all.add(what);
      return true;
    },
    add(html, to = document.body) {
      if (to === null || added.has(html)) return undefined;
      added.add(html);
      const holder = document.createElement('template');
      holder.innerHTML = html.trim();
      const made = holder.content.firstElementChild as HTMLElement;
      to.append(made);
      return made;
    },
    wrong: (what) => console.log(wrongly + what),
    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk over the heads, one over the rows
    columns(list, order, fill = 'All') {
      const [head, body] = [...list.children] as HTMLElement[];
      if (head === undefined || body === undefined) return;
      const parts = ([...head.children] as HTMLElement[]).filter((part) => part.style.left !== '' && part.textContent);
      const all = [...head.children].filter((part) => (part as HTMLElement).style.left !== '') as HTMLElement[];
      const at = (element: HTMLElement) => Number.parseFloat(element.style.left);
      if (kit.first(list, 'columns')) {
        const names = parts.sort((a, b) => at(a) - at(b)).map((part) => part.textContent!.trim());
        const wanted = order(names);
        const groups = parts.map((part) => all.filter((other) => at(other) === at(part)));
        const gap = parts.length > 1 ? at(parts[1]!) - at(parts[0]!) - Number.parseFloat(parts[0]!.style.width) : 0;
        let left = at(parts[0]!);
        for (const group of groups) for (const part of group) part.style.display = 'none';
        for (const name of wanted) {
          let group = groups[names.indexOf(name)];
          if (group === undefined) {
            const made = parts[0]!.cloneNode(true) as HTMLElement;
            for (const node of textsIn(made)) node.data = name;
            made.style.width = '100px';
            head.append(made);
            group = [made];
          }
          for (const part of group) Object.assign(part.style, { left: `${left}px`, display: '' });
          left += Number.parseFloat(group[0]!.style.width) + gap;
        }
        Object.assign(list, { places: wanted.map((name) => names.indexOf(name)), count: names.length });
      }
      const { places, count } = list as unknown as { places: number[]; count: number };
      for (const row of body.querySelectorAll('tr')) {
        if (row.children.length <= count || !kit.first(row, 'columns')) continue;
        const cells = [...row.children].slice(1, 1 + count) as HTMLElement[];
        const lead = row.children[0]!;
        const isSizes = cells.some((cell) => cell.style.width !== '') && row.textContent === '';
        const drawn = places.map((place) => {
          const old = cells[place];
          if (old !== undefined) return old;
          const made = cells[0]!.cloneNode(false) as HTMLElement;
          if (isSizes) made.style.width = '100px';
          // The heading of a section has no levels.
          else if (fill !== 'All' || cells.some((cell) => cell.textContent !== '' || cell.querySelector('input')))
            made.textContent = fill;
          return made;
        });
        for (const cell of cells) if (!drawn.includes(cell)) cell.style.display = 'none';
        lead.after(...drawn);
      }
    },
  };
  const prefix = () => {
    try {
      return (JSON.parse(document.getElementById('boot')!.textContent!) as { prefix: string }).prefix;
    } catch {
      return undefined;
    }
  };
  let build: string | undefined;
  const byId = document.getElementById.bind(document);
  document.getElementById = (id: string) => byId(id) ?? ids.get(id) ?? null;
  const renamed = new Map<string, string>();
  /** The style sheet goes on to know a class by another name. */
  const meaningless = (name: string): string => {
    if (name.startsWith(build!)) return name;
    const old = renamed.get(name);
    if (old !== undefined) return old;
    const made = `${build}q${renamed.size}`;
    renamed.set(name, made);
    for (const style of document.querySelectorAll('style'))
      if (style.textContent!.includes(`.${name}`))
        style.textContent = style.textContent!.replaceAll(new RegExp(`\\.${name}(?![\\w-])`, 'g'), `.${made}`);
    return made;
  };
  /** No class and no id that anybody could know; the style sheet's own stay. */
  const strip = (element: HTMLElement) => {
    if (build !== undefined && [...element.classList].some((name) => !name.startsWith(build!)))
      element.className = [...element.classList].map(meaningless).join(' ');
    if (element.id === '' || element.id === 'boot') return;
    ids.set(element.id, element);
    element.dataset['drawn'] = String(ids.size);
    for (const style of document.querySelectorAll('style')) {
      const css = style.textContent!;
      const changed = css.replaceAll(new RegExp(`#${element.id}(?=[\\s,{.:+])`, 'g'), `[data-drawn="${ids.size}"]`);
      if (changed !== css) style.textContent = changed;
    }
    element.removeAttribute('id');
  };
  const run = () => {
    build ??= prefix();
    const all = [...document.querySelectorAll<HTMLElement>('[class], [id]')].filter(
      (one) => one instanceof HTMLElement,
    );
    for (const element of all) {
      if (seen.has(element)) continue;
      seen.add(element);
      for (const name of element.classList) known.set(name, (known.get(name) ?? new Set()).add(element));
    }
    for (const mutation of mutations) mutation(kit);
    if (bare && document.readyState !== 'loading') for (const element of all) strip(element);
  };
  new MutationObserver(run).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['class', 'id'],
  });
  document.addEventListener('DOMContentLoaded', run);
}

/** Has everything that the page draws changed before anybody sees it. @param bare without any class or id to know */
export async function addMutations(page: Page, mutations: readonly Mutation[], bare: boolean): Promise<void> {
  await page.context().addInitScript(mutationScript(mutations, bare));
}

/** The same as a script that any page may begin with. */
export const mutationScript = (mutations: readonly Mutation[], bare = false): string =>
  `(${String(mutate)})([${mutations.map(String).join(',')}], ${bare}, ${JSON.stringify(WRONG)});`;
