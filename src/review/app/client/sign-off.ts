/** An objection and a remark need words: the form says so before it is sent. Ctrl+Enter in the field objects. */
export function watchSignOff(): void {
  const form = document.querySelector<HTMLFormElement>('#sign-off');
  const remark = form?.querySelector('textarea');
  if (!form || !remark) return;
  remark.addEventListener('input', () => remark.setCustomValidity(''));
  remark.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.querySelector<HTMLButtonElement>('#object')!.click();
  });
  for (const button of form.querySelectorAll<HTMLButtonElement>('button[name=verdict]')) {
    button.addEventListener('click', () =>
      remark.setCustomValidity(
        ['objected', 'remarked'].includes(button.value) && remark.value.trim() === '' ? 'Write what it is about.' : '',
      ),
    );
  }
  // A second press while the first is under way would sign the next picture's place twice.
  form.addEventListener('submit', (event) => {
    if (form.dataset['sent'] !== undefined) event.preventDefault();
    form.dataset['sent'] = '';
  });
  addEventListener('pageshow', () => delete form.dataset['sent']);
}
