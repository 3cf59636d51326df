/** The look of the sign-in pages. */
export const LOGIN_STYLE = `
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: #eef1f4; font: 14px Roboto, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1f1f1f; }
#loginContainer, .sso { width: 380px; margin: 0 auto; position: relative; top: 14vh; padding: 34px 40px 36px; background: #fff; border-top: 4px solid #0a6ccf; box-shadow: 0 2px 12px #0002; }
.mark { display: flex; align-items: center; gap: 14px; margin-bottom: 28px; }
.mark b { display: block; font-size: 20px; font-weight: 500; }
.mark span { color: #6b6b6b; font-size: 12px; }
.row { margin-bottom: 18px; }
.row label { display: block; font-size: 12px; font-weight: 500; color: #6b6b6b; margin-bottom: 2px; }
.row input { width: 100%; border: 0; border-bottom: 1px solid #8a8a8a; padding: 7px 2px; font: inherit; outline: 0; background: none; }
.row input:focus { border-bottom: 2px solid #0a6ccf; padding-bottom: 6px; }
button, input[type=submit], input[type=button] { border: 0; border-radius: 3px; background: #0a6ccf; color: #fff; font: 500 13px inherit; font-family: inherit; padding: 10px 22px; cursor: pointer; }
button:disabled { background: #9bbfe3; }
#loginBtn, .sso input[type=submit] { width: 100%; }
#ssoNotice { margin: 4px 0 22px; padding: 10px 12px; background: #eaf3fc; border-left: 3px solid #0a6ccf; }
#loginError, #errorContainer { color: #b3261e; font-size: 13px; min-height: 0; margin-bottom: 12px; }
#loginError:empty, #errorContainer:empty { display: none; }
iframe { width: 100%; height: 190px; border: 0; }
.frame { padding: 2px; background: #fff; min-height: 100vh; }
.frame p { margin: 0 0 18px; }
#sso-session-mask { position: fixed; inset: 0; background: #0006; }
#sso-session-dialog, #loginNotice { position: fixed; left: 50%; top: 28%; width: 420px; margin-left: -210px; padding: 22px 26px; background: #fff; border-radius: 4px; box-shadow: 0 6px 30px #0005; z-index: 10; }
#sso-session-dialog.alone { box-shadow: none; }
#loginNotice { inset: 0; left: 0; width: auto; margin: 0; padding: 30vh 26px; text-align: center; z-index: 20; }
#sso-session-dialog h2, #loginNotice h2 { margin: 0 0 10px; font-size: 17px; font-weight: 500; }
#sso-session-dialog input + input { background: none; color: #1f1f1f; }
`;
