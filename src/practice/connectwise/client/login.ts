import { type LoginAnswer, loginCall, showLoginNotice } from './login-call.ts';

// The browser's side of the sign-in form (PRODUCT.md B).

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const container = byId('loginContainer');
const delay = Number(container.dataset['delay']);
const company = byId<HTMLInputElement>('company');
const button = byId<HTMLButtonElement>('loginBtn');
let sso = false;

setTimeout(() => {
  container.style.display = 'block';
  showLoginNotice();
  company.focus();
}, delay);

// Remembered values arrive late and without a word.
if (container.dataset['autofill'] === 'rewrites-early') {
  for (const moment of [4, 10]) {
    setTimeout(
      () => {
        company.value = 'remembered';
        byId<HTMLInputElement>('username').value = 'remembered';
        byId<HTMLInputElement>('password').value = 'remembered';
      },
      Math.min(delay * moment, 2600),
    );
  }
}

company.addEventListener('change', async () => {
  const answer = await fetch(`/login/sso.aspx?company=${encodeURIComponent(company.value.trim())}`)
    .then((response) => response.json() as Promise<{ enabled?: boolean }>)
    .catch(() => undefined);
  showLoginNotice();
  sso = answer?.enabled === true;
  byId('passwordRow').style.display = sso ? 'none' : 'block';
  byId('ssoNotice').style.display = sso ? 'block' : 'none';
});

byId('loginForm').addEventListener('submit', async (event) => {
  event.preventDefault();
  byId('loginError').textContent = '';
  if (sso) {
    location.href = `/connect/authorize?company=${encodeURIComponent(company.value.trim())}`;
    return;
  }
  button.disabled = true;
  const answer = await loginCall('/v4_6_release/login/login.aspx?response=json', byId<HTMLFormElement>('loginForm'));
  button.disabled = false;
  outcome(answer);
});

/** The frame and the other window call it too. */
function outcome(answer: LoginAnswer): void {
  if (answer.Success) goOn(answer);
  else byId('loginError').textContent = answer.Message ?? '';
}

/** Follows the server from one stage to the next. */
function goOn({ Next, Url }: LoginAnswer): void {
  if (Next === 'enter') location.href = Url!;
  if (Next === 'authentication') showAuthentication();
  if (Next === 'proceed') showProceed();
  if (Next === 'proceed-window') open('/login/session.aspx', 'sessionWindow', 'width=520,height=260');
}
Object.assign(window, { loginOutcome: outcome });

function showAuthentication(): void {
  byId('loginForm').style.display = 'none';
  const frame = document.createElement('iframe');
  frame.name = 'authenticationFrame';
  frame.src = '/login/authentication.aspx';
  byId('authentication').replaceChildren(frame);
  byId('authentication').style.display = 'block';
}

function showProceed(): void {
  const dialog = byId('sso-session-dialog');
  dialog.style.display = byId('sso-session-mask').style.display = 'block';
  const [proceed, cancel] = dialog.querySelectorAll('input');
  proceed!.onclick = async () => {
    const answer = await loginCall('/login/session.aspx');
    if (!answer.Success) dialog.style.display = byId('sso-session-mask').style.display = 'none';
    outcome(answer);
  };
  cancel!.onclick = () => location.reload();
}

const next = new URLSearchParams(location.search).get('next');
if (next) setTimeout(() => goOn({ Success: true, Next: next }), delay);
