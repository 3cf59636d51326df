import { html, raw } from 'hono/html';
import { ENDING } from '../../../web/client-files.ts';
import { readStyles } from '../../../web/read-styles.ts';
import type { Variants } from '../variants.ts';

const STYLE = readStyles(new URL('./', import.meta.url), ['style']);

const MARK = raw(
  '<svg width="46" height="46" viewBox="0 0 46 46" fill="none" stroke="#0a6ccf" stroke-width="4"><path d="M23 4 ' +
    '40 14v18L23 42 6 32V14Z"/><circle cx="23" cy="23" r="6" fill="#0a6ccf"/></svg>',
);

const page = (title: string, body: unknown, script?: string) =>
  html`<!DOCTYPE html>
    <html>
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>${raw(STYLE)}</style>
      </head>
      <body>
        ${body}${script ? html`<script type="module" src="/v2025_1/client/${script}${ENDING}"></script>` : ''}
      </body>
    </html>`;

/** The sign-in form; its script reveals the container (PRODUCT.md B). */
export const loginPage = (delay: number, variants: Variants) =>
  page(
    'ConnectWise PSA',
    html` <div id="loginContainer" style="display:none" data-delay="${delay}" data-autofill="${variants.autofill}">
        <div class="mark">
          ${MARK}
          <div><b>ConnectWise PSA</b><span>practice</span></div>
        </div>
        <form id="loginForm" autocomplete="off" novalidate>
          <div class="row">
            <label>Company</label><input id="company" name="CompanyName" type="text" autocomplete="off" />
          </div>
          <div class="row">
            <label>Username</label><input id="username" name="UserName" type="text" autocomplete="off" />
          </div>
          <div class="row" id="passwordRow">
            <label>Password</label><input id="password" name="Password" type="password" autocomplete="off" />
          </div>
          <div id="ssoNotice" style="display:none">Single Sign On is enabled</div>
          <div id="loginError" role="alert"></div>
          <button id="loginBtn" type="submit">Login</button>
        </form>
        <div id="authentication" style="display:none"></div>
      </div>
      <div id="sso-session-mask" style="display:none"></div>
      <div id="sso-session-dialog" style="display:none">
        <h2>Active session</h2>
        <p>You are already logged in on another device or browser. Proceeding will end that session.</p>
        <input type="button" value="Proceed" /><input type="button" value="Cancel" />
      </div>`,
    'login',
  );

/** Inside the frame named `authenticationFrame`. */
export const authenticationPage = () =>
  page(
    'Authentication',
    html` <form id="authenticationForm" class="frame" autocomplete="off" novalidate>
      <p>Enter the code from your authenticator app.</p>
      <div class="row">
        <label>Code</label
        ><input name="auth_pin" type="text" inputmode="numeric" maxlength="6" autocomplete="off" />
      </div>
      <div id="errorContainer"></div>
      <button type="submit">Verify</button>
    </form>`,
    'authentication',
  );

/** The question about another session in a window of its own. */
export const sessionPage = () =>
  page(
    'Active session',
    html` <div id="sso-session-dialog" class="alone">
      <h2>Active session</h2>
      <p>You are already logged in on another device or browser. Proceeding will end that session.</p>
      <input type="button" value="Proceed" /><input type="button" value="Cancel" />
    </div>`,
    'second-session',
  );

/** Instead of a page that could not be given. */
export const messagePage = (message: string) =>
  page(
    'ConnectWise PSA',
    html`<div class="sso">
      <div class="mark">
        ${MARK}
        <div><b>ConnectWise PSA</b></div>
      </div>
      <p>${message}</p>
    </div>`,
  );

/** The single-sign-on page's first question. */
export const emailPage = (company: string) =>
  page(
    'Sign in',
    html` <div class="sso">
      <div class="mark">
        ${MARK}
        <div><b>Sign in</b><span>single sign-on, practice</span></div>
      </div>
      <form method="post" action="/connect/authorize">
        <input type="hidden" name="company" value="${company}" />
        <div class="row">
          <label for="Input_Email">Email</label
          ><input id="Input_Email" name="Input.Email" type="email" autofocus autocomplete="off" />
        </div>
        <input type="submit" value="NEXT" />
      </form>
    </div>`,
  );

/** What follows belongs to the tenant's identity provider; here, one password box. */
export const ssoPasswordPage = (company: string, email: string, wrong: boolean) =>
  page(
    'Sign in',
    html` <div class="sso">
      <div class="mark">
        ${MARK}
        <div><b>Sign in</b><span>${email}</span></div>
      </div>
      <form method="post" action="/connect/password">
        <input type="hidden" name="company" value="${company}" /><input
          type="hidden"
          name="Input.Email"
          value="${email}"
        />
        <div class="row">
          <label for="Input_Password">Password</label
          ><input id="Input_Password" name="Input.Password" type="password" autofocus autocomplete="off" />
        </div>
        ${wrong ? html`<div id="loginError" role="alert">The email or password you entered is incorrect.</div>` : ''}
        <input type="submit" value="SIGN IN" />
      </form>
    </div>`,
  );
