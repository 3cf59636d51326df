import { expect, test } from '@playwright/test';
import { marksOn } from '../../../pages/screen/messages/marks.ts';
import { Phrases } from '../../../pages/screen/messages/phrases.ts';
import { News, type Speech, saidOn } from '../../../pages/screen/messages/said.ts';
import { coverOf } from '../../../pages/screen/windows/cover.ts';
import { answerOf, closerOf, dialogsOn, noticesOn } from '../../../pages/screen/windows/dialog.ts';
import { questionSince } from '../../../pages/screen/windows/question.ts';
import { type Part, screenOf } from '../../support/screen-of.ts';

const speech: Speech = { phrases: new Phrases(), answers: ['OK', 'Close', 'Yes', 'No', 'Cancel', 'Delete'] };
const dialogs = (parts: Part[]) =>
  dialogsOn(screenOf(parts), speech.answers).map(({ title, lines, buttons, message, form }) => ({
    title,
    lines,
    buttons: buttons.map((button) => button.said()),
    message,
    form,
  }));

const button = (word: string, left: number, top = 380): Part => ({
  tag: 'button',
  role: 'button',
  kind: 'button',
  at: [left, top, 60, 30],
  inside: [word],
});
const PAGE: Part = {
  at: [0, 0, 1000, 700],
  inside: [
    { tag: 'h1', role: 'heading', at: [20, 20, 200, 30], inside: ['New Member'] },
    { at: [20, 70, 960, 20], inside: ['Member ID'] },
    button('OK', 20, 100),
  ],
};
const WORDS: (Part | string)[] = [
  { tag: 'h2', role: 'heading', at: [320, 220, 360, 30], inside: ['Error'] },
  { tag: 'p', at: [320, 270, 360, 40], inside: ['This Member ID already exists.'] },
  button('OK', 600),
];
const READ = { title: 'Error', lines: ['This Member ID already exists.'], buttons: ['OK'], message: true, form: false };

for (const [make, part] of Object.entries<Partial<Part>>({
  'that calls itself a dialog': { role: 'dialog' },
  'that the profile knows': { hooks: ['window'] },
  'of no known make that lies over the page': { layer: 9, placed: true },
})) {
  test(`a window ${make} is read as title, text and buttons`, () => {
    expect(dialogs([PAGE, { at: [300, 200, 400, 220], inside: WORDS, ...part }])).toEqual([READ]);
  });
}

for (const [what, part] of Object.entries<Part>({
  'the page itself, laid out in a layer': { ...PAGE, layer: 2, placed: true },
  'a pane beside others': { at: [200, 60, 800, 640], layer: 2, placed: true, inside: WORDS },
  'an open menu': {
    at: [20, 130, 120, 90],
    layer: 5,
    placed: true,
    inside: [
      { at: [20, 130, 120, 30], inside: ['Copy'] },
      { at: [20, 160, 120, 30], inside: ['Delete'] },
      { at: [20, 190, 120, 30], inside: ['Close'] },
    ],
  },
})) {
  test(`${what} is no window`, () => {
    const rail: Part = { at: [0, 0, 180, 700], layer: 2, placed: true, inside: ['System'] };
    expect(dialogs([what.includes('menu') ? PAGE : rail, part])).toEqual([]);
  });
}

test('a window with boxes is a form that says many things', () => {
  const box: Part = { tag: 'input', kind: 'box', value: 'typed', at: [320, 310, 200, 30] };
  const [form] = dialogs([PAGE, { role: 'dialog', at: [300, 200, 400, 220], inside: [...WORDS, box] }]);
  expect(form).toMatchObject({ form: true, message: false, lines: ['This Member ID already exists.'] });
});

test('a window is closed by its words, else by a sign with the name', () => {
  const sign: Part = { tag: 'i', kind: 'icon', title: 'Close', at: [670, 205, 16, 16] };
  const screen = screenOf([PAGE, { role: 'dialog', at: [300, 200, 400, 220], inside: [...WORDS, sign] }]);
  const [window] = dialogsOn(screen, speech.answers);
  expect(answerOf(window!, ['OK'])?.box.left).toBe(600);
  expect(answerOf(window!, ['Yes'])).toBeUndefined();
  expect(closerOf(window!, ['Close'])?.kind).toBe('icon');
});

