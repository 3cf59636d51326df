import { differencesOf } from './differences.ts';
import type { Differences, Pixels } from './differences.ts';

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

/** What was found, in words. */
export function inWords({ places, share }: Differences, between: string): string {
  if (places.length === 0) return `Nothing changed ${between}.`;
  const percent = share * 100;
  return `${places.length} ${places.length === 1 ? 'place' : 'places'} changed ${between} (${percent < 0.1 ? 'under 0.1' : percent.toFixed(1)} %).`;
}

/** Draws outlines around the places over a picture. */
export function outline(over: SVGSVGElement, { places }: Differences): void {
  over.replaceChildren(...places.flatMap((place) => ['halo', 'line'].map((name) => {
    const rectangle = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    rectangle.setAttribute('class', name);
    for (const side of ['x', 'y', 'width', 'height'] as const) rectangle.setAttribute(side, String(place[side]));
    return rectangle;
  })));
}
