/** Arrow keys and j, k move among the rows; x chooses one for a comparison. */
export function watchList(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.row-link')];
  const current = () => links.findIndex((link) => link.closest('tr')!.contains(document.activeElement));
  document.addEventListener('keydown', (event) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.defaultPrevented ||
      document.querySelector('dialog[open]')
    )
      return;
    if (event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), select, textarea'))
      return;
    if (localStorage.getItem('keywright-keys-off') !== null) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step !== undefined && links.length > 0) {
      event.preventDefault();
      const at = current();
      links[Math.min(Math.max(0, at < 0 ? 0 : at + step), links.length - 1)]!.focus();
    }
    if (event.key === 'x') links[current()]?.closest('tr')?.querySelector<HTMLInputElement>('input')?.click();
  });
  for (const field of document.querySelectorAll<HTMLSelectElement>('.filters select'))
    field.addEventListener('change', () => field.form!.requestSubmit());
  const boxes = [...document.querySelectorAll<HTMLInputElement>('.choose input')];
  // More than two can't be compared: a third choice takes the place of the first.
  let chosen: HTMLInputElement[] = boxes.filter((box) => box.checked);
  for (const box of boxes) {
    box.addEventListener('change', () => {
      chosen = box.checked ? [...chosen, box] : chosen.filter((other) => other !== box);
      for (const other of chosen.splice(0, Math.max(0, chosen.length - 2))) other.checked = false;
    });
  }
}
