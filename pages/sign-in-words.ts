import { Words } from '../src/portal-sdk/index.ts';
import type { SignInWords } from './screen/signing/sign-in.ts';

/** What applications call the parts of their sign-in pages. No portal's source has all of them (PRODUCT.md B, D5). */
export const signInPack = new Words(new URL('words/', import.meta.url), {
  signIn: ['company', 'user', 'password', 'code', 'way', 'enter', 'proceed', 'leave'],
  signInSays: [
    'anotherSession',
    'singleSignOn',
    'byPassword',
    'ssoButton',
    'staySignedIn',
    'expiresSoon',
    'expired',
    'barred',
    'welcome',
  ],
});

const { signIn, signInSays } = signInPack.terms;

export const signInWords: SignInWords = { ...signIn, says: signInSays };

/** Whether a text says this in any of the languages: what the server says need not be in that of the screen. */
export const saysInAnyLanguage = (text: string, term: keyof SignInWords['says']): boolean =>
  signInPack.languages.some((language) =>
    (signInPack.in(language).get(signInSays[term]) ?? []).some((pattern) => new RegExp(pattern, 'i').test(text)),
  );
