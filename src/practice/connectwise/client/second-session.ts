/** The question about another session, in a window of its own (connectwise.md B). */
const [proceed, cancel] = document.querySelectorAll<HTMLInputElement>('#sso-session-dialog input');
proceed!.addEventListener('click', async () => {
  const answer: unknown = await (await fetch('/login/session.aspx', { method: 'POST' })).json();
  (opener as { loginGoOn(answer: unknown): void }).loginGoOn(answer);
  close();
});
cancel!.addEventListener('click', () => close());
