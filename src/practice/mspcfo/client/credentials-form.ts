import { delay, pause, variants } from './boot.ts';
import { type Answer, call } from './call.ts';
import { showDialog } from './dialog.ts';
import { isDisabled, onPress, pressIn, setDisabled } from './element.ts';
import { saveNotice } from './notice.ts';

type Values = Record<string, string>;

const GENERAL_PROBLEM = 'Something went wrong. Please try again.';
const QUESTION =
  'MSPCFO will stop reading from ConnectWise, and the stored keys will be deleted. Do you want to go on?';
const MESSAGES: Values = {
  publicKey: 'Enter the public key.',
  privateKey: 'Enter the private key.',
  serverUrl: 'Enter the server URL.',
  companyId: 'Enter the company ID.',
};

/**
 * Makes the credentials form in `place` work. It sends what was entered, not what its boxes show.
 * @param showPanel shows the panel that the server sends after a change
 */
export function startForm(place: HTMLElement, showPanel: (place: HTMLElement, markup: string) => void): void {
  const form = place.querySelector<HTMLFormElement>('[data-form]')!;
  const [save, test] = [pressIn(form, 'save')!, pressIn(form, 'test')!];
  const boxes = () => [...form.querySelectorAll<HTMLInputElement>('input[data-field]')];
  const before: Values = Object.fromEntries(boxes().map((box) => [box.dataset['field']!, box.value]));
  const values: Values = { ...before };
  let busy = false;

  const render = () => {
    for (const box of boxes()) {
      const value = values[box.dataset['field']!] ?? '';
      if (box.value !== value) box.value = value;
    }
    if (variants.saveButton === 'after-change')
      setDisabled(save, busy || Object.entries(values).every(([name, value]) => value === (before[name] ?? '')));
    else setDisabled(save, busy);
  };
  const showProblems = (message: string, problems: Values = {}) => {
    const general = form.querySelector<HTMLElement>('[data-problem]')!;
    general.hidden = message === '';
    general.textContent = message;
    for (const place of form.querySelectorAll<HTMLElement>('[data-problem-of]')) {
      place.textContent = problems[place.dataset['problemOf']!] ?? '';
      place.hidden = place.textContent === '';
    }
  };
  const valid = (): boolean => {
    if (variants.validation === 'native') return form.reportValidity();
    const empty = boxes().filter((box) => box.required && (values[box.dataset['field']!] ?? '').trim() === '');
    showProblems('', Object.fromEntries(empty.map((box) => [box.dataset['field']!, MESSAGES[box.dataset['field']!]!])));
    return empty.length === 0;
  };

  form.addEventListener('input', (event) => {
    const box = event.target as HTMLInputElement;
    if (event.isTrusted) values[box.dataset['field']!] = box.value;
    render();
  });
  form.addEventListener('focusout', render);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (!isDisabled(save)) void submit();
  });
  onPress(pressIn(form, 'replace'), () => {
    const replaceable = form.querySelector<HTMLElement>('[data-replaceable]')!;
    replaceable.replaceWith(replaceable.querySelector('template')!.content);
    form.querySelector<HTMLInputElement>('[data-field=privateKey]')!.focus();
  });

  const refused = ({ status, data }: Answer) =>
    showProblems(
      status < 500 && data['message'] !== undefined ? String(data['message']) : GENERAL_PROBLEM,
      (data['problems'] ?? {}) as Values,
    );

  /** What comes after something was stored or removed. */
  const follows = (answer: Answer) => {
    if (!answer.ok) return refused(answer);
    if (variants.saved === 'reload') return location.reload();
    showPanel(place, String(answer.data['panel']));
    saveNotice(place, String(answer.data['message']));
  };

  const submit = async () => {
    render();
    showProblems('');
    if (busy || !valid()) return;
    busy = true;
    render();
    save.textContent = 'Saving…';
    const answer = await call('/api/credentials', values);
    busy = false;
    save.textContent = 'Save';
    render();
    if (answer === undefined) return;
    follows(answer);
  };
  onPress(save, () => void submit());

  const remove = async () => {
    showProblems('');
    const answer = await call('/api/credentials', undefined, 'DELETE');
    if (answer !== undefined) follows(answer);
  };
  onPress(pressIn(form, 'remove'), () => {
    if (variants.removeQuestion === 'native') return confirm(QUESTION) ? void remove() : undefined;
    showDialog(
      `<h2>${variants.removeButton} ConnectWise PSA?</h2><p>${QUESTION}</p>`,
      variants.removeButton,
      () => void remove(),
      () => {},
    );
  });

  onPress(
    test,
    () =>
      void (async () => {
        showProblems('');
        setDisabled(test, true);
        place.querySelector('[data-connection]')!.innerHTML =
          '<div class="status busy" data-status="checking" role="status"><i class="spinner"></i>Checking…</div>';
        const answer = await call('/api/credentials/test', {});
        setDisabled(test, false);
        if (answer?.ok) place.querySelector('[data-connection]')!.innerHTML = String(answer.data['status']);
        else if (answer !== undefined) {
          refused(answer);
          await follow();
        }
      })(),
  );

  /** Asks until the test in the background has ended, or the form has gone. */
  const follow = async () => {
    for (;;) {
      const answer = await call('/api/credentials/connection');
      const shown = place.querySelector('[data-connection]');
      if (answer === undefined || shown === null || !form.isConnected) return;
      if (answer.ok) shown.innerHTML = String(answer.data['status']);
      if (answer.data['checking'] === false) return;
      await pause(Math.max(delay * 2, 50));
    }
  };
  if (place.querySelector('[data-status=checking]') !== null) void follow();
}
