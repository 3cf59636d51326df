import { comparePictures, inWords, outline } from './compare-pictures.ts';

/** Compares pair after pair, and counts. */
export function watchPairs(): void {
  const waiting = new Set(document.querySelectorAll<HTMLElement>('.pair[data-left]'));
  const status = document.querySelector<HTMLElement>('#compared');
  if (waiting.size === 0 || !status) return;
  const total = waiting.size;
  let differing = 0;
  let failed = document.querySelectorAll('.pair.unshown').length;
  const say = () => {
    const rest = failed === 0 ? '' : `; ${failed} could not be compared`;
    status.textContent =
      waiting.size > 0
        ? `Compared ${total - waiting.size} of ${total}, ${differing} differ …`
        : `${differing === 0 ? 'No pair differs' : `${differing} of ${total} differ`}${rest}.`;
  };
  const next = async (): Promise<void> => {
    for (const pair of waiting) {
      waiting.delete(pair);
      const said = pair.querySelector<HTMLElement>('.said')!;
      try {
        const found = await comparePictures(pair.dataset['left']!, pair.dataset['right']!);
        if (found.places.length > 0) differing += 1;
        pair.classList.toggle('equal', found.places.length === 0);
        said.textContent = found.places.length === 0 ? 'the same' : inWords(found, 'differ');
        for (const over of pair.querySelectorAll<SVGSVGElement>('.changes')) outline(over, found);
      } catch {
        failed += 1;
        said.textContent = 'could not be compared: a picture is not shown';
      }
      say();
    }
  };
  void next();
  document
    .querySelector<HTMLInputElement>('#only-differing')
    ?.addEventListener('change', (event) =>
      document.body.classList.toggle('only-differing', (event.target as HTMLInputElement).checked),
    );
}
