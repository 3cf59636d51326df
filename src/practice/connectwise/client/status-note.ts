import { boot } from './boot.ts';
import { call } from './call.ts';
import { element } from './element.ts';
import { nextId } from './names.ts';
import { onPress } from './press.ts';
import { openWindow } from './window.ts';

/** The note that may pop up over an opened record; its box changes things for everybody (PRODUCT.md A5). */
export function statusNote(recid: number): void {
  if (boot.variants.popUp === 'none') return;
  const box = element('input', 'check-input');
  box.type = 'checkbox';
  box.id = nextId('gwt-uid');
  box.addEventListener('change', () => void call('System/SilenceNote', { recid }));
  const words = element('label', 'check-words', '', 'Do not show this message again');
  words.htmlFor = box.id;
  // A childless div whose whole text is the word.
  const done = element('div', 'note-close', '', 'Close');
  const close = openWindow({
    title: 'Status Note',
    buttons: [],
    content: [
      element(
        'div',
        'note-text',
        '',
        'This record is part of a system integration. Please check with your administrator before changing it.',
      ),
      element('span', 'check', 'gwt-CheckBox', box, words),
      done,
    ],
  });
  onPress(done, close);
}
