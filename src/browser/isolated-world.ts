import { type ElementHandle, type Locator, selectors } from 'playwright';

/** A function that runs in a world of its own beside the page, where no script of the page can lie to it. */
interface IsolatedFunction<A, R> {
  /** Makes it known to Playwright: once per process, before there is any page. */
  prepare(): Promise<void>;
  /** @param timeout in milliseconds */
  callOn(at: Locator, argument: A, timeout: number): Promise<R>;
  callOnHandle(element: ElementHandle, argument: A): Promise<R>;
}

/**
 * Playwright calls only selector engines in that world. They answer in one call, but with elements only, so the result
 * travels as the text of an element that belongs to no document.
 * @param name of the engine, and of the function in that world
 * @param source makes the function. Its source text is sent to the browser, so it uses nothing from outside
 */
export function isolatedFunction<A, R>(
  name: string,
  source: () => (element: Element, argument: A) => R,
): IsolatedFunction<A, R> {
  const engine = `(() => {
    const answer = (globalThis['${name}'] = (${source})());
    const query = (element, argument) => {
      const carrier = document.createElement('data');
      carrier.textContent = JSON.stringify(answer(element, JSON.parse(argument)));
      return carrier;
    };
    return { query, queryAll: (element, argument) => [query(element, argument)] };
  })()`;
  const selector = (argument: A) => `${name}=${JSON.stringify(argument)}`;
  let registered: Promise<void> | undefined;
  return {
    prepare: () => (registered ??= selectors.register(name, { content: engine }, { contentScript: true })),
    callOn: async (at, argument, timeout) =>
      JSON.parse((await at.locator(selector(argument)).textContent({ timeout }))!) as R,
    async callOnHandle(element, argument) {
      const carrier = await element.$(selector(argument));
      return JSON.parse((await carrier!.textContent())!) as R;
    },
  };
}
