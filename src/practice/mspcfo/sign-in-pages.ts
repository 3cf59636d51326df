import { html } from 'hono/html';
import { type Boot, barePage, type Html, MARK } from './layout.ts';

const frame = (title: string, form: Html, boot?: Boot) =>
  barePage(
    title,
    'outside',
    html` <div class="sign-in">
        <div class="brand">${MARK}<span>MSPCFO</span></div>
        ${form}
      </div>
      <div class="tagline">
        <h2>Know what every agreement earns.</h2>
        <p>Margin, utilization and cash for managed service providers, straight from your PSA.</p>
        <p class="small">Practice portal for rehearsals.</p>
      </div>`,
    boot,
  );

/** Instead of a page that could not be given. */
export const messagePage = (message: string) =>
  frame('MSPCFO', html`<div class="notice bad" role="alert">${message}</div>`);

export const signInPage = (boot: Boot, { username = '', problem = '', note = '' } = {}) =>
  frame(
    'Sign in',
    html` <form method="post" action="/signin" novalidate>
      <h1>Sign in</h1>
      ${note === '' ? '' : html`<div class="notice">${note}</div>`}
      ${problem === '' ? '' : html`<div class="notice bad" role="alert">${problem}</div>`}
      <label for="username">${boot.variants.userNameLabel}</label
      ><input id="username" name="username" type="text" autocomplete="username" value="${username}" autofocus />
      <label for="password">Password</label
      ><input id="password" name="password" type="password" autocomplete="current-password" />
      <button type="submit" class="press main">Sign in</button>
    </form>`,
    boot,
  );

export const codePage = (boot: Boot, { problem = '' } = {}) =>
  frame(
    'Verification code',
    html` <form method="post" action="/signin/code" novalidate>
      <h1>Verification code</h1>
      <p>Enter the six-digit code from your authenticator app.</p>
      ${problem === '' ? '' : html`<div class="notice bad" role="alert">${problem}</div>`}
      <label for="code">Code</label
      ><input
        id="code"
        name="code"
        type="text"
        inputmode="numeric"
        maxlength="6"
        autocomplete="one-time-code"
        autofocus
      />
      <button type="submit" class="press main">Verify</button>
    </form>`,
    boot,
  );
