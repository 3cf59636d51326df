/** Characters that take two cells of a terminal: East Asian wide ones, and emoji. */
const WIDE = /[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹯＀-｠￠-￦]|\p{Emoji_Presentation}|[\u{20000}-\u{3FFFD}]/u;
const ZERO = /^(?:\p{Mark}|\u200D)/u;

/** How many cells of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/**
 * The text in lines of at most so many cells, broken at spaces only: an address or a path that is longer keeps a line
 * of its own, so that it can be copied.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(' ')) {
    const longer: string = line === undefined ? word : `${line} ${word}`;
    if (line === undefined || widthOf(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line ?? ''];
}

/** The text in at most so many cells. What does not fit is left out word by word, so that no address is cut. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const words = text.split(' ');
  while (words.length > 0 && widthOf(words.join(' ')) + 2 > width) words.pop();
  return words.length === 0 ? '…' : `${words.join(' ')} …`;
}
