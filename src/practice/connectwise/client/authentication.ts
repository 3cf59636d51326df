/** Inside the frame that asks for the one-time code (connectwise.md B). */
const form = document.getElementById('authenticationForm') as HTMLFormElement;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await (await fetch('/login/authentication.aspx', { method: 'POST', body: new FormData(form) })).json() as { Success: boolean; Message?: string };
  document.getElementById('errorContainer')!.textContent = answer.Message ?? '';
  if (answer.Success) (parent as unknown as { loginGoOn(answer: unknown): void }).loginGoOn(answer);
  else form.reset();
});
