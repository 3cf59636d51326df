import { comparePictures, inWords, outline, type Verb } from './compare-pictures.ts';

const ZOOMS = [
  ['fit', 'Zoom: whole'],
  ['actual', 'Zoom: 100 %'],
  ['double', 'Zoom: 200 %'],
] as const;

/** Brings the marked place into the middle of what shows it. */
function centre(view: HTMLElement): void {
  const mark = view.querySelector('.mark .line')?.getBoundingClientRect();
  if (mark === undefined) return;
  const { left, top, width, height } = view.getBoundingClientRect();
  view.scrollBy(mark.left + mark.width / 2 - left - width / 2, mark.top + mark.height / 2 - top - height / 2);
}

/** Whole, actual size, double: the reader's choice stays from one picture to the next. */
function watchZoom(stage: HTMLElement, button: HTMLElement): void {
  let current = Math.max(
    0,
    ZOOMS.findIndex(([name]) => name === sessionStorage.getItem('keywright-zoom')),
  );
  const show = () => {
    const [name, words] = ZOOMS[current]!;
    stage.dataset['zoom'] = name;
    button.textContent = words;
    button.setAttribute('aria-pressed', String(current > 0));
    for (const image of stage.querySelectorAll('img')) {
      image.style.width =
        name === 'fit' ? '' : `${Number(image.getAttribute('width')) * (name === 'double' ? 2 : 1)}px`;
    }
    const views = stage.querySelectorAll<HTMLElement>('.view');
    if (name !== 'fit') for (const view of views.length > 0 ? views : [stage]) centre(view);
    sessionStorage.setItem('keywright-zoom', name);
  };
  const turn = () => {
    current = (current + 1) % ZOOMS.length;
    show();
    (stage.querySelector<HTMLElement>('.view') ?? stage).focus({ preventScroll: true });
  };
  button.addEventListener('click', turn);
  show();
}

/** The right picture lies over the left one; the slider says how much of it is cut away. */
function watchSlider(pane: HTMLElement, slide: HTMLInputElement): void {
  const show = () => pane.style.setProperty('--at', `${slide.value}%`);
  slide.addEventListener('input', show);
  const follow = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    const { left, width } = pane.getBoundingClientRect();
    slide.value = String(Math.round(((event.clientX - left) / width) * 100));
    show();
  };
  pane.addEventListener('pointerdown', (event) => {
    pane.setPointerCapture(event.pointerId);
    follow(event);
  });
  pane.addEventListener('pointermove', follow);
  pane.addEventListener('dragstart', (event) => event.preventDefault());
  show();
}

/** Two enlarged pictures show the same place: where one is scrolled to, the other is too. */
function scrollTogether(views: HTMLElement[]): void {
  for (const view of views) {
    view.addEventListener('scroll', () => {
      for (const other of views) if (other !== view) other.scrollTo(view.scrollLeft, view.scrollTop);
    });
  }
}

async function compare(findings: HTMLElement): Promise<void> {
  const { left, right, verb, since } = findings.dataset;
  const found = await comparePictures(left!, right!);
  findings.textContent = inWords(found, verb as Verb, since);
  if (findings.dataset['shown'] !== undefined)
    for (const over of document.querySelectorAll<SVGSVGElement>('.stage .changes')) outline(over, found);
}

/** What the large picture can do. */
export function watchStage(): void {
  const part = (id: string) => document.getElementById(id);
  const [stage, zoom, slider, slide, findings] = [
    part('stage'),
    part('zoom'),
    part('slider'),
    part('slide'),
    part('findings'),
  ];
  if (stage && zoom) watchZoom(stage, zoom);
  scrollTogether([...document.querySelectorAll<HTMLElement>('.stage .view')]);
  if (slider && slide instanceof HTMLInputElement) watchSlider(slider, slide);
  if (findings) compare(findings).catch(() => (findings.textContent = 'The pictures could not be compared.'));
}
