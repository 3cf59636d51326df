import type { Browser, BrowserContext, CDPSession, Locator, Page } from 'playwright';
import { encode } from '../../src/review/png.ts';

/**
 * A browser without a browser, for the stub portal's pages alone: it fetches them, fills their fields and presses their
 * buttons, and its pictures are of one colour each. A run takes a quarter of the time, which counts where thousands of
 * runs differ in what the disk does and in nothing that a browser does.
 */
const nothing = async () => undefined;

/** What is asked of a target for a picture: a page of one text, laid out anew for each page that is shown. */
function answersOf(shown: () => number): Record<string, () => unknown> {
  return {
    'Performance.getMetrics': () => ({ metrics: [] }),
    'Page.captureScreenshot': () => {
      const data = Buffer.from([shown() >> 8, shown() & 255, 0]);
      return { data: encode({ width: 1, height: 1, step: 3, data }).toString('base64') };
    },
    'DOMSnapshot.captureSnapshot': () => ({
      strings: ['#text', `Page ${shown()}`],
      documents: [
        {
          nodes: {
            nodeName: [0],
            nodeValue: [1],
            parentIndex: [-1],
            nodeType: [3],
            backendNodeId: [1],
            attributes: [],
          },
          layout: { nodeIndex: [0], text: [1], bounds: [[0, 0, 9, 9]], styles: [[]] },
        },
      ],
    }),
  };
}

/** The page of one context. */
class PaperPage {
  #url = 'about:blank';
  #html = '';
  #fields = new Map<string, string>();
  /** How often it looked different. */
  #shown = 0;
  readonly context: BrowserContext;

  constructor() {
    const answers = answersOf(() => this.#shown);
    const session = { send: async (name: string) => answers[name]?.(), on: nothing, once: nothing, detach: nothing };
    this.context = {
      on: nothing,
      addInitScript: nothing,
      setDefaultTimeout: nothing,
      newPage: async () => this.page,
      pages: () => [this.page],
      newCDPSession: async () => session as unknown as CDPSession,
      storageState: async () => ({ cookies: [], origins: [] }),
      close: nothing,
    } as unknown as BrowserContext;
  }

  readonly page = {
    on: nothing,
    url: () => this.#url,
    title: async () => 'Stub',
    isClosed: () => false,
    frames: () => [this.page],
    mainFrame: () => this.page,
    setDefaultTimeout: nothing,
    waitForLoadState: nothing,
    close: nothing,
    context: () => this.context,
    goto: async (url: string) => await this.#open(url),
    locator: (selector: string) => this.#locator(selector),
    getByRole: (_: string, { name }: { name: string }) => ({
      count: async () => 0,
      click: async () => await this.#press(name),
    }),
  } as unknown as Page;

  async #open(url: string, init?: RequestInit): Promise<void> {
    this.#url = url;
    this.#html = await (await fetch(url, init)).text();
    this.#fields.clear();
    this.#shown += 1;
  }

  async #press(name: string): Promise<void> {
    const [, action, fields] = [...this.#html.matchAll(/<form[^>]*action="([^"]*)">(.*?)<\/form>/gs)].find(([form]) =>
      form.includes(`<button>${name}</button>`),
    )!;
    const inputs = [...fields!.matchAll(/<input id="([^"]*)" name="([^"]*)">/g)];
    const body = new URLSearchParams(inputs.map(([, id, field]) => [field!, this.#fields.get(id!) ?? '']));
    await this.#open(new URL(action!, this.#url).href, { method: 'POST', body });
  }

  /** The texts of what an id names, or of the entries of its list. */
  #texts(selector: string): string[] {
    const id = selector.slice(1).split(' ')[0];
    const [, inside] = new RegExp(`id="${id}">(.*?)</(?:p|ul)>`, 's').exec(this.#html) ?? [];
    if (!selector.endsWith(' li')) return [inside ?? 'Stub'];
    return [...(inside ?? '').matchAll(/<li>(.*?)<\/li>/g)].map(([, text]) => text!);
  }

  #fill(selector: string, text: string): void {
    this.#fields.set(selector.slice(1), text);
    this.#shown += 1;
  }

  #locator(selector: string): Locator {
    const field = () => this.#fields.get(selector.slice(1)) ?? '';
    // What `typeSecretInto` asks of a field: it is where it belongs, is emptied, and takes one character after another.
    const handle = {
      ownerFrame: async () => null,
      $: async () => ({ textContent: async () => 'true' }),
      evaluate: async (_: unknown, char?: string) => {
        this.#fill(selector, char === undefined ? '' : field() + char);
        return 'here';
      },
    };
    return {
      page: () => this.page,
      count: async () => 0,
      click: nothing,
      fill: async (text: string) => this.#fill(selector, text),
      innerText: async () => this.#texts(selector)[0],
      allInnerTexts: async () => this.#texts(selector),
      elementHandle: async () => handle,
      inputValue: async () => {
        throw new Error('Node is not an <input>');
      },
      evaluate: async () => false,
    } as unknown as Locator;
  }
}

export const paperBrowser = (): Browser =>
  ({
    version: () => 'paper',
    on: nothing,
    newContext: async () => new PaperPage().context,
    close: nothing,
  }) as unknown as Browser;
