const SECRET_WORDS = new Set([
  'password',
  'passwd',
  'pwd',
  'pass',
  'passphrase',
  'secret',
  'secrets',
  'token',
  'tokens',
  'totp',
  'otp',
  'pin',
  'credential',
  'credentials',
  'private',
]);

/** What tells of a secret without being one: `tokenName`. */
const ABOUT = new Set(['name', 'description', 'type']);

/**
 * Whether a key's name says that its value is a secret: `password`, `apiKey`, `private-key`; not `publicKey`,
 * `keyDescription` or `tokenName`.
 */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  if (ABOUT.has(words.at(-1) ?? '')) return false;
  if (words.some((word) => SECRET_WORDS.has(word) || /^(private|secret|password)/.test(word))) return true;
  return words.at(-1)?.endsWith('key') === true && !words.some((word) => word.startsWith('public'));
}
