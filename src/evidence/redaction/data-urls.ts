import { percentDecoded } from '../../files/percent-decoded.ts';

/** The SVG pictures in `data:` addresses, as text: with and without their tags. */
export function textsInDataUrls(text: string): string[] {
  return [...text.matchAll(/data:image\/svg\+xml([^,]*),([^"\s)]*)/gi)]
    .map(([, kind, body]) =>
      /;base64/i.test(kind!) ? Buffer.from(body!, 'base64').toString('utf8') : percentDecoded(body!),
    )
    .map((svg) =>
      svg.replace(/&#(x?)([\da-f]+);/gi, (_, hex: string, code: string) =>
        String.fromCharCode(Number.parseInt(code, hex === '' ? 10 : 16)),
      ),
    )
    .flatMap((svg) => [svg, svg.replace(/<[^>]*>/g, '')]);
}

/** Narrower pictures are icons: no key can be read in them. */
const ICON = 64;

/** The width of a PNG or GIF whose beginning this is, in base64. */
function widthOf(base64: string): number {
  const head = Buffer.from(base64.slice(0, 64), 'base64');
  if (head.length < 24) return 0;
  if (head.toString('latin1', 1, 4) === 'PNG') return head.readUInt32BE(16);
  return head.toString('latin1', 0, 3) === 'GIF' ? head.readUInt16LE(6) : Infinity;
}

/** Whether an address, or a style that holds one, is of a bitmap that a script may have drawn: a blob or `data:`. */
export function isBitmap(text: string): boolean {
  if (/^blob:|url\("?blob:/i.test(text)) return true;
  return [...text.matchAll(/data:image\/(?!svg)[^,]*,([^"\s)]*)/gi)].some(
    ([whole, body]) => !/;base64,/i.test(whole) || widthOf(body!) >= ICON,
  );
}
