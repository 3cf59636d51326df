import type { ShownPicture } from '../view.ts';
import { countAge } from './clock.ts';
import { part, say } from './dom.ts';

let newest: ShownPicture = { none: true };
let loading: Promise<void> | undefined;
/**
 * Ends the wait for a picture that is not wanted any more: one that is taken away while it loads never says so by
 * itself.
 */
let giveUp = (): void => undefined;

function showCard(words: string, drawing: string): void {
  const image = part('image');
  image.hidden = true;
  image.removeAttribute('src');
  giveUp();
  say(part('reason'), words);
  part('card').querySelector('use')!.setAttribute('href', `#icon-${drawing}`);
  part('card').hidden = false;
}

/**
 * One after the other, so that a slow connection shows every picture that it can, and never one that is older than the
 * card.
 */
async function load(): Promise<void> {
  const image = part('image') as HTMLImageElement;
  for (let last = 0; 'number' in newest && newest.number !== last; ) {
    last = newest.number;
    image.src = `/picture/${last}`;
    const good = await Promise.race([
      image.decode().then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => (giveUp = () => resolve(false))),
    ]);
    if (!good || !('number' in newest)) continue;
    image.hidden = false;
    part('card').hidden = true;
  }
}

/** Says how old a picture is that is no longer how the page looks. */
function showAge(picture: ShownPicture): void {
  const age = 'age' in picture ? picture.age : undefined;
  part('picture').classList.toggle('outdated', age !== undefined);
  part('age').hidden = age === undefined;
  if (age !== undefined) countAge(part('age'), age);
}

/** The picture of now, or why there is none. */
export function showPicture(picture: ShownPicture): void {
  newest = picture;
  showAge(picture);
  if ('number' in picture) loading ??= load().finally(() => (loading = undefined));
  else if ('withheld' in picture) showCard(picture.withheld, 'hidden');
  else showCard('There is no picture yet.', 'look');
}

/** When what was asked for has come. */
export const picturesCame = async (): Promise<void> => await loading;
