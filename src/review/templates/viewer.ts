import { html } from 'hono/html';
import { icon } from '../../web/icons.ts';
import type { Html } from '../../web/html.ts';

/** The window in which pictures are enlarged; empty until the script fills it. */
export function viewer(): Html {
  return html`<dialog class="viewer" id="viewer" aria-labelledby="viewer-title">
    <div class="viewer-bar">
      <p id="viewer-title" aria-live="polite" dir="auto"></p>
      <span id="viewer-place"></span>
      <button
        type="button"
        id="viewer-previous"
        aria-keyshortcuts="ArrowLeft"
        title="Previous picture (left arrow)"
      >
        ${icon('previous')}<span>Previous</span>
      </button>
      <button type="button" id="viewer-next" aria-keyshortcuts="ArrowRight" title="Next picture (right arrow)">
        <span>Next</span>${icon('next')}
      </button>
      <button
        type="button"
        id="viewer-size"
        aria-pressed="false"
        title="Each pixel of the picture as one of the screen"
      >
        ${icon('enlarge')}<span>Actual size</span>
      </button>
      <button type="button" id="viewer-close" title="Close (Escape)">${icon('close')}<span>Close</span></button>
    </div>
    <div class="stage" id="viewer-stage" tabindex="0" role="group" aria-labelledby="viewer-title"></div>
    <div class="viewer-caption" id="viewer-caption"></div>
  </dialog>`;
}

/** Moves copies of what the page holds already into the window: no text ever becomes markup. */
export const VIEWER_SCRIPT = `
(() => {
  const part = (name) => document.getElementById('viewer' + name);
  const viewer = part(''), title = part('-title'), place = part('-place'), stage = part('-stage'), caption = part('-caption');
  const previous = part('-previous'), next = part('-next'), size = part('-size');
  let links = [], current = 0, opener;

  const copies = (parent) => Array.from(parent.children, (child) => child.cloneNode(true));
  const show = (index) => {
    if (!links[index]) return;
    current = index;
    const figure = links[index].closest('figure');
    title.textContent = figure.querySelector('.when strong').textContent + ': ' + figure.closest('.gesture').querySelector('h4').textContent;
    place.textContent = (index + 1) + ' of ' + links.length;
    stage.replaceChildren(...copies(links[index]));
    caption.replaceChildren(...copies(figure.querySelector('figcaption')));
    previous.setAttribute('aria-disabled', index === 0);
    next.setAttribute('aria-disabled', index === links.length - 1);
  };
  const actual = (on) => {
    viewer.classList.toggle('actual', on);
    size.setAttribute('aria-pressed', on);
    stage.focus();
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-picture]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    links = Array.from(document.querySelectorAll('figure a[data-picture]')).filter((candidate) => candidate.checkVisibility());
    const index = links.findIndex((candidate) => candidate.dataset.picture === link.dataset.picture);
    if (index < 0) return;
    opener = link;
    show(index);
    viewer.showModal();
    actual(false);
  });
  viewer.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    // At actual size the arrows move the picture while there is more of it than fits.
    if (event.key.startsWith('Arrow') && stage.scrollWidth > stage.clientWidth) return;
    const target = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: links.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    show(target);
  });
  previous.addEventListener('click', () => show(current - 1));
  next.addEventListener('click', () => show(current + 1));
  size.addEventListener('click', () => actual(!viewer.classList.contains('actual')));
  stage.addEventListener('click', () => actual(!viewer.classList.contains('actual')));
  part('-close').addEventListener('click', () => viewer.close());
  viewer.addEventListener('close', () => (opener.dataset.picture === links[current].dataset.picture ? opener : links[current]).focus());

  const spy = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      const link = document.querySelector('.contents a[href="#' + target.id + '"]');
      if (isIntersecting) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }, { rootMargin: '-30% 0px -69% 0px' });
  for (const step of document.querySelectorAll('.step')) spy.observe(step);
})();
`;