test('a sign without a name closes a window only from its upper right corner', () => {
  const at = (left: number, top: number) => {
    const sign: Part = { tag: 'svg', kind: 'icon', at: [left, top, 16, 16] };
    const screen = screenOf([PAGE, { role: 'dialog', at: [300, 200, 400, 220], inside: [...WORDS, sign] }]);
    return closerOf(dialogsOn(screen, speech.answers)[0]!, ['Close'])?.kind;
  };
  expect([at(670, 210), at(310, 210), at(670, 300)]).toEqual(['icon', undefined, undefined]);
});

test('a message that is laid out by a table is one message, and a table of values is not', () => {
  const row = (top: number, ...cells: string[]): Part => ({
    tag: 'tr',
    role: 'row',
    at: [320, top, 360, 20],
    inside: cells.map((cell, n) => ({ tag: 'td', role: 'cell', at: [320 + n * 120, top, 120, 20], inside: [cell] })),
  });
  const [laid] = dialogs([
    PAGE,
    { role: 'dialog', at: [300, 200, 400, 220], inside: [row(220, 'It exists.'), row(260, 'Choose another.')] },
  ]);
  expect(laid).toMatchObject({ message: true });
  const [values] = dialogs([
    PAGE,
    { role: 'dialog', at: [300, 200, 400, 220], inside: [row(220, 'Name', 'Id'), row(260, 'Robin', '7')] },
  ]);
  expect(values).toMatchObject({ message: false });
});

const toast = (words: string, id: number, rest: Partial<Part> = {}): Part => ({
  id,
  at: [700, 20, 280, 60],
  layer: 20,
  placed: true,
  inside: [words],
  ...rest,
});

test('a layer that newly lies over the page is a message, and one that stood there is not', () => {
  const over: Part = { at: [600, 10, 390, 30], inside: ['j.admin'] };
  const before = screenOf([over, PAGE, toast('Record saved', 90)]);
  const news = new News(speech, before);
  expect(news.on(before)).toEqual([]);
  const after = screenOf([over, PAGE, toast('Record saved', 90), toast('Duplicate Member ID', 91)]);
  expect(noticesOn(after, []).map(({ lines, title }) => [title, ...lines].join(' ').trim())).toContain(
    'Duplicate Member ID',
  );
  expect(news.on(after).map(({ text }) => text)).toEqual(['Duplicate Member ID']);
});

test('the same words drawn anew are told from those that stood there', () => {
  const before = screenOf([PAGE, toast('Record saved', 90)]);
  const news = new News(speech, before);
  expect(news.on(screenOf([PAGE, toast('Record saved', 90)]))).toEqual([]);
  expect(news.drawnAnew()).toEqual([]);
  news.on(screenOf([PAGE, toast('Record saved', 95)]));
  expect(news.drawnAnew().map(({ text }) => text)).toEqual(['Record saved']);
});

test('of several notices in one box, only what is new is news', () => {
  const stack = (words: string[]): Part => ({
    id: 80,
    role: 'status',
    at: [700, 20, 280, 60],
    inside: words.map((word, n) => ({ id: 81 + n, tag: 'p', at: [700, 20 + n * 30, 280, 20], inside: [word] })),
  });
  const news = new News(speech, screenOf([PAGE, stack(['Role saved'])]));
  const [said] = news.on(screenOf([PAGE, stack(['Role saved', 'Duplicate Member ID'])]));
  expect(said?.text).toBe('Duplicate Member ID');
});

const field = (label: string, top: number, more: Partial<Part> = {}): Part[] => [
  { at: [20, top, 120, 20], id: top, inside: [label] },
  { tag: 'input', kind: 'box', type: 'text', value: '', at: [160, top, 200, 24], id: top + 1, ...more },
];
const FORM = [...field('Location *', 100), ...field('Time Zone', 200, { value: 'GMT' })];

test('a field that is marked as wrong after a press is named by its label', () => {
  const before = screenOf(FORM);
  const after = screenOf([
    ...field('Location *', 100, { invalid: true }),
    ...field('Time Zone', 200, { value: 'GMT', invalid: true }),
  ]);
  expect(marksOn(after, before, [])).toEqual(['Location is required.', 'Time Zone is marked as not valid.']);
  expect(marksOn(after, after, [])).toEqual([]);
});

