import { loginCall, showLoginNotice } from './login-call.ts';

/** Inside the frame that asks for the one-time code (PRODUCT.md B). */
const form = document.getElementById('authenticationForm') as HTMLFormElement;
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await loginCall('/login/authentication.aspx', form);
  document.getElementById('errorContainer')!.textContent = answer.Message ?? '';
  if (answer.Success) (parent as unknown as { loginOutcome(answer: unknown): void }).loginOutcome(answer);
  else form.reset();
});
showLoginNotice();
