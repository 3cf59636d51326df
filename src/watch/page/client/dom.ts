export const part = (id: string): HTMLElement => document.getElementById(id)!;

/** An element with texts and elements in it. Texts stay texts. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...inside);
  return element;
}

/** A drawing of the page's icon sheet. */
export function drawing(name: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Leaves what says the same already alone, so that nothing is read out twice. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Calls back when what it is given is not the same as before. */
export function onDifference<T>(draw: (value: T) => void): (value: T) => void {
  let before: string | undefined;
  return (value) => {
    const now = JSON.stringify(value) ?? '';
    if (now === before) return;
    before = now;
    draw(value);
  };
}
