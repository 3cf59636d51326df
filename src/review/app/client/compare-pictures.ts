import type { Differences, Pixels } from './differences.ts';
import { differencesOf } from './differences.ts';

async function pixelsOf(address: string): Promise<Pixels> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Loads two pictures of this server and compares them. */
export async function comparePictures(left: string, right: string): Promise<Differences> {
  const [one, other] = await Promise.all([pixelsOf(left), pixelsOf(right)]);
  return differencesOf(one, other);
}

/** Of one run's pictures something changed; two runs differ. */
export type Verb = 'changed' | 'differ';

/** What was found, in words. */
export function inWords({ places, share }: Differences, verb: Verb, since = ''): string {
  const ending = since === '' ? '' : ` ${since}`;
  const many = places.length !== 1;
  if (places.length === 0) return `Nothing ${verb === 'differ' ? 'differs' : verb}${ending}.`;
  const percent = share * 100;
  return (
    `${places.length} ${many ? 'places' : 'place'} ${verb === 'differ' && !many ? 'differs' : verb}${ending} ` +
    `(${percent < 0.1 ? 'under 0.1' : percent.toFixed(1)} %).`
  );
}

/** Room between a place and its outline, in the picture's pixels. */
const MARGIN = 5;

/** Draws outlines around the places over a picture. */
export function outline(over: SVGSVGElement, { places }: Differences): void {
  over.replaceChildren(
    ...places.flatMap((place) =>
      ['halo', 'line'].map((name) => {
        const rectangle = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
        rectangle.setAttribute('class', name);
        const around = {
          x: place.x - MARGIN,
          y: place.y - MARGIN,
          width: place.width + 2 * MARGIN,
          height: place.height + 2 * MARGIN,
          rx: 4,
        };
        for (const [side, length] of Object.entries(around)) rectangle.setAttribute(side, String(length));
        return rectangle;
      }),
    ),
  );
}
