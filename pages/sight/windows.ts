import type { Eyes } from './eyes.ts';

/** Which elements are windows, by CSS. */
export interface WindowKinds {
  /** Windows wherever they stand. */
  certain: string;
  /** Windows only where they lie over the page. */
  likely?: string;
  /** Words of buttons, which are no text of a window, whatever they are made of. */
  answers: string[];
}

/** What stands in a window, without the words of its buttons. */
export interface WindowWords {
  /** Empty where it has none. */
  title: string;
  /** Its text, line by line as it is laid out. */
  lines: string[];
  /** Whether the lines are one message; a form or a table says many things. */
  message: boolean;
}

/**
 * Finds windows and tells title, text and buttons apart by what they are and where they stand. Self-contained, because
 * its source text is sent to the browser.
 */
export function windowsOf(see: Eyes) {
  interface Line {
    text: string;
    element: Element;
    block: Element;
    button: boolean;
    top: number;
    height: number;
  }

  const PRESSABLE = 'button, summary, a[href], [role=button], [role=link], [onclick], [tabindex]:not([tabindex="-1"])';
  const HEADING = 'h1, h2, h3, h4, h5, h6, [role=heading], legend, header';
  /** A button says no more than this; so does a title. */
  const [LONGEST_BUTTON, LONGEST_TITLE] = [40, 80];
  /** More than this is read line by line. */
  const [MOST_LINES, MOST_LETTERS] = [10, 400];

  const spaced = (text: string) => text.replace(/[\s\u00a0\u200b]+/g, ' ').trim();
  const wordsIn = (text: string) => text.split(' ').length;
  const size = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize);
  const weight = (element: Element) => Number(getComputedStyle(element).fontWeight);

  function liesOver(element: Element): boolean {
    for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement)
      if (['fixed', 'absolute'].includes(getComputedStyle(at).position)) return true;
    return false;
  }

  /** A layer that lies over the whole page and everything in it, with some words of its own in its middle. */
  function coveringLayer(): HTMLElement | undefined {
    const covers = (element: Element) =>
      see.place(element).width >= innerWidth * 0.95 &&
      see.place(element).height >= innerHeight * 0.95 &&
      ['fixed', 'absolute'].includes(getComputedStyle(element).position);
    let layer: HTMLElement | undefined;
    for (let at = document.elementFromPoint(3, 3); at !== null && at !== document.body; at = at.parentElement)
      if (at instanceof HTMLElement && covers(at)) layer = at;
    const said = layer?.innerText ?? '';
    if (layer === undefined || said.trim() === '' || said.length > 600) return undefined;
    const texts = see.texts(document);
    const within = texts.filter((text) => layer!.contains(text)).map(see.place);
    const width = Math.max(...within.map(({ right }) => right)) - Math.min(...within.map(({ left }) => left));
    // The page itself has everything inside it, and goes from one side to the other.
    return texts.length < within.length + 5 || width > innerWidth * 0.8 ? undefined : layer;
  }

  /**
   * The windows that are shown, by the CSS and the number by which each is found again: those of known makes, else a
   * layer over the whole page. What is inside one belongs to it.
   */
  function open({ certain, likely }: WindowKinds): { element: HTMLElement; css: string; nth: number }[] {
    const css = likely === undefined ? certain : `${certain}, ${likely}`;
    const all = [...document.querySelectorAll<HTMLElement>(css)];
    const isWindow = (element: Element) =>
      see.shown(element) && !element.matches('html, body') && (element.matches(certain) || liesOver(element));
    const windows = all.filter(isWindow);
    const outermost = windows.filter(
      (element) => !windows.some((other) => other !== element && other.contains(element)),
    );
    if (outermost.length > 0) return outermost.map((element) => ({ element, css, nth: all.indexOf(element) }));
    const layer = coveringLayer();
    return layer === undefined
      ? []
      : [{ element: layer, css: '*', nth: [...document.querySelectorAll('*')].indexOf(layer) }];
  }

  /** The lines of a window: one for each block of text, and one for each button. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk through the window
  function linesOf(window: Element, answers: string[]): Line[] {
    const known = new Set(answers.map(see.plain));
    const pressed = getComputedStyle(window).cursor === 'pointer';
    const lines: Line[] = [];
    let last: Element | undefined;
    for (const node of see.textNodes(window)) {
      const element = node.parentElement!;
      if (['SCRIPT', 'STYLE', 'OPTION', 'NOSCRIPT', 'TEXTAREA'].includes(element.tagName) || !see.shown(element))
        continue;
      const own = element.closest(PRESSABLE);
      const pointed = !pressed && getComputedStyle(element).cursor === 'pointer' ? element : undefined;
      const pressable =
        own !== null && own !== window && window.contains(own) && spaced(own.textContent!).length <= LONGEST_BUTTON
          ? own
          : pointed;
      const answering = element !== window && known.has(see.plain(element.textContent)) ? element : undefined;
      const button = pressable ?? answering;
      let block = element;
      while (
        block !== window &&
        block.parentElement !== null &&
        /^(inline$|contents)/.test(getComputedStyle(block).display)
      )
        block = block.parentElement;
      const part = button ?? block;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { top, bottom } = range.getBoundingClientRect();
      const before = lines.at(-1);
      if (before !== undefined && last === part) {
        before.text += node.nodeValue;
        before.height = Math.max(before.height, bottom - before.top);
      } else
        lines.push({ text: node.nodeValue!, element, block, button: button !== undefined, top, height: bottom - top });
      last = part;
    }
    return lines.map((line) => ({ ...line, text: spaced(line.text) })).filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  }

  /** What names the window by the page's own links. */
  function names(window: Element): Element[] {
    const linked = [window, ...window.querySelectorAll('[aria-labelledby]')].filter(
      (element) => element === window || element.matches('dialog, [role=dialog], [role=alertdialog]'),
    );
    return linked
      .flatMap((element) => (element.getAttribute('aria-labelledby') ?? '').split(/\s+/))
      .flatMap((id) => document.getElementById(id) ?? []);
  }

  /** Whether the first line stands apart from the text below it, as a caption does. */
  function apart(line: Line, hint: Line): boolean {
    const { text, element } = line;
    if (
      text.length > LONGEST_TITLE ||
      /[.…,;]$/.test(text) ||
      line.height > size(element) * 2.4 ||
      hint.top < line.top + line.height - 4
    )
      return false;
    if (wordsIn(text) <= 4 && wordsIn(hint.text) >= 4 && wordsIn(hint.text) > wordsIn(text)) return true;
    if (weight(element) >= weight(hint.element) + 200 || size(element) >= size(hint.element) * 1.15) return true;
    let bar = line.block;
    while (bar.parentElement !== null && !bar.parentElement.contains(hint.element)) bar = bar.parentElement;
    // A bar of another colour, or one with a line under it.
    const { backgroundColor, borderBottomWidth } = getComputedStyle(bar);
    return (
      (!/^rgba\(0, 0, 0, 0\)|transparent/.test(backgroundColor) &&
        backgroundColor !== getComputedStyle(bar.parentElement!).backgroundColor) ||
      Number.parseFloat(borderBottomWidth) > 0
    );
  }

  function words(window: Element, answers: string[]): WindowWords {
    const all = linesOf(window, answers);
    const said = all.filter(({ button }) => !button);
    const texts = said.length > 0 ? said : all;
    const named = names(window);
    const isHeading = ({ element }: Line) =>
      named.some((name) => name.contains(element)) ||
      (element.closest(HEADING) !== null && window.contains(element.closest(HEADING)));
    const down = [...texts].sort((a, b) => a.top - b.top);
    const titles: Line[] = [];
    for (const line of down) {
      const hint = down[down.indexOf(line) + 1];
      if (!isHeading(line) && !(titles.length === 0 && hint !== undefined && apart(line, hint))) break;
      titles.push(line);
    }
    // Among headings alone, those below the first are what it says.
    const title = titles.length === texts.length ? titles.slice(0, 1) : titles;
    const lines = texts.filter((line) => !title.includes(line)).map(({ text }) => text);
    const many =
      see.boxes(window).length > 0 ||
      window.querySelector('table, dl, select, [role=row], [role=grid], [role=listbox]') !== null ||
      lines.length > MOST_LINES ||
      lines.join(' ').length > MOST_LETTERS;
    return { title: title.map(({ text }) => text).join(' '), lines, message: !many };
  }

  return { open, words };
}

/**
 * What a window says: its text; its title only where it has nothing else, or where the text alone does not tell what
 * has happened.
 * @param tells whether a text tells that something was done, refused or went wrong
 */
export function spoken({ title, lines }: WindowWords, tells: (text: string) => boolean): string {
  const text = lines.join(' ');
  if (text === '' || title === '') return text || title;
  return tells(text) || !tells(title) ? text : `${title}: ${text}`;
}

/** The same as texts among those of the page: one message, or line by line. */
export function spokenTexts(window: WindowWords, tells: (text: string) => boolean): string[] {
  return window.message || window.lines.length === 0 ? [spoken(window, tells)] : window.lines;
}
