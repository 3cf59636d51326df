/** What stands where a secret should be, and what to do about it. */
const NO_SECRETS: [RegExp, string][] = [
  [
    /^op:\/\//i,
    'a reference of 1Password, and no secret. Name a command that reads it: <NAME>_COMMAND=op read and the reference',
  ],
  [
    /^(?:\$\{.*\}|\$env:\w+|\$\(.*\)|\$[A-Z]+(?:_[A-Z]+)+|%[A-Z][A-Z0-9]*_\w*%)$/i,
    'the name of a variable or command that nothing has put a value in for. Write the value itself, or <NAME>_COMMAND',
  ],
  [/^(?:<[a-z][a-z _-]*>|\[[a-z][a-z _-]*\])$/i, 'a placeholder. Write the value in its place'],
  [
    /^([*\u00B7\u2022\u2219\u25CF\u26AB])\1+$/u,
    'only dots or stars, as screens cover secrets. Show it there, then copy it',
  ],
  [/^(?:null|undefined|nil|\[object Object\])$/i, 'what programs write for "nothing". Give the value'],
];

/** Messages that programs print in place of a secret, and still say that all is well. */
const MESSAGE =
  /^error\b|\b(?:is|are|not|no|you|please|access|failed)\b.*\b(?:locked|unlock|found|such|denied|log(?:ged)? in|sign(?:ed)? in|expired)\b/i;

/** Why a value is no secret but stands for one; undefined if it may be one. @param variable names what it is for */
export function noSecret(value: string, variable: string): string | undefined {
  const found = NO_SECRETS.find(([pattern]) => pattern.test(value.trim()))?.[1];
  return found?.replace('<NAME>', variable);
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** What else than a secret a command has printed; undefined if it may be one. */
export function otherThanSecret(printed: string): string | undefined {
  if (isJson(printed)) return 'printed JSON. Have it print the one value alone';
  if (/^["']?(?:password|passphrase|secret|value|token|totp|code)["']?\s*[:=]\s/i.test(printed))
    return 'printed a name before the value. Have it print the value alone';
  const isMessage = /\s/.test(printed.trim()) && MESSAGE.test(printed);
  return isMessage ? 'printed what reads like a message. Run it by hand to see it' : undefined;
}
