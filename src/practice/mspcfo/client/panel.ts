import { call } from './call.ts';
import { startForm } from './credentials-form.ts';
import { onPress, pressIn } from './element.ts';

/**
 * Puts the credentials into a place: the form, or the list that leads to it.
 * @param form the form even where there is a list
 */
export async function loadPanel(place: HTMLElement, form = false): Promise<void> {
  if (place.childElementCount === 0) place.innerHTML = '<div class="loading">Loading…</div>';
  const answer = await call(`/settings/api-credentials/panel${form ? '?form' : ''}`);
  if (answer === undefined) return;
  if (answer.ok) showPanel(place, answer.text);
  else {
    place.innerHTML = '<div class="notice bad" role="alert"></div>';
    place.firstElementChild!.textContent = String(
      answer.data['message'] ?? 'Something went wrong. Please reload the page.',
    );
  }
}

/** Puts a panel that the server has made into its place, in working order. */
export function showPanel(place: HTMLElement, markup: string): void {
  place.innerHTML = markup;
  onPress(pressIn(place, 'edit'), () => void loadPanel(place, true));
  onPress(pressIn(place, 'back'), () => void loadPanel(place));
  if (place.querySelector('[data-form]') !== null) startForm(place, showPanel);
}
