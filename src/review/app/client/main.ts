import { watchKeys } from '../../../web/client/keys.ts';
import { watchList } from './list.ts';
import { watchPairs } from './pairs.ts';
import { watchSignOff } from './sign-off.ts';
import { watchStage } from './stage.ts';

watchKeys();
watchStage();
watchSignOff();
watchPairs();
if (document.body.classList.contains('list')) watchList();

// What only a script can do is shown only where there is one.
document.body.classList.add('js');

/**
 * The picture that is looked at is seen in the filmstrip, and what was being done in the journal, without moving the
 * page.
 */
const [frame, strip] = [document.querySelector('#here'), document.querySelector('#filmstrip')];
if (frame && strip) {
  const [inside, outside] = [frame.getBoundingClientRect(), strip.getBoundingClientRect()];
  strip.scrollLeft += inside.left - outside.left - (outside.width - inside.width) / 2;
}
const [line, journal] = [
  document.querySelector('.step-journal [aria-current]'),
  document.querySelector('.step-journal'),
];
if (line && journal) journal.scrollTop += line.getBoundingClientRect().top - journal.getBoundingClientRect().top - 4;
