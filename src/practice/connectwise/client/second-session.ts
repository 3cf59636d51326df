import { loginCall, showLoginNotice } from './login-call.ts';

/** The question about another session, in a window of its own (PRODUCT.md B). */
const [proceed, cancel] = document.querySelectorAll<HTMLInputElement>('#sso-session-dialog input');
proceed!.addEventListener('click', async () => {
  const answer = await loginCall('/login/session.aspx');
  (opener as { loginOutcome(answer: unknown): void }).loginOutcome(answer);
  close();
});
cancel!.addEventListener('click', () => close());
showLoginNotice();
