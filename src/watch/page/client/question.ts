import type { Line, ShownQuestion } from '../view.ts';
import { countDown } from './clock.ts';
import { command } from './controls.ts';
import { drawing, make, part } from './dom.ts';

const IN_THE_PICTURE = 'Click it in the picture. Nothing is pressed in the portal.';
const IN_THE_BROWSER = 'Do this in the browser of the run. The run continues when it is done.';

const KIND = {
  approve: { words: 'Approval needed', drawing: 'hand', tone: 'warn' },
  failed: { words: 'Step failed', drawing: 'bad', tone: 'bad' },
  hands: { words: 'A person is needed', drawing: 'hand', tone: 'calm' },
  point: { words: 'Point at it', drawing: 'hand', tone: 'calm' },
  words: { words: 'Is that right?', drawing: 'hand', tone: 'calm' },
} as const;

const CHOICES = new Map([
  ['approve', { words: 'Approve', keys: 'a' }],
  ['retry', { words: 'Retry', keys: 'r' }],
  ['by hand', { words: 'Done by hand', keys: 'h' }],
  ['take over', { words: 'Take over in a window', keys: 'w' }],
  ['point', { words: 'Point at it', keys: 't' }],
  ['confirm', { words: 'Yes, keep these words', keys: 'y' }],
  ['skip', { words: 'Leave it', keys: 'k' }],
]);

/** What most people want, and what stands out. */
const MAIN = new Set(['approve', 'retry', 'confirm']);

/** Problems in rows, other lines as they are. */
export function linesOf(lines: Line[]): HTMLElement[] {
  return lines.map(({ name, text }) =>
    name === ''
      ? make('p', { dir: 'auto' }, text)
      : make('dl', { class: name === 'Next' ? 'next' : '' }, make('dt', {}, name), make('dd', { dir: 'auto' }, text)),
  );
}

/** The name comes first: an approval says whose it is. */
function approval(id: number, mainButton: HTMLButtonElement): HTMLFormElement {
  const who = make('input', {
    id: 'who',
    name: 'who',
    maxlength: '100',
    required: '',
    autocomplete: 'name',
    value: document.body.dataset['operator'] ?? '',
  });
  mainButton.type = 'submit';
  const form = make('form', { class: 'approval' }, make('label', { for: 'who' }, 'Approved by'), who, mainButton);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void command('approve', { question: String(id), who: who.value });
  });
  return form;
}

function choice(id: number, name: string): HTMLElement {
  if (name === 'stop') {
    const stop = make(
      'button',
      { type: 'button', class: 'stop' },
      drawing('stop'),
      make('span', {}, 'Stop'),
      ' ',
      make('kbd', {}, 'X'),
    );
    stop.addEventListener('click', () => part('stop').click());
    return stop;
  }
  const { words, keys } = CHOICES.get(name) ?? { words: name, keys: '' };
  const button = make(
    'button',
    {
      type: 'button',
      'data-keys': keys,
      'aria-keyshortcuts': keys,
      ...(MAIN.has(name) && { class: 'approve' }),
    },
    make('span', {}, words),
    ' ',
    make('kbd', {}, keys.toUpperCase()),
  );
  if (name === 'approve') return approval(id, button);
  button.addEventListener('click', () => void command(name, { question: String(id) }));
  return button;
}

/** Sends where somebody clicks in the picture while a question waits for it. */
function takeClicks(id: number | undefined): void {
  const image = part('image') as HTMLImageElement;
  image.classList.toggle('pointing', id !== undefined);
  image.onclick = (event) => {
    if (id === undefined) return;
    // The picture is as large as fits into its place.
    const { left, top, width, height } = image.getBoundingClientRect();
    const scale = Math.min(width / image.naturalWidth, height / image.naturalHeight);
    const inside = (at: number, from: number, room: number, size: number) =>
      (at - from - (room - size * scale) / 2) / (size * scale);
    const x = inside(event.clientX, left, width, image.naturalWidth);
    const y = inside(event.clientY, top, height, image.naturalHeight);
    void command('point', { question: String(id), x: String(x), y: String(y) });
  };
}

let shown: number | undefined;

/** What the run wants to know. The focus goes to it when it comes, and back to the page when it goes. */
export function showQuestion(question: ShownQuestion | undefined): void {
  const panel = part('ask');
  if (question?.id === shown) return;
  shown = question?.id;
  if (question === undefined) {
    const had = panel.contains(document.activeElement);
    panel.hidden = true;
    panel.replaceChildren();
    takeClicks(undefined);
    if (had) part('main').focus({ preventScroll: true });
    return;
  }
  const kind = KIND[question.kind];
  const left = make('span', { class: 'left', role: 'timer' });
  const commands = document.body.dataset['role'] === 'control';
  panel.className = `ask ${kind.tone}`;
  panel.replaceChildren(
    make('p', { class: 'ask-kind' }, drawing(kind.drawing), make('strong', {}, kind.words), left),
    make('h2', { id: 'ask-title', dir: 'auto' }, question.title),
    ...(question.again === undefined ? [] : linesOf([{ name: 'Asked again', text: question.again }])),
    ...(question.lines.length > 0
      ? [
          make(
            'div',
            { class: 'asked', tabindex: '0', role: 'group', 'aria-labelledby': 'ask-title' },
            ...linesOf(question.lines),
          ),
        ]
      : []),
    ...(question.kind === 'hands' ? [make('p', { class: 'quiet-line' }, IN_THE_BROWSER)] : []),
    ...(question.kind === 'point' && commands ? [make('p', { class: 'quiet-line' }, IN_THE_PICTURE)] : []),
    ...(question.signed === undefined
      ? []
      : [
          make('p', { dir: 'auto' }, `${question.signed.who} Send them this command:`),
          make('code', {}, question.signed.command),
        ]),
    ...(commands
      ? [make('div', { class: 'choices' }, ...question.choices.map((name) => choice(question.id, name)))]
      : [make('p', { class: 'quiet-line' }, 'Waiting for an answer.')]),
  );
  panel.hidden = false;
  takeClicks(question.kind === 'point' && commands ? question.id : undefined);
  countDown(left, question.left);
  if (commands) panel.focus({ preventScroll: innerWidth >= 1024 });
}
