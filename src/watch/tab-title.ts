import type { Page } from 'playwright';
import { within } from '../browser/within.ts';

/** A page that takes longer than this keeps its title. Milliseconds. */
const LIMIT = 1_000;
const WORLD = 'keywright-tab-title';

/**
 * Says in the tab's title what the run waits for, for whoever has other windows before the browser's. The page gets its
 * own title back before the run goes on, so it stands in the evidence and for the page's scripts.
 */
export class TabTitle {
  #page: Page;
  /** The page's own title while ours stands there. */
  #own = '';
  #ours: string | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  /** @param title undefined gives the page its own back, unless it has another one by now */
  async show(title: string | undefined): Promise<void> {
    // As browsers give it back.
    const next = title?.replace(/\s+/g, ' ').trim();
    const before = this.#ours;
    if (next === before) return;
    this.#ours = next;
    const found = await within(this.#replace(before, next), LIMIT).catch(() => before);
    if (found !== undefined && found !== before) this.#own = found;
  }

  /** @returns the title that was there */
  async #replace(before: string | undefined, next: string | undefined): Promise<string> {
    const session = await this.#page.context().newCDPSession(this.#page);
    try {
      const { frameTree } = await session.send('Page.getFrameTree');
      const { executionContextId } = await session.send('Page.createIsolatedWorld', {
        frameId: frameTree.frame.id,
        worldName: WORLD,
      });
      const { result } = await session.send('Runtime.evaluate', {
        contextId: executionContextId,
        expression: `((before, next, own) => {
          const found = document.title;
          if (next !== null || found === before) document.title = next ?? own;
          return found;
        })(${[before ?? null, next ?? null, this.#own].map((text) => JSON.stringify(text)).join()})`,
      });
      return String(result.value);
    } finally {
      await session.detach().catch(() => undefined);
    }
  }
}
