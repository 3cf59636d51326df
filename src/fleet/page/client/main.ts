/** What somebody is about to press, so that a fresh page does not take it from under their hand. */
function focused(): string | undefined {
  const { activeElement: element } = document;
  const card = element?.closest('.card')?.id;
  if (card === undefined || !(element instanceof HTMLButtonElement)) return undefined;
  return element.value === '' ? `#${card} .quiet-button` : `#${card} button[value="${element.value}"]`;
}

/** Puts what has changed in its place: the page stays where it was scrolled to, and the focus where it was. */
function show(fresh: Document): void {
  const focus = focused();
  for (const part of ['header', 'main']) {
    const [old, now] = [document.querySelector(part)!, fresh.querySelector(part)!];
    if (!old.isEqualNode(now)) old.replaceWith(now);
  }
  document.title = fresh.title;
  if (focus !== undefined) document.querySelector<HTMLElement>(focus)?.focus();
}

const every = setInterval(async () => {
  const text = await fetch('/')
    .then((answer) => (answer.ok ? answer.text() : undefined))
    .catch(() => undefined);
  if (text === undefined) return;
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  show(fresh);
  if (fresh.body.dataset['over'] !== undefined) clearInterval(every);
}, Number(document.body.dataset['every']) * 1_000);
