import { watchKeys } from '../../../web/client/keys.ts';
import type { ShownPicture, View } from '../view.ts';
import { countUp, standStill, stopCounting } from './clock.ts';
import { showControls, watchControls } from './controls.ts';
import { drawing, make, onDifference, part, say } from './dom.ts';
import { showEnd } from './end.ts';
import { showCode, showWatching, watchPeople } from './people.ts';
import { picturesCame, showPicture } from './picture.ts';
import { showQuestion } from './question.ts';
import { showSteps } from './steps.ts';

watchKeys();
watchControls();
watchPeople();
document.body.classList.add('js');

const showState = onDifference<View['state']>(({ words, tone, mode }) => {
  document.body.dataset['mode'] = mode;
  const state = part('state');
  state.className = `chip ${tone}`;
  state.replaceChildren(drawing(mode === 'held' || mode === 'pausing' ? 'pause' : tone), make('bdi', {}, words));
});

const showDoing = onDifference<View['doing']>((doing) => {
  part('instruction').replaceChildren(
    ...(doing
      ? [drawing(doing.drawing), make('span', { class: 'unseen' }, doing.kind), make('bdi', {}, doing.title)]
      : []),
  );
});

const showWhy = onDifference<string[]>((why) =>
  part('why').replaceChildren(...why.map((text) => make('li', { dir: 'auto' }, text))),
);

function show(view: View): void {
  const { run, place, over, state, elapsed } = view;
  if (run) {
    say(part('title'), run.title);
    say(part('customer'), run.check ? `${run.customer} · check only` : run.customer);
  }
  const waits = state.mode === 'held' && view.doing ? ` – ${view.doing.title}` : '';
  document.title = `${state.words}${waits}${run ? ` · ${run.customer}` : ''} – Keywright watch`;
  say(part('phase'), place?.phase ?? '');
  say(part('step'), place?.step ?? '');
  showWatching(view);
  showCode(view.codeEnded);
  showState(state);
  showDoing(view.doing);
  say(part('say'), view.say ?? '');
  showWhy(view.why);
  showSteps(view.phases);
  showControls(view);
  if (!over) showQuestion(view.question);
  showEnd(over);
  if (over) standStill(part('elapsed'), elapsed);
  else if (run) countUp(part('elapsed'), elapsed);
}

let newest: View | undefined;

/** The server refuses this page, and what it shows is no longer so: a newer link, or the next run at the same port. */
function showNoAccess(): void {
  say(part('lost'), 'This page no longer has access. Open the newest link; if there is none, the run has ended.');
  if (newest === undefined) return;
  const { question, ...rest } = newest;
  show({ ...rest, state: { mode: 'over', words: 'Disconnected', tone: 'mute' } });
  stopCounting(part('elapsed'));
}

/** Reconnects by itself, and then gets the whole present state. */
const events = new EventSource('/events');
events.addEventListener('open', () => say(part('lost'), ''));
events.addEventListener('error', () => {
  if (events.readyState === EventSource.CLOSED) showNoAccess();
  else say(part('lost'), 'Connection lost. Trying again …');
});
events.addEventListener('picture', ({ data }: MessageEvent<string>) => showPicture(JSON.parse(data) as ShownPicture));
events.addEventListener('view', ({ data }: MessageEvent<string>) => {
  const view = JSON.parse(data) as View;
  newest = view;
  show(view);
  // The page keeps the end: nothing more comes, so nothing is asked for.
  if (view.over?.last) void picturesCame().then(() => events.close());
});
