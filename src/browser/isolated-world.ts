import { type ElementHandle, type Locator, selectors } from 'playwright';
import { within } from './within.ts';
import { askAt } from './worlds.ts';

/** A function that runs in a world of its own beside the page, where no script of the page can lie to it. */
interface IsolatedFunction<A, R> {
  /** Makes it known to Playwright: once per process, before there is any page. */
  prepare(): Promise<void>;
  /** @param timeout in milliseconds @returns undefined where nothing stands: that is not waited for */
  callOn(at: Locator, argument: A, timeout: number): Promise<R | undefined>;
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
    async callOn(at, argument, timeout) {
      const call = (element: string) =>
        `(element => JSON.stringify(element ? globalThis['${name}']?.(element, ${JSON.stringify(argument)}) : null))(${element})`;
      const told = await within(askAt(at, call), timeout);
      if (told !== undefined) return (JSON.parse(told) ?? undefined) as R | undefined;
      if ((await at.count()) === 0) return undefined;
      return JSON.parse((await at.locator(selector(argument)).textContent({ timeout }))!) as R;
    },
    async callOnHandle(element, argument) {
      const carrier = await element.$(selector(argument));
      return JSON.parse((await carrier!.textContent())!) as R;
    },
  };
}
