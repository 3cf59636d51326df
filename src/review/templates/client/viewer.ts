// Runs inside the report. It only moves copies of what the page holds already: no text ever becomes markup.

const part = <T extends HTMLElement>(name: string): T => document.querySelector<T>(`#viewer${name}`)!;

const viewer = part<HTMLDialogElement>('');
const title = part('-title');
const place = part('-place');
const stage = part('-stage');
const caption = part('-caption');
const previous = part('-previous');
const next = part('-next');
const size = part('-size');

/** The pictures that can be seen on the page, in its order, and which of them is enlarged. */
let links: HTMLElement[] = [];
let current = 0;
let opener: HTMLElement;

const copies = (parent: Element) => Array.from(parent.children, (child) => child.cloneNode(true));

function show(index: number): void {
  const link = links[index];
  if (link === undefined) return;
  current = index;
  const figure = link.closest('figure')!;
  title.textContent = link.dataset['title']!;
  place.textContent = `${index + 1} of ${links.length}`;
  stage.replaceChildren(...copies(link));
  caption.replaceChildren(...copies(figure.querySelector('figcaption')!));
  previous.setAttribute('aria-disabled', String(index === 0));
  next.setAttribute('aria-disabled', String(index === links.length - 1));
}

function setActualSize(on: boolean): void {
  viewer.classList.toggle('actual', on);
  size.setAttribute('aria-pressed', String(on));
  stage.focus();
}

const toggleSize = () => setActualSize(!viewer.classList.contains('actual'));
const hasModifier = (event: MouseEvent | KeyboardEvent) =>
  event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

document.addEventListener('click', (event) => {
  const pressed = (event.target as Element).closest<HTMLElement>('a[data-picture], a[data-enlarges]');
  if (pressed === null || event.button !== 0 || hasModifier(event)) return;
  // The band of a picture stands for the whole one below it.
  const whole = pressed.closest('figure')?.querySelector<HTMLElement>('a[data-picture]');
  const link = pressed.dataset['picture'] === undefined ? whole : pressed;
  if (!link) return;
  event.preventDefault();
  links = [...document.querySelectorAll<HTMLElement>('figure a[data-picture]')].filter((each) =>
    each.checkVisibility(),
  );
  // A small picture outside the row of pictures stands for the one of that number.
  const same = links.findIndex((each) => each.dataset['picture'] === link.dataset['picture']);
  const index = links.includes(link) ? links.indexOf(link) : same;
  if (index < 0) return;
  opener = link;
  show(index);
  viewer.showModal();
  setActualSize(false);
});

viewer.addEventListener('keydown', (event) => {
  if (hasModifier(event)) return;
  // At actual size the arrows move the picture while there is more of it than fits.
  if (event.key.startsWith('Arrow') && stage.scrollWidth > stage.clientWidth) return;
  const targets: Record<string, number> = {
    ArrowLeft: current - 1,
    ArrowRight: current + 1,
    Home: 0,
    End: links.length - 1,
  };
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  show(target);
});
viewer.addEventListener('close', () => {
  const shown = links[current]!;
  (opener.dataset['picture'] === shown.dataset['picture'] ? opener : shown).focus();
});

previous.addEventListener('click', () => show(current - 1));
next.addEventListener('click', () => show(current + 1));
size.addEventListener('click', toggleSize);
stage.addEventListener('click', toggleSize);
part('-close').addEventListener('click', () => viewer.close());

// The contents mark the step that is being read.
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      const link = document.querySelector(`.contents a[href="#${target.id}"]`)!;
      if (isIntersecting) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  },
  { rootMargin: '-30% 0px -69% 0px' },
);
for (const step of document.querySelectorAll('.step')) observer.observe(step);