for (const [where, at] of Object.entries<[number, number, number, number]>({
  'right below': [160, 126, 200, 16],
  beside: [370, 102, 200, 16],
})) {
  test(`a red text that comes up ${where} a field names the field, and a grey one does only late`, () => {
    const before = screenOf(FORM);
    const says = (ink?: string, late = false) => {
      const after = screenOf([...FORM, { at, inside: ['Choose one'] }]);
      const text = after.texts.at(-1)!;
      if (ink !== undefined) Object.assign(text.listed, { ink });
      return marksOn(after, before, new News(speech, before).on(after), late);
    };
    expect(says('rgb(211, 47, 47)')).toEqual(['Location: Choose one']);
    expect(says('oklch(0.577 0.245 27.3)')).toEqual(['Location: Choose one']);
    expect(says('rgb(20, 120, 40)')).toEqual([]);
    expect(says()).toEqual([]);
    expect(says(undefined, true)).toEqual(['Location: Choose one']);
  });
}

test('a red text far from every field marks none', () => {
  const after = screenOf([...FORM, { at: [500, 400, 200, 20], inside: ['Choose one'] }]);
  Object.assign(after.texts.at(-1)!.listed, { ink: 'rgb(211, 47, 47)' });
  expect(marksOn(after, screenOf(FORM), saidOn(after, speech), true)).toEqual([]);
});

const YES = { words: ['Yes', 'Delete', 'Click again'], no: ['No', 'Cancel'] };
const before = screenOf([PAGE, button('Delete', 20, 300)]);
const asked = (parts: Part[]) => questionSince(screenOf([PAGE, ...parts]), before, speech, YES);

test('a question is answered in its window, beside the button, or by the button itself', () => {
  const ask: Part = { at: [20, 340, 300, 20], inside: ['Delete this record?'] };
  const window: Part = { role: 'dialog', at: [300, 200, 400, 220], inside: [ask, button('Delete', 600)] };
  expect(asked([button('Delete', 20, 300), window])?.yes.box.left).toBe(600);
  expect(asked([button('Delete', 20, 300), ask, button('Yes', 100, 340)])?.asks).toBe('Delete this record?');
  expect(asked([button('Click again', 20, 300)])?.yes.said()).toBe('Click again');
});

test('what was there before, or is only drawn anew, is no question', () => {
  expect(asked([button('Delete', 20, 300)])).toBeUndefined();
  expect(asked([{ ...button('Delete', 20, 300), id: 999 }])).toBeUndefined();
  expect(asked([button('Delete', 20, 300), button('Yes', 400, 600)])).toBeUndefined();
});

test('what lies over a thing is found with all that belongs to it', () => {
  const words: Part = { at: [0, 60, 900, 30], inside: ['We use cookies.'] };
  const bar: Part = { at: [0, 60, 1000, 60], placed: true, inside: [words, button('OK', 920, 65)] };
  const cover = (parts: Part[]) => {
    const screen = screenOf(parts);
    return coverOf(screen, screen.things.find((thing) => thing.said() === 'Member ID' && thing.kind !== 'text')!);
  };
  expect(cover([PAGE])).toBeUndefined();
  expect(cover([PAGE, bar])?.said()).toContain('We use cookies.');
  expect(cover([PAGE, { ...bar, through: true, inside: [] }])).toBeUndefined();
  // A mask is empty.
  const tour: Part = { at: [300, 300, 300, 100], placed: true, inside: ['Take the tour?'] };
  const mask: Part = { at: [0, 0, 1000, 700], placed: true, layer: 9 };
  expect(cover([PAGE, { ...mask, layer: 0 }, tour])?.said()).toBe('Take the tour?');
  // What lies below it is not what it belongs to.
  const topBar: Part = { at: [0, 0, 1000, 40], placed: true, layer: 2, inside: ['My Time Sheet'] };
  expect(cover([PAGE, mask, { ...tour, layer: 10 }, topBar])?.said()).toBe('Take the tour?');
  expect(cover([PAGE, topBar, mask])?.said()).toBe('');
});
