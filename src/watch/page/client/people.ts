import type { PairingCode } from '../../../web/guests.ts';
import type { View } from '../view.ts';
import { onDifference, part, say } from './dom.ts';

const LOST = 'Your command did not get through. Try again.';

/** @returns the answer's text, or why there is none */
async function post(path: string, body?: Record<string, string>): Promise<{ ok: boolean; text: string }> {
  try {
    const answer = await fetch(path, { method: 'POST', ...(body && { body: new URLSearchParams(body) }) });
    return { ok: answer.ok, text: await answer.text() };
  } catch {
    return { ok: false, text: LOST };
  }
}

function showNote(open: boolean): void {
  part('note').hidden = !open;
  part('note-open').setAttribute('aria-expanded', String(open));
  (open ? part('note-text') : part('note-open')).focus();
}

async function saveNote(): Promise<void> {
  const field = part('note-text') as HTMLInputElement;
  const { ok, text } = await post('/note', { note: field.value });
  say(part('said'), ok ? 'Note saved.' : text);
  if (!ok) return;
  field.value = '';
  showNote(false);
}

async function invite(): Promise<void> {
  const { ok, text } = await post('/code');
  if (!ok) return say(part('said'), text);
  const { code, minutes, address } = JSON.parse(text) as PairingCode & { address: string };
  const words = `Code ${code} lets one viewer in at ${address}. It is valid for ${minutes} minutes.`;
  say(part('said'), words);
  setTimeout(() => part('said').textContent === words && showCode('The viewer code is too old.'), minutes * 60_000);
}

async function introduce(): Promise<void> {
  const { ok, text } = await post('/name', { name: (part('hello-name') as HTMLInputElement).value });
  if (ok) part('hello').hidden = true;
  else say(part('hello-said'), text);
}

const onSubmit = (id: string, act: () => Promise<void>) =>
  document.getElementById(id)?.addEventListener('submit', (event) => {
    event.preventDefault();
    void act();
  });

/** Notes and codes for whoever steers, and the name of who only looks. */
export function watchPeople(): void {
  onSubmit('note', saveNote);
  onSubmit('hello', introduce);
  document.getElementById('note-open')?.addEventListener('click', () => showNote(part('note').hidden === true));
  document.getElementById('note')?.addEventListener('keydown', ({ key }) => key === 'Escape' && showNote(false));
  document.getElementById('invite')?.addEventListener('click', () => void invite());
}

/** Takes a code from the page that is not good any more. @param ended why; undefined if it is good, or there is none */
export const showCode = onDifference<string | undefined>((ended) => {
  if (ended !== undefined) say(part('said'), `${ended} Press “Viewer code” for a new one.`);
});

/** Who watches: by name for whoever steers, in number for viewers. */
export function showWatching({ watching, viewers = [] }: View): void {
  // Whoever steers watches, too.
  const others = watching - 1 - viewers.length;
  const named = [...viewers, ...(others > 0 ? [`${others} more`] : [])];
  const words = viewers.length > 0 ? `Watching: ${named.join(', ')}` : watching > 1 ? `${watching} watching` : '';
  say(part('watching'), words);
}
