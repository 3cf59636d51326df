import { type BrowserContext, chromium, type Page } from 'playwright';

/** Where the practice portals show or take secrets. */
const PLACES =
  'input[type=password], #code, input[name=auth_pin], input[data-field=privateKey], .key-pod :nth-child(3) .key-text';
const STYLE =
  `*, *::before, *::after, ::placeholder { color: #222 !important; background: none !important;` +
  ` border-color: #ccc !important; fill: #444 !important; stroke: #444 !important; box-shadow: none !important;` +
  ` accent-color: #444; outline-color: #444 !important; caret-color: #222 !important }
:is(${PLACES}) { color: red !important; font: 24px sans-serif !important; width: 420px !important }`;

/**
 * From now on, in every browser that this process starts, what stands where the practice portals show or take secrets
 * is red, and nothing else is.
 * @returns the pages there are, and what ends it
 */
export function paintSecretsRed(): { pages(): Page[]; end(): void } {
  const launch = chromium.launch;
  const contexts: BrowserContext[] = [];
  chromium.launch = async (options) => {
    const browser = await launch.call(chromium, options);
    const newContext = browser.newContext.bind(browser);
    browser.newContext = async (settings) => {
      const context = await newContext(settings);
      contexts.push(context);
      await context.addInitScript((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
      }, STYLE);
      return context;
    };
    return browser;
  };
  return { pages: () => contexts.flatMap((context) => context.pages()), end: () => void (chromium.launch = launch) };
}
