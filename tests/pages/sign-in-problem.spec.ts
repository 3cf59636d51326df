import { expect, test } from '@playwright/test';
import { signInProblem } from '../../pages/sign-in.ts';
import { SecretRefused } from '../../src/portal-sdk/index.ts';

const PORTAL = {
  name: 'connectwise',
  title: 'ConnectWise',
  screen: 'sign-in',
  names: 'company and user name',
  trouble: () => false,
};

for (const [refused, hint, isOfPassword] of [
  ['The company, user name or password you entered is incorrect.', /Check company and user name/, true],
  ['Wrong password. Your account will be locked after 2 more attempts.', /Check company and user name/, true],
  ['Your password has expired. You must change your password.', /give it a new password/, true],
  ['Ihr Kennwort ist abgelaufen.', /give it a new password/, true],
  ['Your account has been locked. Contact your administrator.', /about the account, and not about the password/, false],
  ['This member is inactive.', /about the account/, false],
  ['You are locked out. Too many failed attempts.', /about the account/, false],
  ['Ihr Konto wurde gesperrt.', /about the account/, false],
  ['Too many requests, please try again later.', /wait some minutes/, false],
] as const)
  test(`a sign-in that is refused by "${refused}" says what to do`, () => {
    const problem = signInProblem(PORTAL, { refused, secret: 'PASSWORD' });
    expect(problem.hint).toMatch(hint);
    expect(problem.retry).toBe(false);
    // Only a refused password is asked for anew.
    expect(problem instanceof SecretRefused).toBe(isOfPassword);
  });
