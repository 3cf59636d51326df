/** The browser's side of the sign-in form (connectwise.md B). */
interface LoginAnswer { Success: boolean; Message?: string; Next?: string; Url?: string }

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const container = byId('loginContainer');
const delay = Number(container.dataset['delay']);
const company = byId<HTMLInputElement>('company');
const button = byId<HTMLButtonElement>('loginBtn');
let sso = false;

setTimeout(() => {
  container.style.display = 'block';
  company.focus();
}, delay);

// Remembered values arrive late and without a word.
if (container.dataset['autofill'] === 'rewrites-early') {
  for (const moment of [4, 10]) {
    setTimeout(() => {
      company.value = 'remembered';
      byId<HTMLInputElement>('username').value = 'remembered';
      byId<HTMLInputElement>('password').value = 'remembered';
    }, Math.min(delay * moment, 2600));
  }
}

company.addEventListener('change', async () => {
  const answer = await (await fetch(`/login/sso.aspx?company=${encodeURIComponent(company.value.trim())}`)).json() as { enabled: boolean };
  sso = answer.enabled;
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
  const answer = await (await fetch('/v4_6_release/login/login.aspx?response=json', { method: 'POST', body: new FormData(byId<HTMLFormElement>('loginForm')) })).json() as LoginAnswer;
  button.disabled = false;
  if (answer.Success) goOn(answer);
  else byId('loginError').textContent = answer.Message ?? '';
});

/** Follows the server from one stage to the next; the frame and the other window call it too. */
function goOn({ Next, Url }: LoginAnswer): void {
  if (Next === 'enter') location.href = Url!;
  if (Next === 'authentication') showAuthentication();
  if (Next === 'proceed') showProceed();
  if (Next === 'proceed-window') open('/login/session.aspx', 'sessionWindow', 'width=520,height=260');
}
Object.assign(window, { loginGoOn: goOn });

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
  proceed!.onclick = async () => goOn(await (await fetch('/login/session.aspx', { method: 'POST' })).json() as LoginAnswer);
  cancel!.onclick = () => location.reload();
}

const next = new URLSearchParams(location.search).get('next');
if (next) setTimeout(() => goOn({ Success: true, Next: next }), delay);
