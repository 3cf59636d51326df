import { watchKeys } from './keys.ts';
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

/** The picture that is looked at is seen in the filmstrip, and what is being done in the journal, without moving the page. */
for (const current of document.querySelectorAll<HTMLElement>('#here, .panel .lines [aria-current]')) {
  const strip = current.closest<HTMLElement>('#filmstrip, .panel');
  if (!strip) continue;
  const [inside, outside] = [current.getBoundingClientRect(), strip.getBoundingClientRect()];
  if (strip.id === 'filmstrip') strip.scrollLeft += inside.left - outside.left - (outside.width - inside.width) / 2;
}
