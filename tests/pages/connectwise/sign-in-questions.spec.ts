import { expect, test } from '@playwright/test';
import { SignIn } from '../../../pages/connectwise/screens/sign-in.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareContext } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

/** Shows the start page. */
const START = `document.body.innerHTML = '<nav class=cw-lcm-section>System</nav>'`;

/**
 * What comes a second after Proceed, which only shuts the question at first: the sign-in form is still there behind it.
 */
const ANSWERS: Record<string, [script: string, state: unknown]> = {
  'the start page': [START, 'signed in'],
  'the question for a code': [`question.insertAdjacentHTML('afterend', '<input name=auth_pin>')`, 'code'],
  'a complaint': [
    `loginError.textContent = 'Your sign-in has expired. Please log in again.'`,
    { refused: 'Your sign-in has expired. Please log in again.' },
  ],
};

for (const [what, [script, state]] of Object.entries(ANSWERS)) {
  test(`the form that is still there after Proceed is no answer, but ${what} is`, async ({ page }) => {
    await page.setContent(
      `<form id=loginForm><input id=company><input id=username>` +
        `<input id=password type=password><input id=loginBtn type=button value=Login><div id=loginError></div></form>
      <div id=sso-session-dialog role=alert>You are already logged in on another device.` +
        `<input type=button value=Proceed></div><i id=question></i>
      <script>document.querySelector('[value=Proceed]').onclick = () =>` +
        ` { document.getElementById('sso-session-dialog').hidden = true; setTimeout(() => { ${script} }, 1000) }` +
        `</script>`,
    );
    expect(await new SignIn(bareContext(page)).proceed()).toEqual(state);
  });
}

test('a notice of an expiring password is dismissed, a demand for a new password is not', async ({ page }) => {
  const screen = new SignIn(bareContext(page));
  await page.setContent(
    '<h2>Your password expires in 6 days.</h2><a href="#">Change password</a><button onclick="setTimeout(() => ' +
      `{ ${START} }, 700)">Continue</button>`,
  );
  expect(await screen.state()).toBe('password expires soon');
  expect(await screen.passNotice()).toBe('signed in');
  await page.setContent(
    '<h2>Your password has expired.</h2><label>New password <input type=password></label><button>Continue</button>',
  );
  expect(await screen.state()).toBe('new password');
});
