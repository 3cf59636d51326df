import { html } from 'hono/html';
import type { Role } from '../../web/access.ts';
import { appHead } from '../../web/app-head.ts';
import { LONGEST_NAME } from '../../web/guests.ts';
import type { Html } from '../../web/html.ts';
import type { IconName } from '../../web/icons.ts';
import { icon, iconSheet } from '../../web/icons.ts';
import type { KeyRow } from '../../web/key-help.ts';
import { keyHelp, keysButton } from '../../web/key-help.ts';

const KEYS: KeyRow[] = [
  { keys: ['Space'], does: 'Pause, or continue' },
  { keys: ['S'], does: 'Next step' },
  { keys: ['G'], does: 'Next gesture' },
  { keys: ['−', '+'], does: 'Slower, faster' },
  { keys: ['X'], does: 'Stop the run (asks first)' },
  { keys: ['A'], does: 'Approve' },
  { keys: ['R'], does: 'Retry the step that failed' },
  { keys: ['H'], does: 'Done by hand' },
  { keys: ['W'], does: 'Take over in a window' },
  { keys: ['T'], does: 'Point at what was not found' },
  { keys: ['Y'], does: 'Keep these words' },
  { keys: ['K'], does: 'Leave it' },
  { keys: ['N'], does: 'Write a note into the journal' },
  { keys: ['C'], does: 'Create a code that lets one viewer in' },
  { keys: ['?'], does: 'Show the keys' },
  { keys: ['Esc'], does: 'Leave a field or close a dialog' },
];

const button = (command: string, drawing: IconName, words: string, keys: string, hint = keys.toUpperCase()): Html =>
  html`<button type="button" data-command="${command}" data-keys="${keys}">
    ${icon(drawing)}<span>${words}</span> <kbd>${hint}</kbd>
  </button>`;

const controls = (): Html =>
  html`<section class="controls" aria-label="Controls">
    <div class="buttons">
      <button type="button" id="hold" class="hold" data-command="pause" data-keys="Space">
        ${icon('pause')}<span>Pause</span> <kbd>Space</kbd>
      </button>
      ${button('next step', 'step', 'Next step', 's')} ${button('next gesture', 'pointer', 'Next gesture', 'g')}
      <div class="pace" role="group" aria-label="Pace">
        ${button('slower', 'less', 'Slower', '-', '−')}<output id="pace"></output
        >${button('faster', 'more', 'Faster', '+ =', '+')}
      </div>
      <button type="button" id="stop" class="stop" data-keys="x" aria-expanded="false" aria-controls="sure">
        ${icon('stop')}<span>Stop</span> <kbd>X</kbd>
      </button>
    </div>
    <div class="sure" id="sure" role="group" aria-labelledby="sure-words" hidden>
      <p id="sure-words">
        <strong>Stop the run?</strong> It ends cleanly at the next safe place. A later run looks first
        and continues from what is there.
      </p>
      <button type="button" class="stop" data-command="stop">Yes, stop</button>
      <button type="button" id="not-sure">No, continue</button>
    </div>
    <p class="refusal" id="refusal" role="alert"></p>
    <div class="buttons more">
      <button type="button" class="quiet-button" id="note-open" data-keys="n" aria-expanded="false" aria-controls="note">
        Note <kbd>N</kbd>
      </button>
      <button type="button" class="quiet-button" id="invite" data-keys="c">Viewer code <kbd>C</kbd></button>
      <span class="said" id="said" role="status"></span>
    </div>
    <form class="note" id="note" aria-label="Note" hidden>
      <label for="note-text">Note for the journal</label>
      <input id="note-text" maxlength="500" required autocomplete="off" />
      <button>Save note</button>
    </form>
  </section>`;

/** What the main script imports, asked for at once. */
const CLIENT = [
  'web/client/keys',
  ...['dom', 'steps', 'question', 'end', 'controls', 'people', 'picture', 'clock'].map(
    (name) => `watch/page/client/${name}`,
  ),
];

/** Asks viewers who came by the link for their name. */
const hello = (): Html =>
  html`<form class="hello" id="hello" aria-label="Who you are">
    <label for="hello-name">Your name</label>
    <input id="hello-name" maxlength="${LONGEST_NAME}" required autocomplete="name" />
    <button>Send</button>
    <span class="said" id="hello-said" role="status"></span>
  </form>`;

/**
 * The page without its contents, which come as events. Guests have no controls in theirs.
 * @param operator who approves, if nobody says another name
 * @param asksName whether the viewer has not said who they are
 */
export function watchPage(role: Role, operator: string, asksName: boolean): Html {
  const commands = role === 'control';
  return html`<!doctype html>
    <html lang="en">
      ${appHead('Keywright watch', 'watch/page/client/main', CLIENT)}
      <body class="app live" data-role="${role}" ${commands && html` data-operator="${operator}"`}>
        ${iconSheet()}
        <a class="skip" href="#main">Skip to the picture</a>
        <header class="bar">
          <div class="what">
            <h1 dir="auto" id="title">The run is about to start</h1>
            <p><bdi id="customer"></bdi></p>
          </div>
          <p class="state">
            <span class="chip mute" id="state" role="status"
              ><svg class="icon" aria-hidden="true"><use href="#icon-mute"></use></svg><bdi>Connecting…</bdi></span
            >
          </p>
          <div class="beside">
            <span class="watching quiet" id="watching"></span
            >${commands ? keysButton() : html`<span class="chip calm">${icon('look')}View only</span>`}<span
              class="elapsed"
              ><span class="unseen">Time since the run began</span>
              <time id="elapsed" role="timer">0:00</time></span
            >
          </div>
        </header>
        <p class="lost" id="lost" role="alert"></p>
        ${asksName && hello()}
        <main id="main" tabindex="-1">
          <section class="now" aria-label="What is being done">
            <p class="place"><bdi id="phase"></bdi> <bdi id="step"></bdi></p>
            <p class="instruction" id="instruction" dir="auto"></p>
            <p class="say" id="say" dir="auto"></p>
            <ul class="why" id="why"></ul>
          </section>
          <section class="ask" id="ask" tabindex="-1" aria-labelledby="ask-title" hidden></section>
          <figure class="live-picture" id="picture">
            <img id="image" alt="The page in the run's browser, as it is now" hidden />
            <div class="card" id="card">
              <svg class="icon" aria-hidden="true"><use href="#icon-look"></use></svg>
              <p id="reason" dir="auto">There is no picture yet.</p>
            </div>
            <p class="age" id="age" hidden></p>
          </figure>
          ${commands && controls()}
          <nav class="contents" id="steps" aria-label="Steps" tabindex="0"><ol></ol></nav>
        </main>
        ${commands && keyHelp(KEYS)}
      </body>
    </html> `;
}
